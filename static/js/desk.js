// A row opens beside its list where there is room; elsewhere its link is followed.
const isWide = matchMedia("(min-width: 1200px)");

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = event.detail;
  if (isWide.matches || !elt.href || !target.matches(".desk-detail")) return;
  event.preventDefault();
  location.assign(elt.href);
});

// Where nothing is open yet, a shape of what comes; CSS shows it after 200 ms only.
document.addEventListener("htmx:beforeSend", (event) => {
  const { target } = event.detail;
  if (!target.matches(".desk-detail") || target.firstElementChild) return;
  const shape = Object.assign(document.createElement("div"), { className: "skeletons" });
  shape.setAttribute("aria-hidden", "true");
  for (let line = 0; line < 7; line++) shape.append(Object.assign(document.createElement("span"), { className: "skeleton" }));
  target.append(shape);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) event.detail.target?.querySelector(":scope > .skeletons")?.remove();
});

// The opened row is marked at once; the server says the same when the list is fetched anew.
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, target, successful } = event.detail;
  if (!successful || !elt.matches("[data-row]") || !target.matches(".desk-detail")) return;
  for (const row of document.querySelectorAll("[data-row][aria-current]")) row.removeAttribute("aria-current");
  elt.setAttribute("aria-current", "true");
});
