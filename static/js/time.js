// Answers carry absolute times; here <time data-relative> becomes relative, and stays so.
const UNITS = [
  ["d", 86400],
  ["h", 3600],
  ["min", 60],
];

function relative(instant) {
  const seconds = (instant - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? [];
  if (!unit) return seconds > 0 ? "in a moment" : "just now";
  const amount = `${Math.trunc(Math.abs(seconds) / size)} ${unit}`;
  return seconds > 0 ? `in ${amount}` : `${amount} ago`;
}

function refresh(root) {
  for (const element of root.querySelectorAll("time[data-relative]")) {
    element.textContent = relative(Date.parse(element.dateTime));
  }
}

refresh(document);
setInterval(refresh, 30_000, document);
document.addEventListener("htmx:load", (event) => refresh(event.target.parentNode ?? document));
