// <button data-copy="id"> copies what stands in that field.
document.addEventListener("click", async (event) => {
  const field = document.getElementById(event.target.closest("[data-copy]")?.dataset.copy);
  if (!field) return;
  field.select();
  const words = await navigator.clipboard.writeText(field.value).then(
    () => "Copied.",
    () => "It could not be copied. It is selected: press Ctrl+C.",
  );
  document.dispatchEvent(new CustomEvent("toast", { detail: { words } }));
});
