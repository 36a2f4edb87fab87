// Theme and text size, kept per browser. A classic script at the head, so that the first paint is right already.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  /** @param {string} name @returns {string | null} */
  function kept(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage is forbidden in this browser
    }
  }

  /** @param {string} name @param {string} value */
  function keep(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  function apply() {
    const theme = kept("zhengda-theme") ?? (dark.matches ? "dark" : "light");
    root.dataset.theme = theme;
    root.dataset.text = kept("zhengda-text") ?? "normal";
    document.querySelector("#theme")?.setAttribute("aria-pressed", String(theme === "dark"));
    document.querySelector("#large-text")?.setAttribute("aria-pressed", String(root.dataset.text === "large"));
  }

  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    document.querySelector("#theme")?.addEventListener("click", () => {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      keep("zhengda-theme", root.dataset.theme);
      document.querySelector("#theme")?.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
    });
    document.querySelector("#large-text")?.addEventListener("click", () => {
      root.dataset.text = root.dataset.text === "large" ? "normal" : "large";
      keep("zhengda-text", root.dataset.text);
      document.querySelector("#large-text")?.setAttribute("aria-pressed", String(root.dataset.text === "large"));
    });
  });
})();
