// The chat: questions, streamed answers with numbered citations, and the cited document beside them.

import { Conversation } from "./conversation.js";
import { ask as askPerson } from "./dialogs.js";
import { element } from "./dom.js";
import { draftOf, keepDraft } from "./drafts.js";
import { History } from "./history.js";
import { closePanel, openPanel, stepPanel, watchPanel } from "./panel.js";
import { watchCitations } from "./peek.js";
import { Scope } from "./scope.js";
import { request } from "./server.js";
import { fillWelcome } from "./welcome.js";

const form = document.querySelector("#ask");
const box = document.querySelector("#question");
const send = document.querySelector("#send");
const stop = document.querySelector("#stop");
const welcome = document.querySelector("#welcome");
const title = document.querySelector("#conversation-title");
const more = document.querySelector("#conversation-menu");
const announcer = document.querySelector("#announcer");

let library = null;
function documents() {
  library ??= request("/api/v1/documents").then((data) => data.documents);
  return library;
}

const scope = new Scope(documents);
const conversation = new Conversation(document.querySelector("#turns"), document.querySelector("#scroll"), {
  cite: openPanel,
  ask,
  filters: () => scope.value(),
  changed: showState,
  announce: (text) => { announcer.textContent = text; },
  kept: () => history.refresh(),
});
const history = new History({
  open: openConversation,
  fresh: startFresh,
  renamed: (id, name) => { if (id === conversation.id) { conversation.title = name; showState(); } },
  deleted: (id) => { if (id === conversation.id) startFresh(); },
  showError: (message) => conversation.showError(message),
});

/** @param {string} question */
async function ask(question) {
  if (conversation.busy || !question.trim()) return;
  welcome.hidden = true;
  await conversation.ask(question.trim());
  // On a phone the keyboard would cover the answer.
  if (window.matchMedia("(min-width: 60rem)").matches) box.focus({ preventScroll: true });
}

/** Bring back what was typed in this conversation and not yet asked. */
function restoreDraft() {
  box.value = draftOf(conversation.id);
  resize();
}

async function openConversation(id) {
  conversation.stop();
  closePanel();
  try {
    const data = await request(`/api/v1/conversations/${encodeURIComponent(id)}`);
    welcome.hidden = true;
    conversation.show(data);
    restoreDraft();
    await scope.set(data.filters);
  } catch (error) {
    startFresh();
    conversation.showError(error.message);
  }
  box.focus({ preventScroll: true });
}

function startFresh() {
  conversation.stop();
  conversation.clear();
  showState();
  closePanel();
  welcome.hidden = false;
  restoreDraft();
  box.focus();
}

function showState() {
  send.hidden = conversation.busy;
  stop.hidden = !conversation.busy;
  title.textContent = conversation.title || "新的对话";
  more.hidden = !conversation.id;
  document.title = conversation.title ? `${conversation.title} · 政答` : "问答 · 政答";
  history.mark(conversation.id);
  const address = conversation.id ? `/?c=${conversation.id}` : "/";
  if (location.pathname + location.search !== address) window.history.replaceState(null, "", address);
}

function resize() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
}

function submit() {
  const question = box.value;
  if (conversation.busy || !question.trim()) return;
  box.value = "";
  keepDraft(conversation.id, "");
  resize();
  ask(question);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
box.addEventListener("input", () => {
  resize();
  keepDraft(conversation.id, box.value);
});
box.addEventListener("keydown", (event) => {
  if (event.key === "ArrowUp" && !box.value) {
    event.preventDefault();
    conversation.edit();
  }
  // Enter that confirms a word of the input method does not send.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  }
});
// What lies below the window is one press away.
const scroller = document.querySelector("#scroll");
const toEnd = document.querySelector("#to-end");
function showEnd() {
  toEnd.hidden = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
}
scroller.addEventListener("scroll", showEnd, { passive: true });
new ResizeObserver(showEnd).observe(document.querySelector("#turns"));
toEnd.addEventListener("click", () => { scroller.scrollTop = scroller.scrollHeight; });
stop.addEventListener("click", () => { conversation.stop(); box.focus(); });
more.addEventListener("click", () => {
  history.menu(more, history.entry(conversation.id) ?? { conversation_id: conversation.id, title: conversation.title });
});

const shortcuts = document.querySelector("#shortcuts");
const KEYS = {
  "Ctrl+Shift+o": startFresh,
  "Ctrl+k": () => history.search(),
  "Ctrl+/": () => (shortcuts.open ? shortcuts.close() : shortcuts.showModal()),
  "Alt+ArrowUp": () => stepPanel(-1),
  "Alt+ArrowDown": () => stepPanel(1),
};
document.querySelector("#shortcuts-open").addEventListener("click", () => shortcuts.showModal());
document.addEventListener("keydown", (event) => {
  const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift"].filter(Boolean);
  const run = KEYS[[...held, event.key.length === 1 ? event.key.toLowerCase() : event.key].join("+")];
  if (run) {
    event.preventDefault();
    run();
    return;
  }
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (conversation.busy) conversation.stop();
  else if (!history.escape()) closePanel();
});

// A file dropped here would take the page away; it belongs to the library.
window.addEventListener("dragover", (event) => event.preventDefault());
window.addEventListener("drop", async (event) => {
  event.preventDefault();
  if (!event.dataTransfer?.files.length) return;
  const text = element("p", { text: "这里只提问。要收录文件，请到“文件”页，把文件拖到那里。" });
  if (await askPerson("收录文件", [text], "去“文件”页", () => true)) location.assign("/documents");
});

watchPanel((open) => history.yield(open));
watchCitations(document.querySelector("#turns"));
history.refresh();
fillWelcome(document.querySelector("#examples"), document.querySelector("#holdings"), documents, ask).catch((error) => {
  welcome.append(element("p", { class: "notice error", role: "alert", text: error.message }));
});
const asked = new URLSearchParams(location.search);
if (asked.get("doc")) scope.set({ doc_ids: [asked.get("doc")] });
if (asked.get("c")) openConversation(asked.get("c"));
else if (asked.get("q")) ask(asked.get("q"));
else restoreDraft();
