// In the inbox, whatever takes an item out of it opens the next one beside the list, without a reload.
const isWide = matchMedia("(min-width: 1200px)");
const detail = document.getElementById("detail");
const acting = new Set();
const rows = () => [...document.querySelectorAll("[data-inbox] [data-row]")];

document.addEventListener("acted", ({ detail: { key, left } }) => {
  const all = rows();
  const at = all.findIndex((row) => row.id === `row-${key}`);
  if (!left || at < 0) return;
  const next = all[at + 1] ?? all[at - 1];
  all[at].remove();
  if (!next) return detail?.replaceChildren();
  if (isWide.matches && !detail?.querySelector("[data-incident]")) next.click();
  next.focus();
});

// One key acts on the selected row, or on the opened one; pressed twice, it acts once.
document.addEventListener("click", async (event) => {
  const act = event.target.closest("[data-row-act]")?.dataset.rowAct;
  const row = act && (rows().find((each) => each.matches(".is-selected")) ?? rows().find((each) => each.ariaCurrent));
  const path = row && `${row.getAttribute("href")}${act}/`;
  if (!path || acting.has(path)) return;
  acting.add(path);
  await htmx.ajax("POST", path, { swap: "none" }).catch(() => undefined);
  acting.delete(path);
});
