// Acting on incidents: one dialog for every form, keys that act on the selected row, and panels that refetch
// without taking anything out of a person's hands.
const dialog = document.getElementById("act");
const body = document.getElementById("act-body");
const detail = document.getElementById("detail");
const isWide = matchMedia("(min-width: 1200px)");
const FOLLOW_MS = 180;
const SETTLE_MS = 30; // htmx takes 20 to make a form its own; one sent before would leave the page
const opened = new Set();
let follow = 0;
let opening = {};
let wasInside = false;
let early = null;

const selectedRow = () => document.querySelector("[data-row].is-selected") ?? document.querySelector("[data-row][aria-current]");
const keyOf = (row) => row.id.replace("row-", "");
const shown = () => detail?.querySelector("[data-incident]");
const shownKey = () => shown()?.dataset.incident;
const say = (words) => document.dispatchEvent(new CustomEvent("toast", { detail: { words } }));

const FIRST = ["[autofocus]", "[aria-invalid]", "input:checked", "select, textarea, input:not([type=hidden])"];

// The dialog opens when its form has arrived, and closes when the form's action is done.
document.addEventListener("htmx:load", (event) => {
  if (!body?.contains(event.target) || event.target.closest("#preview")) return;
  if (!dialog.open) dialog.showModal();
  FIRST.map((selector) => body.querySelector(selector)).find(Boolean)?.focus();
});
document.addEventListener("acted", (event) => {
  dialog?.close();
  const form = event.target.closest("[data-clears]");
  for (const field of form?.querySelectorAll("textarea") ?? []) field.value = "";
  if (form?.elements.once) form.elements.once.value = event.detail.once;
  // The next key is meant for the page: an n typed for a note must not stand in an answer.
  if (form?.contains(document.activeElement)) (selectedRow() ?? document.getElementById("status"))?.focus({ preventScroll: true });
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#act [data-close]")) return;
  event.preventDefault();
  dialog.close();
});

// Whoever types another time means it.
document.addEventListener("input", ({ target }) => {
  const given = target.name === "until" && target.form.querySelector("[name=choice][value=given]");
  if (given) given.checked = true;
});

function write(kind) {
  const details = document.getElementById(`write-${kind}`);
  if (!details) return false;
  details.open = true;
  details.querySelector("textarea").focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("[data-clears]")?.requestSubmit();
});

// Opens a row beside the list; asked twice, it opens once, so that no late answer replaces a composer in use.
function open(row) {
  if (opening.key === keyOf(row)) return opening.done;
  row.setAttribute("aria-current", "true");
  const done = htmx.ajax("GET", row.href, { source: row, target: detail, swap: "innerHTML" });
  opening = { key: keyOf(row), done };
  done.finally(() => {
    if (opening.done === done) opening = {};
  });
  return done;
}

async function writeTo(row, kind) {
  if (!isWide.matches) return location.assign(`${row.href}#write-${kind}`);
  clearTimeout(follow);
  const isHere = opening.key !== keyOf(row) && shownKey() === keyOf(row);
  if (isHere) return write(kind);
  early = [];
  await open(row).catch(() => undefined);
  await new Promise((done) => setTimeout(done, SETTLE_MS));
  const typed = early ?? [];
  early = null;
  if (write(kind)) for (const key of typed) typeEarly(document.activeElement, key);
}

// What is typed after r or n while the incident still comes belongs to its composer, not to the keys of the list.
document.addEventListener(
  "keydown",
  (event) => {
    if (!early || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return (early = null);
    if (event.key.length > 1 && !["Enter", "Backspace"].includes(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    early.push(event.key);
  },
  { capture: true },
);

function typeEarly(box, key) {
  const words = key === "Enter" ? "\n" : key;
  if (key === "Backspace") box.value = box.value.slice(0, -1);
  else box.setRangeText(words, box.value.length, box.value.length, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// The keys of the list act on its selected row, or on the incident open beside it.
function actFrom({ rowForm, rowWrite }) {
  const row = selectedRow();
  const path = row?.getAttribute("href") ?? shown()?.dataset.url;
  if (!path) say("Select a row first, with j or k.");
  else if (rowForm) htmx.ajax("GET", `${path}${rowForm}/`, { target: body, swap: "innerHTML" });
  else if (row) writeTo(row, rowWrite);
  else write(rowWrite);
}

document.addEventListener("click", (event) => {
  const composer = event.target.closest("[data-write]")?.dataset.write;
  if (composer && write(composer)) return event.preventDefault();
  const button = event.target.closest("[data-row-form], [data-row-write]");
  if (button) actFrom(button.dataset);
});

// With an incident open beside the list, moving the selection opens the next one.
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-list] [data-row]");
  if (!row || !shownKey() || !isWide.matches || shownKey() === keyOf(row)) return;
  clearTimeout(follow);
  follow = setTimeout(() => document.activeElement === row && open(row), FOLLOW_MS);
});

// A list nobody has touched shows what is new at once; otherwise it says how many and stays where it is.
const isIdle = () => !selectedRow() && !shownKey() && scrollY < 40 && !document.querySelector("#rows:hover, dialog[open]");
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id === "rows" && isIdle()) event.detail.path = event.detail.path.replace(/[?&]upto=\d+/, "");
});

// What was unfolded stays unfolded when its panel comes anew.
document.addEventListener("toggle", (event) => {
  const { id, open: isOpen } = event.target;
  if (!event.target.matches("details.why") || !event.target.isConnected) return;
  isOpen ? opened.add(id) : opened.delete(id);
}, true);
document.addEventListener("htmx:load", () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  if (wasInside && document.activeElement === document.body) document.getElementById("status")?.focus({ preventScroll: true });
  wasInside = false;
});

// A list that came anew does not know which row is open.
document.addEventListener("htmx:afterSettle", () => {
  if (shownKey()) document.getElementById(`row-${shownKey()}`)?.setAttribute("aria-current", "true");
});

// The button that was pressed may be gone: the focus then stays with its incident.
document.addEventListener("htmx:oobBeforeSwap", () => {
  wasInside ||= Boolean(document.activeElement?.closest("[data-incident]"));
});

const wanted = location.hash.match(/^#write-(reply|note)$/)?.[1];
if (wanted) write(wanted);
if (detail?.dataset.opened && isWide.matches) htmx.ajax("GET", detail.dataset.opened, { target: detail, swap: "innerHTML" });
