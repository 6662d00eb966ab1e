// Beside an open composer only. "/" on an empty line of a reply offers canned replies, "@" in a note the people who may
// read it: arrows choose, Enter takes, Escape closes.
const ASKED = { "/": /(?:^|\n)\/([^\n]{0,60})$/, "@": /(?:^|[\s(])@([^\n@]{0,60})$/ };
const offers = new Map();
let open = null;

const isOf = (event) => open && event.target === open.field;

function offered(field) {
  const { completeUrl: url } = field.dataset;
  if (!offers.has(url)) offers.set(url, fetch(url).then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({})));
  return offers.get(url).then((all) => (field.dataset.complete === "/" ? all.replies : all.people) ?? []);
}

function close() {
  if (!open) return;
  open.field.removeAttribute("aria-activedescendant");
  open.list.replaceChildren();
  open = null;
}

function choose(step) {
  open.at = (open.at + step + open.found.length) % open.found.length;
  [...open.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === open.at)));
  open.field.setAttribute("aria-activedescendant", open.list.children[open.at].id);
  open.list.children[open.at].scrollIntoView({ block: "nearest" });
}

function take(at) {
  const { field, from, found } = open;
  field.setRangeText(found[at].words, from, field.selectionStart, "end");
  close();
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(field, from, found) {
  close();
  if (!found.length) return;
  const list = field.parentElement.querySelector(".completions");
  open = { field, from, found, list, at: 0 };
  list.replaceChildren(...found.map((each, index) => {
    const item = Object.assign(document.createElement("li"), { id: `${list.id}-${index}`, textContent: each.name });
    item.setAttribute("role", "option");
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(index);
    });
    return item;
  }));
  choose(0);
}

document.addEventListener("input", async ({ target: field }) => {
  if (!field.dataset.complete) return;
  const asked = () => field.value.slice(0, field.selectionStart).match(ASKED[field.dataset.complete]);
  if (!asked()) return close();
  const all = await offered(field);
  const typed = asked()?.[1];
  if (typed === undefined) return close();
  const words = typed.toLowerCase();
  const found = all.filter(({ name }) => ` ${name.toLowerCase()}`.includes(` ${words}`)).slice(0, 8);
  show(field, field.selectionStart - typed.length - 1, found);
});

document.addEventListener("keydown", (event) => {
  if (!isOf(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown") choose(1);
  else if (event.key === "ArrowUp") choose(-1);
  else if (event.key === "Enter" || event.key === "Tab") take(open.at);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });
document.addEventListener("focusout", (event) => isOf(event) && close());

// Pictures that are pasted or dropped join those that were chosen.
function join(field, files) {
  const chosen = field.form?.elements.pictures;
  const pictures = [...files].filter(({ type }) => type.startsWith("image/"));
  if (!chosen || !pictures.length) return false;
  const all = new DataTransfer();
  for (const file of [...chosen.files, ...pictures]) all.items.add(file);
  chosen.files = all.files;
  const words = `${pictures.length} picture${pictures.length > 1 ? "s" : ""} added, ${all.files.length} in all.`;
  document.dispatchEvent(new CustomEvent("toast", { detail: { words } }));
  return true;
}

document.addEventListener("paste", (event) => {
  if (event.target.matches("[data-complete]") && join(event.target, event.clipboardData.files)) event.preventDefault();
});
document.addEventListener("dragover", (event) => {
  if (event.target.closest?.(".composer form")) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const field = event.target.closest?.(".composer form")?.elements.body;
  if (field && event.dataTransfer.files.length) {
    event.preventDefault();
    if (!join(field, event.dataTransfer.files)) document.dispatchEvent(new CustomEvent("toast", { detail: { words: "Pictures only: PNG, JPEG or WebP." } }));
  }
});
document.addEventListener("acted", ({ target }) => {
  const chosen = target.closest("[data-clears]")?.elements.pictures;
  if (chosen) chosen.value = "";
});
