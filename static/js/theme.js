// A classic script: it runs before the page is drawn, so nobody sees the wrong theme flash by.
try {
  for (const name of ["theme", "density"]) {
    const chosen = localStorage.getItem(name);
    if (chosen) document.documentElement.dataset[name] = chosen;
  }
} catch {
  // No storage: the system's theme it is.
}
