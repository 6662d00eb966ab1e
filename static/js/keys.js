// Keyboard: j and k move in [data-list], Enter opens, and any element with data-key answers to its key.
const ROWS = "[data-list] [data-row]";
const FIELDS = "input:not([type=checkbox], [type=radio], [type=hidden]), textarea, select";
const isField = (element) => element?.matches(FIELDS);
const rows = () => [...document.querySelectorAll(ROWS)];
const selected = () => rows().find((row) => row.id === selectedId);
let selectedId = null;
let selectedAt = 0;
let hadFocus = false;

function select(row) {
  for (const other of rows()) other.classList.toggle("is-selected", other === row);
  selectedId = row.id;
  selectedAt = rows().indexOf(row);
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// A row that a refetch sorted elsewhere does not take the person along: they go on where they were.
function move(step) {
  const all = rows();
  const here = selected() ?? all.find((row) => row.hasAttribute("aria-current"));
  const at = all.indexOf(here);
  const hasMoved = here?.id === selectedId && at !== selectedAt;
  const next = all[hasMoved ? selectedAt + (step > 0 ? 0 : -1) : at + step];
  if (next) select(next);
  else if (!here && all.length) select(all[0]);
}

// Whatever the page asks for first inside an opened <details>.
function openAndFocus(details) {
  details.open = true;
  details.querySelector(`${FIELDS}, .menu-body :is(a, button)`)?.focus();
}

function press(key) {
  const isShown = (element) => element.checkVisibility() || element.closest("details:not([open])");
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(isShown);
  if (!target) return false;
  const details = target.closest("details");
  if (details && (isField(target) || target.matches("summary"))) openAndFocus(details);
  else if (isField(target)) target.focus();
  else target.click();
  return true;
}

function labelOf(element) {
  return element.dataset.keyLabel ?? element.getAttribute("aria-label") ?? element.textContent.trim();
}

function showKeys() {
  const dialog = document.getElementById("keys");
  if (!dialog) return false;
  const known = new Map();
  if (rows().length) known.set("j", "Next in the list").set("k", "Previous in the list").set("Enter", "Open");
  for (const element of document.querySelectorAll("[data-key]")) known.set(element.dataset.key, labelOf(element));
  known.set("?", "This list");
  const lines = [...known].flatMap(([key, label]) => {
    const term = document.createElement("dt");
    term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    return [term, Object.assign(document.createElement("dd"), { textContent: label })];
  });
  dialog.querySelector("[data-keys]").replaceChildren(...lines);
  dialog.showModal();
  return true;
}

const COMMANDS = { j: () => move(1), k: () => move(-1), "?": showKeys };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (isField(document.activeElement)) {
    if (event.key === "Escape") document.activeElement.blur();
    return;
  }
  const command = COMMANDS[event.key];
  if (command ? command() !== false : press(event.key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-keys]")) showKeys();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest(ROWS);
  if (row && row.id !== selectedId) select(row);
});

// A list that refetches itself keeps its selection, and the focus if it had it; when its row has left, the next one
// takes both.
document.addEventListener("htmx:beforeSwap", () => {
  hadFocus = Boolean(document.activeElement?.closest(ROWS));
});
document.addEventListener("htmx:afterSettle", () => {
  const isLost = hadFocus && document.activeElement === document.body;
  const row = selected() ?? (isLost ? rows()[Math.min(selectedAt, rows().length - 1)] : null);
  if (!row) return;
  if (isLost) select(row);
  else row.classList.add("is-selected");
});

// A dialog gives the focus back to the row it was opened from, unless that row came anew meanwhile.
document.addEventListener(
  "close",
  (event) => {
    const here = document.activeElement;
    if (here === document.body || event.target.contains(here)) selected()?.focus({ preventScroll: true });
  },
  { capture: true },
);
