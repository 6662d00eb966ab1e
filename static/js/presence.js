// Who else looks at what, asked every 4 s while the page is seen and shows an incident, and told the same way. A list
// with nothing open has nothing to tell: it asks when live.js hears that somebody moved, and now and then for those
// who went without a word.
const EVERY_MS = 4000;
const LIST_ASKS_EVERY = 5;
const url = document.querySelector("[data-here-url]")?.dataset.hereUrl;
const tab = Math.random().toString(36).slice(2, 10);
const numberOf = (key) => Number(key.split("-").pop());
const shown = () => document.querySelector("[data-incident]")?.dataset.incident;
const isWriting = () => Boolean(document.querySelector("[data-draft-url]:focus")?.value);
let met = "";
let people = [];
let told = "";
let turn = 0;
let isStale = false;

const verb = (isWriting) => (isWriting ? "is writing" : "is looking");
const said = ([, name, writes]) => `${name} ${verb(writes)}`;
const at = (key) => people.filter(([number]) => number === numberOf(key));

function show() {
  const here = document.querySelector("[data-present]");
  const words = here ? at(shown()).map(said).join(", ") : "";
  if (here && here.textContent !== words) here.textContent = words;
  for (const row of document.querySelectorAll("[data-list] [data-row]")) {
    const others = at(row.id);
    const mark = row.querySelector(".row-present");
    if (!others.length) {
      mark?.remove();
      continue;
    }
    const place = mark ?? (row.querySelector(".queue-who") ?? row).appendChild(document.createElement("span"));
    place.className = `row-present${others.some(([, , writes]) => writes) ? " is-writing" : ""}`;
    place.title = others.map(said).join(", ");
    place.setAttribute("aria-label", place.title);
    place.textContent = others.map(([, name]) => name.replace(/(\S)\S*\s*/g, "$1").slice(0, 2)).join(" ");
  }
}

async function ask(isLeaving = false) {
  if (!isLeaving && (document.hidden || !document.querySelector("[data-row], [data-incident]"))) return;
  const place = shown() && !isLeaving ? numberOf(shown()) : "";
  const writing = isWriting() && !isLeaving ? 1 : "";
  told = `${place} ${writing}`;
  isStale = false;
  const asked = new URLSearchParams({ window: tab, at: place, writing, met });
  try {
    const answer = await fetch(`${url}?${asked}`, { keepalive: isLeaving });
    if (answer.status === 200) ({ met, people } = await answer.json());
    else if (answer.status !== 204) [met, people] = ["", []];
  } catch {
    [met, people] = ["", []];
  }
  show();
}

// What one does is told at once, and what came anew is marked at once.
function tell() {
  show();
  if (told !== `${shown() ? numberOf(shown()) : ""} ${isWriting() ? 1 : ""}`) ask();
}

if (url) {
  ask();
  setInterval(() => (++turn % LIST_ASKS_EVERY === 0 || isStale || shown()) && ask(), EVERY_MS);
  document.addEventListener("here-changed", () => (isStale = true));
  document.addEventListener("htmx:afterSettle", tell);
  document.addEventListener("input", tell);
  document.addEventListener("focusout", () => setTimeout(tell));
  document.addEventListener("visibilitychange", () => ask(document.hidden));
  addEventListener("pagehide", () => ask(true));
}
