// Theme and density, remembered on this device.
const root = document.documentElement;
const next = {
  theme: () => {
    const isDark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    return isDark ? "light" : "dark";
  },
  density: () => (root.dataset.density === "dense" ? "comfortable" : "dense"),
};

document.addEventListener("click", (event) => {
  const name = event.target.closest("[data-toggle]")?.dataset.toggle;
  if (!name) return;
  root.dataset[name] = next[name]();
  localStorage.setItem(name, root.dataset[name]);
});

// A menu closes when one looks elsewhere, or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
