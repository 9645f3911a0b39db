// Light, dark or as the system; and stronger contrast. Kept in this browser only.
// Runs before the first paint, so it is a plain script in the head, and wraps itself.
(() => {
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage switched off by policy: follow the system
    }
  };
  const keep = (name, value) => {
    try {
      value ? localStorage.setItem(name, value) : localStorage.removeItem(name);
    } catch {
      // nothing to keep it in: it holds for this page
    }
  };
  const set = (name, value) => (value ? (root.dataset[name] = value) : delete root.dataset[name]);
  const say = () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.hidden = false;
      button.textContent = button.dataset[root.dataset.theme || "system"];
    }
    for (const button of document.querySelectorAll("[data-contrast-switch]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(root.dataset.contrast === "more"));
    }
  };
  set("theme", kept("theme"));
  set("contrast", kept("contrast"));
  document.addEventListener("DOMContentLoaded", say);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-switch], [data-contrast-switch]");
    if (!button) return;
    const name = "themeSwitch" in button.dataset ? "theme" : "contrast";
    const next =
      name === "theme"
        ? { undefined: "dark", dark: "light", light: "" }[root.dataset.theme]
        : root.dataset.contrast ? "" : "more";
    set(name, next);
    keep(name, next);
    say();
  });
})();
