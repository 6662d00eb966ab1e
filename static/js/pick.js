// Rows selected for an act on many: x, shift+x or shift+click for a stretch, X for the page. What is selected
// belongs to the page and not to its rows, so it outlives every refetch.
const bar = document.getElementById("picked");
const picked = new Set();
let last = null;
const rows = () => [...document.querySelectorAll("[data-list] [data-row]")];
const keyOf = (row) => row.id.replace("row-", "");
const here = () => rows().find((row) => row.classList.contains("is-selected"));

function show() {
  for (const row of rows()) {
    const isPicked = picked.has(keyOf(row));
    row.classList.toggle("is-picked", isPicked);
    const mark = row.querySelector(":scope > .pick-mark");
    if (isPicked && !mark) row.prepend(Object.assign(document.createElement("span"), { className: "pick-mark visually-hidden", textContent: "Selected" }));
    if (!isPicked) mark?.remove();
  }
  bar.hidden = !picked.size;
  bar.elements.keys.value = [...picked].join();
  bar.querySelector("[data-picked-count]").textContent = picked.size ? `${picked.size} selected` : "";
}

function toggle(row, isStretch) {
  const all = rows();
  const from = isStretch ? all.findIndex((each) => keyOf(each) === last) : -1;
  const to = all.indexOf(row);
  if (from >= 0) for (const each of all.slice(Math.min(from, to), Math.max(from, to) + 1)) picked.add(keyOf(each));
  else if (!picked.delete(keyOf(row))) picked.add(keyOf(row));
  last = keyOf(row);
  show();
}

function pickPage() {
  for (const row of rows()) picked.add(keyOf(row));
  show();
}

function pickNone() {
  picked.clear();
  show();
}

if (bar) {
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-list] [data-row]");
    if (event.target.closest("[data-pick]")) {
      if (here()) toggle(here(), event.shiftKey);
      else document.dispatchEvent(new CustomEvent("toast", { detail: { words: "Select a row first, with j or k." } }));
    } else if (event.target.closest("[data-pick-page]")) pickPage();
    else if (event.target.closest("[data-pick-none]")) pickNone();
    else if (row && (event.shiftKey || event.target.closest(".priority"))) {
      event.preventDefault();
      event.stopPropagation();
      toggle(row, event.shiftKey);
    }
  }, { capture: true });
  document.addEventListener("htmx:afterSettle", show);
  addEventListener("pageshow", show);
}
