// The list of documents: upload and delete.

import { STATUS_NAMES, describe, element } from "./dom.js";
import { request } from "./server.js";

const list = document.querySelector("#documents");
const count = document.querySelector("#count");
const form = document.querySelector("#upload");
const input = document.querySelector("#file");
const results = document.querySelector("#results");
const OUTCOMES = { added: "已导入", updated: "已换成新版", unchanged: "内容没有变化" };

async function refresh() {
  try {
    const data = await request("/api/v1/documents");
    count.textContent = data.total ? `共 ${data.total} 份` : "还没有文档，请先导入。";
    list.replaceChildren(...data.documents.map(entryOf));
  } catch (error) {
    count.textContent = "";
    list.replaceChildren(element("li", { class: "notice error", role: "alert", text: error.message }));
  }
}

function entryOf(record) {
  const title = record.metadata.title || record.name;
  const remove = element("button", { type: "button", class: "quiet", text: "删除", "aria-label": `删除《${title}》` });
  remove.addEventListener("click", () => removeDocument(record.doc_id, title, remove));
  const details = `${record.name} · ${record.characters} 字 · ${record.clauses} 条款 · ${record.facts} 条事实`;
  return element(
    "li",
    { class: "record" },
    element(
      "div",
      {},
      element("a", { class: "document-title", href: `/documents/${encodeURIComponent(record.doc_id)}`, text: title }),
      element(
        "p",
        { class: "hint" },
        element("span", { class: `badge ${record.status}`, text: STATUS_NAMES[record.status] ?? record.status }),
        describe(record.metadata),
      ),
      element("p", { class: "hint", text: details }),
    ),
    remove,
  );
}

async function removeDocument(docId, title, button) {
  if (!window.confirm(`删除《${title}》？此后的答案不再用它。`)) return;
  button.disabled = true;
  try {
    await request(`/api/v1/documents/${encodeURIComponent(docId)}`, { method: "DELETE" });
    report(`《${title}》已删除。`, "done");
  } catch (error) {
    report(`《${title}》没有删除：${error.message}`, "error");
  }
  await refresh();
}

function report(text, kind) {
  const line = element("li", { class: `notice ${kind}`, text });
  results.prepend(line);
  return line;
}

async function uploadOne(file) {
  const line = report(`${file.name}：正在导入……`, "busy");
  const body = new FormData();
  body.append("file", file);
  try {
    const result = await request("/api/v1/documents", { method: "POST", body });
    if (result.results) {
      line.remove();
      for (const entry of result.results) reportArchived(file.name, entry);
      return;
    }
    const { metadata, facts } = result.document;
    const warnings = result.warnings.length ? `提醒：${result.warnings.join("；")}` : "";
    line.className = "notice done";
    line.textContent = `${file.name}：${OUTCOMES[result.status]}，《${metadata.title}》，${facts} 条事实。${warnings}`;
  } catch (error) {
    line.className = "notice error";
    line.textContent = `${file.name}：没有导入。${error.message}`;
  }
}

function reportArchived(archive, { name, status, document, error, warnings }) {
  if (status === "failed") {
    report(`${archive} 中的 ${name}：没有导入。${error}`, "error");
    return;
  }
  const reminder = warnings.length ? `提醒：${warnings.join("；")}` : "";
  const { metadata, facts } = document;
  report(`${archive} 中的 ${name}：${OUTCOMES[status]}，《${metadata.title}》，${facts} 条事实。${reminder}`, "done");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  // One after the other: the server writes one document at a time.
  for (const file of input.files) await uploadOne(file);
  form.reset();
  button.disabled = false;
  await refresh();
});

refresh();
