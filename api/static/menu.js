// A small menu below a button: arrow keys move, Escape closes, focus goes back.

import { element } from "./dom.js";

let open = null;

/**
 * Open a menu; a second call for the same button closes it.
 * @param {HTMLElement} button
 * @param {{label: string, run: () => void, danger?: boolean}[]} entries
 */
export function toggleMenu(button, entries) {
  const same = open?.button === button;
  closeMenu();
  if (same) return;
  const items = entries.map(({ label, run, danger }) =>
    element("button", {
      type: "button",
      role: "menuitem",
      tabindex: "-1",
      class: danger ? "menu-item danger" : "menu-item",
      text: label,
      onclick: () => { closeMenu(); run(); },
    }),
  );
  const menu = element("div", { class: "menu", role: "menu", "aria-label": button.getAttribute("aria-label") }, ...items);
  menu.addEventListener("keydown", (event) => move(event, items));
  document.body.append(menu);
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  open = { button, menu };
  items[0].focus();
}

export function closeMenu() {
  if (!open) return;
  const { button, menu } = open;
  const inside = menu.contains(document.activeElement);
  open = null;
  menu.remove();
  button.setAttribute("aria-expanded", "false");
  if (inside) button.focus();
}

function move(event, items) {
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
  if (event.key in steps) {
    event.preventDefault();
    items[steps[event.key] % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu();
  }
}

function place(menu, button) {
  const box = button.getBoundingClientRect();
  const left = Math.min(box.left, window.innerWidth - menu.offsetWidth - 8);
  const below = box.bottom + menu.offsetHeight + 8 < window.innerHeight;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${below ? box.bottom + 4 : box.top - menu.offsetHeight - 4}px`;
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.menu.contains(event.target) && !open.button.contains(event.target)) closeMenu();
});
window.addEventListener("resize", closeMenu);
