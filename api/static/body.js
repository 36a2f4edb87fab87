// One body's duties: what it leads, is responsible for and supports, by document, with targets and deadlines.

import { element } from "./dom.js";
import { KINDS, matter, timeOf, unitNodes } from "./ledger_rows.js";
import { download, request } from "./server.js";

const name = decodeURIComponent(location.pathname.split("/").pop());
const unit = encodeURIComponent(name);
const count = document.querySelector("#count");
const parts = document.querySelector("#parts");
const PAGE = 1000; // lines that the server gives at once
const SHOWN = 100;
const PARTS = [
  ["牵头", (row) => hasRole(row, "lead")],
  ["责任", (row) => hasRole(row, "responsible") && !hasRole(row, "lead")],
  ["配合", (row) => !hasRole(row, "lead") && !hasRole(row, "responsible")],
];

function hasRole(row, role) {
  return row.named.some((part) => part.role === role);
}

/** The lines shown at first of a document; the others wait behind a button, so that a long page opens fast. */
function lines(rows) {
  const list = element("ol", { class: "lines" }, ...rows.slice(0, SHOWN).map(line));
  if (rows.length <= SHOWN) return [list];
  const button = element("button", { type: "button", class: "quiet", onclick: () => {
    const from = list.children.length;
    list.append(...rows.slice(from, from + SHOWN).map(line));
    list.children[from].querySelector("a").focus();
    showLeft();
  } });
  const showLeft = () => {
    const left = rows.length - list.children.length;
    button.hidden = left === 0;
    button.textContent = `再看 ${Math.min(left, SHOWN)} 条（还有 ${left} 条）`;
  };
  showLeft();
  return [list, button];
}

function line(row) {
  const others = row.named.filter((part) => part.name !== name).map((part) => part.name);
  const time = timeOf(row);
  return element(
    "li",
    {},
    element(
      "div",
      { class: "line-head" },
      element("span", { class: `kind ${row.kind}`, text: KINDS[row.kind] }),
      time ? element("span", { class: "time", text: time }) : null,
      others.length ? element("span", { class: "hint", text: `文中写作“${others.join("”“")}”` }) : null,
    ),
    ...matter(row),
    ...unitNodes(row),
  );
}

function part(label, rows) {
  if (!rows.length) return null;
  const byDocument = Map.groupBy ? Map.groupBy(rows, (row) => row.doc_id) : grouped(rows);
  const duties = rows.filter((row) => row.kind === "responsibility").length;
  return element(
    "section",
    {},
    element("h2", { text: `${label}（${duties} 项）` }),
    ...[...byDocument.values()].flatMap((found) => [
      element("h3", { text: `《${found[0].title}》` }),
      ...lines(found),
    ]),
  );
}

// Older browsers have no Map.groupBy.
function grouped(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.doc_id, [...(groups.get(row.doc_id) ?? []), row]);
  return groups;
}

/** All lines of the body: a body of a whole province may have more than one page holds. */
async function everything() {
  const first = await request(`/api/v1/ledger?size=${PAGE}&unit=${unit}`);
  for (let page = 2; page <= first.pages; page += 1) {
    count.textContent = `正在读取第 ${page} 页，共 ${first.pages} 页……`;
    const next = await request(`/api/v1/ledger?size=${PAGE}&unit=${unit}&page=${page}`);
    first.rows.push(...next.rows);
  }
  return first;
}

async function open() {
  document.querySelector("#name").textContent = name;
  document.title = `${name} · 政答`;
  document.querySelector("#filter").href = `/ledger?unit=${unit}`;
  document.querySelector("#ask").href = `/?q=${encodeURIComponent(`${name}负责哪些任务`)}`;
  for (const kind of ["xlsx", "docx"]) {
    document.querySelector(`#export-${kind}`).addEventListener("click", () => download(`/api/v1/ledger/export?format=${kind}&unit=${unit}`));
  }
  const data = await everything();
  const { responsibility, target, deadline } = data.counts;
  count.textContent = data.total
    ? `责任 ${responsibility} 项，相关指标 ${target} 条，期限 ${deadline} 条，出自 ${data.documents} 份文件`
    : "有效的文件中没有写明它的任务。";
  parts.replaceChildren(...PARTS.map(([label, belongs]) => part(label, data.rows.filter(belongs))).filter(Boolean));
}

open().catch((error) => { parts.replaceChildren(element("p", { class: "notice error", role: "alert", text: error.message })); });
