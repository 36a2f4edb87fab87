// The chat: questions, streamed answers with numbered citations, and the cited document beside them.

import { Conversation } from "./conversation.js";
import { element } from "./dom.js";
import { History } from "./history.js";
import { closePanel, openPanel, watchPanel } from "./panel.js";
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
  edit,
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

/** Put a question back into the box. @param {string} question */
function edit(question) {
  box.value = question;
  resize();
  box.focus();
}

async function openConversation(id) {
  conversation.stop();
  closePanel();
  try {
    const data = await request(`/api/v1/conversations/${encodeURIComponent(id)}`);
    welcome.hidden = true;
    conversation.show(data);
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
  resize();
  ask(question);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
box.addEventListener("input", resize);
box.addEventListener("keydown", (event) => {
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
more.addEventListener("click", () => history.menu(more, { conversation_id: conversation.id, title: conversation.title }));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === "o") {
    event.preventDefault();
    startFresh();
  }
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (conversation.busy) conversation.stop();
  else if (!history.escape()) closePanel();
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
