// Answers carry absolute times; here <time data-relative> becomes relative ("left" and "age" are shorter), and stays so.
const UNITS = [
  ["d", 86400],
  ["h", 3600],
  ["min", 60],
];

// The words of incidents/queries/words.py: hours to come tell their minutes.
function amounts(seconds) {
  const [unit, size] = UNITS.find(([, each]) => seconds >= each) ?? [];
  if (!unit) return null;
  const amount = `${Math.trunc(seconds / size)} ${unit}`;
  const minutes = unit === "h" ? Math.trunc((seconds % 3600) / 60) : 0;
  return { amount, precise: minutes ? `${amount} ${minutes} min` : amount };
}

const STYLES = {
  "": (far, ahead) => (!far ? (ahead ? "in a moment" : "just now") : ahead ? `in ${far.precise}` : `${far.amount} ago`),
  left: (far, ahead) => (!far ? (ahead ? "under 1 min" : "just late") : ahead ? far.precise : `${far.amount} late`),
  age: (far) => far?.amount ?? "now",
};

function refresh(root) {
  for (const element of root.querySelectorAll("time[data-relative]")) {
    const seconds = (Date.parse(element.dateTime) - Date.now()) / 1000;
    element.textContent = STYLES[element.dataset.relative](amounts(Math.abs(seconds)), seconds > 0);
  }
}

refresh(document);
setInterval(refresh, 30_000, document);
document.addEventListener("htmx:load", (event) => refresh(event.target.parentNode ?? document));
