// What was read from a clause, as notes at its margin; a note shows the words that it was read from.

import { element } from "./dom.js";

const KINDS = {
  responsibility: "责任",
  target: "指标",
  deadline: "期限",
  member: "名单",
  definition: "定义",
  enumeration: "组成",
};
const SHOWN = 3; // notes of a paragraph before the rest is folded
const LONGEST = 40; // characters of a note

/**
 * @param {import("./document_view.js").DocumentView} view
 * @param {object[]} facts as GET /api/v1/facts gives them
 */
export function showFacts(view, facts) {
  const toggle = document.querySelector("#facts-toggle");
  const byLeaf = new Map();
  for (const fact of facts) {
    const leaf = view.leafAt(fact.start);
    if (leaf) byLeaf.set(leaf, [...(byLeaf.get(leaf) ?? []), fact]);
  }
  for (const [leaf, found] of byLeaf) (leaf.node.closest(".table-box") ?? leaf.node).append(notes(view, found));
  toggle.hidden = !byLeaf.size;
  toggle.addEventListener("click", () => setShown(toggle.getAttribute("aria-pressed") !== "true"));
  setShown(window.matchMedia("(min-width: 75rem)").matches);

  function setShown(shown) {
    toggle.setAttribute("aria-pressed", String(shown));
    document.body.classList.toggle("with-facts", shown);
    view.mark("fact", shown ? facts.map((fact) => ({ start: view.units(fact.start), end: view.units(fact.end) })) : []);
  }
}

function notes(view, facts) {
  const buttons = facts.map((fact) => note(view, fact));
  const rest = buttons.slice(SHOWN);
  const more = rest.length
    ? element("details", {}, element("summary", { text: `还有 ${rest.length} 条` }), ...rest)
    : null;
  return element("aside", { class: "fact-notes", "aria-label": "从这里读出的事实" }, ...buttons.slice(0, SHOWN), more);
}

function note(view, fact) {
  const text = words(fact);
  return element(
    "button",
    { type: "button", class: `fact-note ${fact.kind}`, title: text, onclick: () => view.show(fact) },
    element("b", { text: KINDS[fact.kind] ?? fact.kind }),
    text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
  );
}

// 「100台以上」 but 「不少于100台」, as people write.
function figure({ comparator, value, unit }) {
  return /^(?:以[上下内]|左右|上下)/.test(comparator) ? `${value}${unit}${comparator}` : `${comparator}${value}${unit}`;
}

function words(fact) {
  if (fact.kind === "responsibility") {
    const lead = fact.lead.length ? `牵头：${fact.lead.join("、")}` : "";
    const supporting = fact.supporting.length ? `配合：${fact.supporting.join("、")}` : "";
    return [lead, fact.bodies.join("、"), supporting].filter(Boolean).join("；");
  }
  if (fact.kind === "target") return `${fact.subject} ${figure(fact)}`;
  if (fact.kind === "deadline") return `${fact.due}：${fact.subject}`;
  if (fact.kind === "member") return [fact.role, fact.subject, fact.post].filter(Boolean).join(" ");
  if (fact.kind === "enumeration") return `${fact.subject}：${fact.parts.join("、")}`;
  return fact.subject;
}
