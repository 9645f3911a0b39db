// Warn before unsent words are lost. Any posting form; data-leave-freely on a form switches it off.
const touched = new Set();
document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (form?.method === "post" && !("leaveFreely" in form.dataset) && target.matches("textarea, input[type=text]")) {
    touched.add(form);
  }
});
for (const done of ["submit", "reset"]) {
  document.addEventListener(done, ({ target }) => touched.delete(target));
}
addEventListener("beforeunload", (event) => {
  for (const form of touched) {
    if (form.isConnected) event.preventDefault();
  }
});
