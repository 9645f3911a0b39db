// Words in a <textarea data-keep> outlive an expired session, a refused post or a closed lid.
// They stay in this tab until a page says that something succeeded, or htmx posted them well.
const name = (area) => `draft ${location.pathname} ${area.form?.getAttribute("action") ?? ""} ${area.name}`;
const store = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null; // switched off by policy: nothing is kept
  }
})();
const forget = () => {
  for (const key of Object.keys(store)) {
    if (key.startsWith("draft ") && store.getItem(key).startsWith("sent ")) store.removeItem(key);
  }
};
const write = (area, state) => store.setItem(name(area), `${state} ${area.value}`);
const areas = (root) => root.querySelectorAll("textarea[data-keep]");
const restore = (root) => {
  for (const area of areas(root)) {
    const text = store.getItem(name(area))?.slice(5);
    if (!text || text === area.value) continue;
    area.value = text;
    const note = document.querySelector("template#draft-kept");
    if (note) area.after(note.content.cloneNode(true));
  }
};
if (store) {
  document.addEventListener("input", ({ target }) => {
    if (target.matches("textarea[data-keep]")) write(target, "open");
  });
  document.addEventListener("submit", ({ target }) => {
    for (const area of areas(target)) if (store.getItem(name(area))) write(area, "sent");
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful && detail.requestConfig.verb === "post") forget();
  });
  document.addEventListener("htmx:load", ({ target }) => restore(target));
  if (document.querySelector(".messages [data-level=success]")) forget();
  restore(document);
}
