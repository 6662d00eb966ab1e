// Keyboard: j and k move in [data-list], Enter opens, and any element with data-key answers to its key.
const isTyping = (element) => element?.matches("input:not([type=checkbox], [type=radio]), textarea, select");
let selectedId = null;

const rows = () => [...document.querySelectorAll("[data-list] [data-row]")];
const selected = () => rows().find((row) => row.id === selectedId);

function select(row) {
  if (!row) return;
  for (const other of rows()) other.classList.toggle("is-selected", other === row);
  selectedId = row.id;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = rows();
  const at = all.findIndex((row) => row.id === selectedId);
  select(all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]);
}

function press(key) {
  const visible = (element) => element.offsetParent !== null || element.tagName === "SUMMARY";
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(visible);
  if (!target) return false;
  if (isTyping(target)) {
    target.closest("details")?.setAttribute("open", "");
    target.focus();
  } else {
    target.click();
    const opened = target.closest("details[open]");
    if (target.tagName === "SUMMARY" && opened) opened.querySelector("input, select, textarea, a, button")?.focus();
  }
  return true;
}

function showKeys() {
  const dialog = document.getElementById("keys");
  const list = dialog?.querySelector("[data-keys]");
  if (!list) return;
  const known = new Map([["j", "Next in the list"], ["k", "Previous in the list"], ["Enter", "Open"], ["?", "This list"]]);
  for (const element of document.querySelectorAll("[data-key]")) {
    known.set(element.dataset.key, element.dataset.keyLabel ?? element.getAttribute("aria-label") ?? element.textContent.trim());
  }
  list.replaceChildren(
    ...[...known].flatMap(([key, label]) => {
      const term = document.createElement("dt");
      term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      return [term, Object.assign(document.createElement("dd"), { textContent: label })];
    }),
  );
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(document.activeElement)) {
    if (event.key === "Escape") document.activeElement.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const done =
    event.key === "j" ? (move(1), true)
    : event.key === "k" ? (move(-1), true)
    : event.key === "?" ? (showKeys(), true)
    : press(event.key);
  if (done) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-list] [data-row]");
  if (row && row.id !== selectedId) select(row);
});

// A list that refetched itself keeps its selection.
document.addEventListener("htmx:afterSwap", () => {
  const row = selected();
  if (!row) return;
  row.classList.add("is-selected");
  if (document.activeElement === document.body) row.focus({ preventScroll: true });
});
