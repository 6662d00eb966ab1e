// Theme and density, remembered on this device: <button data-choose="theme" value="dark">.
import * as store from "./store.js";

const root = document.documentElement;

function show() {
  for (const button of document.querySelectorAll("[data-choose]")) {
    const chosen = root.dataset[button.dataset.choose] ?? "";
    button.setAttribute("aria-pressed", String(chosen === button.value));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choose]");
  if (!button) return;
  const name = button.dataset.choose;
  if (button.value) root.dataset[name] = button.value;
  else delete root.dataset[name];
  store.write(name, button.value);
  show();
});

show();
