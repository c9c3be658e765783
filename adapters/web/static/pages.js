// Comforts without which every page works: narrow a table by name, search the static site, show the picked day of a timeline.
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
document.querySelector(".timeline [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
