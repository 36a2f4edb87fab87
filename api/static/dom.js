// Building elements. Text goes in through textContent only, so nothing from a document is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";
const ICONS = new URL("icons.svg", import.meta.url).pathname;

/**
 * An element; `text` sets its text, names that begin with "on" are listeners, null, undefined and false are left out.
 * @param {string} tag
 * @param {Record<string, any>} attributes
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * A picture from icons.svg, for the eye only: whatever holds it needs a name of its own.
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${ICONS}#${name}`);
  svg.append(use);
  return svg;
}

/**
 * A button with a picture and words.
 * @param {string} name
 * @param {string} text
 * @param {(event: MouseEvent) => void} onclick
 * @param {Record<string, any>} attributes
 */
export function labelledButton(name, text, onclick, attributes = {}) {
  return element("button", { type: "button", class: "plain", onclick, ...attributes }, icon(name), element("span", { text }));
}

/**
 * A button with a picture; its label is what a screen reader says and what hovering shows.
 * @param {string} name
 * @param {string} label
 * @param {(event: MouseEvent) => void} onclick
 * @param {Record<string, any>} attributes
 */
export function iconButton(name, label, onclick, attributes = {}) {
  return element(
    "button",
    { type: "button", class: "plain", "aria-label": label, title: label, onclick, ...attributes },
    icon(name),
  );
}

/** @param {string} docId @param {number} start @param {number} end */
export function documentUrl(docId, start, end) {
  return `/documents/${encodeURIComponent(docId)}#${start}-${end}`;
}

export const STATUS_NAMES = {
  in_force: "有效",
  pending: "尚未施行",
  replaced: "已被取代",
  repealed: "已废止",
  expired: "已过期",
  withdrawn: "已撤下",
};

/** What is known of a document, in one line: issuer, number, date. */
export function describe(metadata) {
  return [metadata.issuer, metadata.number, metadata.issued].filter(Boolean).join(" · ");
}
