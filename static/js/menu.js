// <details class="menu"> closes when one chooses, looks elsewhere, or presses Escape.
document.addEventListener("click", (event) => {
  const chosen = event.target.closest(".menu-body :is(a, [type=submit]), .menu-item");
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (chosen || !menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
