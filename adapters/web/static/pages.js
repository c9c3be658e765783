// Comforts without which every page works: narrow a table by name, look at a form while somebody types, search the static site, show the picked day of a timeline.
"use strict";
for (const finder of document.querySelectorAll("[data-finder]")) {
  const rows = [...document.querySelectorAll("table[data-rows] tbody tr")];
  finder.querySelector("input").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
  });
}
for (const search of document.querySelectorAll("[data-search]")) {
  const found = search.querySelector("ul");
  let entries = null;
  search.querySelector("input").addEventListener("input", async (event) => {
    entries ??= await (await fetch(search.dataset.search)).json();
    const wanted = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = wanted.length ? entries.filter((entry) => wanted.every((word) => entry.words.includes(word))) : [];
    found.replaceChildren(...fits.slice(0, 12).map((entry) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = entry.file;
      link.textContent = entry.name;
      item.append(link, entry.says ? `: ${entry.says}` : "");
      return item;
    }));
  });
}
for (const form of document.querySelectorAll("form[data-live]")) {
  let waiting = null;
  let latest = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const turn = ++latest;
      const body = new URLSearchParams(new FormData(form));
      body.set("look", "1");
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== latest) return;
      for (const part of document.querySelectorAll("[data-live-part]")) {
        const now = page.getElementById(part.id);
        if (now) part.replaceChildren(...now.childNodes);
      }
    }, 500);
  });
}
document.querySelector(".timeline [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
