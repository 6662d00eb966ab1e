// Text cut by .truncate is whole on hover: its title is made when a pointer comes, so no page carries it twice.
document.addEventListener("pointerover", (event) => {
  const cut = event.target.closest?.(".truncate");
  if (!cut || cut.title) return;
  if (cut.scrollWidth > cut.clientWidth) cut.title = cut.textContent.trim();
});
