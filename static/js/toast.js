// One line at the edge. The server says it as `HX-Trigger: {"toast": "Assigned to you"}`; news goes by itself, faults
// (`{"toast": {"words": "...", "stays": true}}`) stay until they are read.
const SECONDS = 6;
const region = document.querySelector(".toasts");

function leave(toast) {
  setTimeout(() => (toast.matches(":hover, :focus-within") ? leave(toast) : toast.remove()), SECONDS * 1000);
}

function show(words, { stays = false } = {}) {
  if (!region || [...region.children].some((each) => each.firstChild?.data === words)) return;
  const toast = Object.assign(document.createElement("div"), { className: "toast", textContent: words });
  region.append(toast);
  if (!stays) return leave(toast);
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
}

document.addEventListener("toast", ({ detail }) => show(detail.words ?? detail.value, detail));
document.addEventListener("htmx:sendError", () =>
  show("No connection. What you typed is kept; try again.", { stays: true }),
);
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  if (xhr.getResponseHeader("HX-Trigger")?.includes("toast")) return;
  const restarting = xhr.status === 503;
  show(restarting ? "The database is restarting. Try again in a few seconds." : "That did not work. Nothing was changed.", {
    stays: true,
  });
});
region?.querySelectorAll(".toast").forEach(leave);
