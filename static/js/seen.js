// What a form answers to. A composer: what the page showed when its first word was typed. A button that was refused:
// what its sender has now been told.
document.addEventListener("beforeinput", ({ target }) => {
  const seen = !target.value && target.closest("[data-clears]")?.elements.seen;
  const shown = document.getElementById("watch")?.dataset.seen;
  if (seen && shown) seen.value = shown;
});
// A preview of words that have changed since would lie.
document.addEventListener("input", ({ target }) => target.form?.querySelector(".composer-preview")?.replaceChildren());
document.addEventListener("overtaken", ({ target, detail }) => {
  const seen = target.closest("form")?.elements.seen;
  if (seen) seen.value = detail.version;
});
