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
  // One request at a time: what is typed while it runs is looked at after it.
  let waiting = null;
  let running = false;
  let typed = false;
  const look = async () => {
    if (running) return;
    running = true;
    typed = false;
    try {
      const body = new URLSearchParams(new FormData(form));
      body.set("look", "1");
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-live-part]")) {
        const now = page.getElementById(part.id);
        if (!now || typed) continue;
        const open = [...part.querySelectorAll("details")].map((one) => one.open);
        part.replaceChildren(...now.childNodes);
        part.querySelectorAll("details").forEach((one, place) => { one.open = open[place] ?? one.open; });
      }
      for (const field of form.querySelectorAll("[aria-describedby]")) {
        const wrong = document.getElementById(field.getAttribute("aria-describedby").split(" ")[0]);
        field.setAttribute("aria-invalid", String(wrong.childElementCount > 0));
      }
    } finally {
      running = false;
      if (typed) look();
    }
  };
  form.addEventListener("input", () => {
    typed = true;
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  });
}
document.querySelector(".timeline [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
