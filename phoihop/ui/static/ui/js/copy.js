// <button type="button" data-copy="…" data-copied="Copied" hidden>: shown only where it can work.
const able = navigator.clipboard?.writeText;
const show = (root) => {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !able;
};
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
  button.setAttribute("aria-live", "polite");
  button.textContent = button.dataset.copied;
});
document.addEventListener("htmx:load", ({ target }) => show(target));
show(document);
