// The library: files in by choosing or dropping, the list, and what can be done with each document.

import { amend } from "./amendment.js";
import { confirmAction } from "./dialogs.js";
import { documentCard, documentPath, summaryOf } from "./document_card.js";
import { element } from "./dom.js";
import { download, request, sendJson } from "./server.js";
import { UploadLine, upload } from "./upload.js";

const list = document.querySelector("#documents");
const count = document.querySelector("#count");
const form = document.querySelector("#upload");
const input = document.querySelector("#file");
const replacement = document.querySelector("#replacement");
const results = document.querySelector("#results");
const announcer = document.querySelector("#announcer");
const words = document.querySelector("#words");
const status = document.querySelector("#status");
const OUTCOMES = { added: "已导入", updated: "已换成新版", unchanged: "内容没有变化" };
let records = [];

async function refresh() {
  try {
    records = (await request("/api/v1/documents?include_withdrawn=true")).documents;
    show();
  } catch (error) {
    count.textContent = "";
    list.replaceChildren(element("li", { class: "notice error", role: "alert", text: error.message }));
  }
}

function show() {
  const wanted = words.value.trim().toLowerCase();
  const shown = records.filter((record) => isOfStatus(record.status) && textOf(record).includes(wanted));
  count.textContent = shown.length || records.length ? `${shown.length} 份` : "还没有文件，请先导入。";
  const busy = document.activeElement?.closest(".record")?.dataset.id;
  list.replaceChildren(...shown.map((record) => documentCard(record, actions)));
  // Whoever works with keys goes on where they were.
  if (busy) (list.querySelector(`[data-id="${busy}"] .actions button`) ?? words).focus();
}

function isOfStatus(name) {
  if (status.value === "") return name !== "withdrawn";
  return status.value === "past" ? !["in_force", "withdrawn"].includes(name) : name === status.value;
}

function textOf({ name, metadata }) {
  return [name, metadata.title, metadata.issuer, metadata.number].join(" ").toLowerCase();
}

function titleOf(record) {
  return record.metadata.title || record.name;
}

function report(text, kind) {
  results.prepend(element("li", { class: `notice ${kind}`, text }));
  announcer.textContent = text;
}

/** Do something to a document, say what came of it, and show the list anew. */
async function act(record, failure, work) {
  try {
    const said = await work();
    if (said) report(`《${titleOf(record)}》${said}`, "done");
  } catch (error) {
    report(`《${titleOf(record)}》${failure}：${error.message}`, "error");
  }
  await refresh();
}

const actions = {
  amend: (record) => act(record, "没有改正", async () => ((await amend(record, others(record))) ? "已改正。" : "")),
  original: (record) => act(record, "没有下载", () => download(`${documentPath(record.doc_id)}/original`)),
  restore: (record) => act(record, "没有恢复", async () => {
    await request(`${documentPath(record.doc_id)}/restore`, { method: "POST" });
    return "已恢复，答案又会用它。";
  }),
  reparse: (record) => act(record, "没有重新读取", async () => {
    const { results: found } = await sendJson("POST", "/api/v1/documents/reparse", { doc_ids: [record.doc_id] });
    return found[0].status === "updated" ? `已重新读取，${found[0].document.facts} 条事实。` : "已重新读取，内容没有变化。";
  }),
  replace: (record) => {
    replacement.onchange = async () => {
      const files = [...replacement.files];
      replacement.value = ""; // so that the same file can be chosen again
      await bring(files, "PUT", documentPath(record.doc_id));
    };
    replacement.click();
  },
  withdraw: async (record) => {
    const sure = await confirmAction("撤下文件", `撤下《${titleOf(record)}》？此后的答案不再用它；可以从“已撤下”中恢复。`, "撤下");
    if (!sure) return;
    await act(record, "没有撤下", async () => {
      await request(documentPath(record.doc_id), { method: "DELETE" });
      return "已撤下。";
    });
  },
};

function others(record) {
  return records.filter((other) => other.doc_id !== record.doc_id && other.status !== "withdrawn");
}

/** Files in, one after the other: the server writes one document at a time. */
async function bring(files, method, path) {
  const lines = files.map((file) => new UploadLine(file.name));
  results.prepend(...lines.map(({ node }) => node));
  for (const [index, file] of files.entries()) {
    try {
      await finish(lines[index], file.name, await upload(method, path, file, lines[index]));
    } catch (error) {
      lines[index].end("error", `：没有导入。${error.message}`);
      announcer.textContent = `${file.name} 没有导入。${error.message}`;
    }
  }
  await refresh();
}

async function finish(line, name, result) {
  if (result.results) {
    line.end(result.failed ? "error" : "done", `：压缩包中 ${result.total} 个文件，${result.failed} 个没有导入。`, archiveList(result.results));
  } else {
    const { status: outcome, document: record, warnings } = result;
    const title = element("a", { href: `/documents/${encodeURIComponent(record.doc_id)}`, text: `《${titleOf(record)}》` });
    const check = element("details", {}, element("summary", { text: "核对读到的内容" }), await summaryOf(record.doc_id));
    const correct = element("button", { type: "button", class: "quiet", text: "改正", "aria-label": `改正刚导入的《${titleOf(record)}》`, onclick: () => actions.amend(latest(record)) });
    const reminder = warnings.length ? element("p", { text: `提醒：${warnings.join("；")}` }) : null;
    line.end("done", `：${OUTCOMES[outcome]}，`, title, `，${record.facts} 条事实。 `, correct, reminder, check);
  }
  announcer.textContent = `${name} 已处理。`;
}

// As it is now: it may have been corrected since.
function latest(record) {
  return records.find((other) => other.doc_id === record.doc_id) ?? record;
}

function archiveList(entries) {
  const text = ({ name, status: outcome, document: record, error }) =>
    outcome === "failed" ? `${name}：没有导入。${error}` : `${name}：${OUTCOMES[outcome]}，《${titleOf(record)}》，${record.facts} 条事实。`;
  return element("ul", { class: "archive" }, ...entries.map((entry) => element("li", { text: text(entry) })));
}

form.addEventListener("submit", (event) => event.preventDefault());
input.addEventListener("change", async () => {
  const files = [...input.files];
  form.reset(); // so that the same file can be chosen again
  await bring(files, "POST", "/api/v1/documents");
});
for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  bring([...event.dataTransfer.files], "POST", "/api/v1/documents");
});
// A file dropped beside the field must not take the page away.
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
words.addEventListener("input", show);
status.addEventListener("change", show);
refresh();
