// Words typed are kept on this device until they are sent: a reload, a crash or a lost line costs nothing.
const key = (field) => `draft:${field.dataset.draft}`;
const fields = (root) => root.querySelectorAll?.("[data-draft]") ?? [];

function restore(root) {
  for (const field of fields(root)) {
    const kept = localStorage.getItem(key(field));
    if (kept && !field.value) field.value = kept;
  }
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-draft]")) localStorage.setItem(key(event.target), event.target.value);
});

function forget(form) {
  for (const field of fields(form)) localStorage.removeItem(key(field));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[hx-post]")) forget(event.target);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.elt.matches?.("form")) forget(event.detail.elt);
});
document.addEventListener("htmx:load", (event) => restore(event.target));
restore(document);
