// Words typed into [data-draft] stay on this device until the server has them: a reload, a crash or a lost line
// costs nothing. Where there is a data-draft-url, the server keeps them in every pause of the typing, for all
// browsers of the person; what is still on this device then never got there. Elsewhere they stay until they are sent:
// the next page of ours proves that a plain form arrived, unless it refuses it or says data-failed.
import * as store from "./store.js";

const SENT = "drafts-sent";
const PAUSE_MS = 700;
const name = (field) => `draft:${field.dataset.draft}`;
const base = (field) => `draft-base:${field.dataset.draft}`;
const fields = (root) => [...(root.querySelectorAll?.("[data-draft]") ?? [])];
const waiting = new Map();
const busy = new WeakSet();

function keepHere(field) {
  store.write(name(field), field.value);
  store.write(base(field), field.value && field.dataset.draftState);
}

// What this device alone has is newer than what the page brought, unless another browser wrote meanwhile: then both stay.
function restore(root) {
  for (const field of fields(root)) {
    const kept = store.read(name(field));
    if (!kept) continue;
    if (!field.dataset.draftUrl) {
      field.value ||= kept;
      continue;
    }
    const isOurs = (store.read(base(field)) ?? "") === (field.dataset.draftState ?? "");
    if (isOurs || kept.startsWith(field.value)) field.value = kept;
    else if (!field.value.includes(kept)) field.value += `\n\n${kept}`;
    later(field);
  }
}

function forget(names) {
  for (const each of names) store.write(each, "");
}

function later(field) {
  if (!field.dataset.draftUrl) return;
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(save, PAUSE_MS, field));
}

async function save(field, keepalive = false) {
  clearTimeout(waiting.get(field));
  waiting.delete(field);
  if (busy.has(field)) return later(field);
  busy.add(field);
  const words = field.value;
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
  const body = new URLSearchParams({ body: words, once: field.form.elements.once.value });
  const answer = await fetch(field.dataset.draftUrl, { method: "POST", headers, body, keepalive }).catch(() => null);
  busy.delete(field);
  if (!answer?.ok) return;
  field.dataset.draftState = await answer.text();
  if (field.value !== words) return keepHere(field);
  forget([name(field), base(field)]);
  mark(field, words ? "Draft kept" : "");
}

function mark(field, words) {
  const place = field.form.querySelector(".draft-mark");
  if (place) place.textContent = words;
}

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-draft]")) return;
  keepHere(target);
  mark(target, "");
  later(target);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[hx-post]")) store.write(SENT, JSON.stringify(fields(event.target).flatMap((each) => [name(each), base(each)])));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.status < 200 || xhr.status > 299 || !elt.matches("form")) return;
  for (const field of fields(elt)) {
    forget([name(field), base(field)]);
    mark(field, "");
  }
});

document.addEventListener("htmx:load", (event) => restore(event.target));
addEventListener("online", () => restore(document));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) for (const field of [...waiting.keys()]) save(field, true);
});

// Whoever comes by the back button or a typed address may come from a page that never answered.
addEventListener("pageshow", (event) => {
  const [visit] = performance.getEntriesByType("navigation");
  const isBack = event.persisted || visit?.type === "back_forward";
  const isRefused = document.querySelector("[data-failed], [aria-invalid], .form-errors, .overtaken");
  const isAnswer = document.referrer.startsWith(location.origin) && !isRefused;
  if (isAnswer && !isBack) forget(JSON.parse(store.read(SENT) ?? "[]"));
  store.write(SENT, "");
  restore(document);
});
