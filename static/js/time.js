// Answers carry absolute times; here they become relative, and stay so.
const format = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "narrow" });
const units = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

function relative(instant) {
  const seconds = (instant - Date.now()) / 1000;
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return seconds > 0 ? "in a moment" : "just now";
}

export function refresh(root = document) {
  for (const element of root.querySelectorAll("time[data-relative]")) {
    element.textContent = relative(Date.parse(element.dateTime));
  }
}

refresh();
setInterval(refresh, 30_000);
document.addEventListener("htmx:load", (event) => refresh(event.target.parentNode ?? document));
