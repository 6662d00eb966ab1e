// Runs before the page is drawn, so nobody sees the wrong theme flash by.
for (const name of ["theme", "density"]) {
  const chosen = localStorage.getItem(name);
  if (chosen) document.documentElement.dataset[name] = chosen;
}
