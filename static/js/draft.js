// Words typed into [data-draft] stay on this device until the server has them: a reload, a crash or a lost line
// costs nothing. The next page of ours proves that a plain form arrived, unless it refuses it or says data-failed.
import * as store from "./store.js";

const SENT = "drafts-sent";
const name = (field) => `draft:${field.dataset.draft}`;
const fields = (root) => [...(root.querySelectorAll?.("[data-draft]") ?? [])];

function restore(root) {
  for (const field of fields(root)) {
    const kept = store.read(name(field));
    if (kept && !field.value) field.value = kept;
  }
}

function forget(names) {
  for (const each of names) store.write(each, "");
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-draft]")) store.write(name(event.target), event.target.value);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[hx-post]")) store.write(SENT, JSON.stringify(fields(event.target).map(name)));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.status >= 200 && xhr.status < 300 && elt.matches("form")) forget(fields(elt).map(name));
});

document.addEventListener("htmx:load", (event) => restore(event.target));

// Whoever comes by the back button or a typed address may come from a page that never answered.
addEventListener("pageshow", (event) => {
  const [visit] = performance.getEntriesByType("navigation");
  const isBack = event.persisted || visit?.type === "back_forward";
  const isRefused = document.querySelector("[data-failed], [aria-invalid], .form-errors");
  const isAnswer = document.referrer.startsWith(location.origin) && !isRefused;
  if (isAnswer && !isBack) forget(JSON.parse(store.read(SENT) ?? "[]"));
  store.write(SENT, "");
  restore(document);
});
