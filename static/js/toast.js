// One line at the edge, gone after a while; the server sends it as the `toast` event, the network as an error.
function show(words) {
  const region = document.querySelector(".toasts");
  if (!region) return;
  const toast = Object.assign(document.createElement("div"), { className: "toast", textContent: words });
  region.append(toast);
  setTimeout(() => toast.remove(), 5000);
}

document.addEventListener("toast", (event) => show(event.detail.value ?? event.detail));
document.addEventListener("htmx:sendError", () => show("No connection. What you typed is kept; try again."));
document.addEventListener("htmx:responseError", (event) => {
  const wait = event.detail.xhr.status === 503;
  show(wait ? "The database is restarting. Try again in a few seconds." : "That did not work. Nothing was changed.");
});
