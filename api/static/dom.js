// Building elements. Text goes in through textContent only, so nothing from a document is ever read as HTML.

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

// What is known of a document, in one line: issuer, number, date.
export function describe(metadata) {
  return [metadata.issuer, metadata.number, metadata.issued].filter(Boolean).join(" · ");
}
