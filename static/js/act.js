// Acting on incidents: one dialog for every form, keys that act on the selected row, and panels that refetch
// without taking anything out of a person's hands.
const dialog = document.getElementById("act");
const body = document.getElementById("act-body");
const detail = document.getElementById("detail");
const isWide = matchMedia("(min-width: 1200px)");
const FOLLOW_MS = 180;
const opened = new Set();
let follow = 0;

const selectedRow = () => document.querySelector("[data-row].is-selected") ?? document.querySelector("[data-row][aria-current]");
const keyOf = (row) => row.id.replace("row-", "");
const shownKey = () => detail?.querySelector("[data-incident]")?.dataset.incident;

// The dialog opens when its form has arrived, and closes when the form's action is done.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== body) return;
  if (!dialog.open) dialog.showModal();
  body.querySelector("[autofocus], [aria-invalid], input:checked, select, textarea, input:not([type=hidden])")?.focus();
});
document.addEventListener("acted", (event) => {
  dialog?.close();
  for (const field of event.target.closest("[data-clears]")?.querySelectorAll("textarea") ?? []) field.value = "";
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#act [data-close]")) return;
  event.preventDefault();
  dialog.close();
});

function write(kind) {
  const details = document.getElementById(`write-${kind}`);
  if (!details) return false;
  details.open = true;
  details.querySelector("textarea").focus();
  return true;
}

async function open(row) {
  row.setAttribute("aria-current", "true");
  await htmx.ajax("GET", row.href, { source: row, target: detail, swap: "innerHTML" });
}

async function writeTo(row, kind) {
  if (!isWide.matches) return location.assign(`${row.href}#write-${kind}`);
  if (shownKey() !== keyOf(row)) await open(row);
  write(kind);
}

document.addEventListener("click", (event) => {
  const write_to = event.target.closest("[data-write]")?.dataset.write;
  if (write_to && write(write_to)) return event.preventDefault();
  const button = event.target.closest("[data-row-form], [data-row-write]");
  const row = button && selectedRow();
  if (!button) return;
  if (!row) return document.body.dispatchEvent(new CustomEvent("toast", { detail: { words: "Select a row first, with j or k." }, bubbles: true }));
  if (button.dataset.rowForm) htmx.ajax("GET", `${row.getAttribute("href")}${button.dataset.rowForm}/`, { target: body, swap: "innerHTML" });
  else writeTo(row, button.dataset.rowWrite);
});

// With an incident open beside the list, moving the selection opens the next one.
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-list] [data-row]");
  if (!row || !shownKey() || !isWide.matches || shownKey() === keyOf(row)) return;
  clearTimeout(follow);
  follow = setTimeout(() => document.activeElement === row && htmx.trigger(row, "click"), FOLLOW_MS);
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
  if (document.activeElement === document.body && !detail) document.getElementById("status")?.focus({ preventScroll: true });
});

const wanted = location.hash.match(/^#write-(reply|note)$/)?.[1];
if (wanted) write(wanted);
if (detail?.dataset.opened && isWide.matches) htmx.ajax("GET", detail.dataset.opened, { target: detail, swap: "innerHTML" });
