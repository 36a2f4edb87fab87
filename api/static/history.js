// The conversations of this browser, at the side: opened, searched, renamed, exported, deleted.

import { confirmAction, promptText } from "./dialogs.js";
import { element, icon } from "./dom.js";
import { toggleMenu } from "./menu.js";
import { ageOf } from "./moments.js";
import { download, request, sendJson } from "./server.js";
import { shareConversation } from "./sharing.js";

const MOST = 200; // conversations that the server lists
const wide = window.matchMedia("(min-width: 60rem)");
const roomy = window.matchMedia("(min-width: 90rem)");

export class History {
  /** @param {{open: (id: string) => void, fresh: () => void, renamed: (id: string, title: string) => void, deleted: (id: string) => void, showError: (message: string) => void}} actions */
  constructor(actions) {
    this.actions = actions;
    this.current = "";
    this.entries = [];
    this.yielded = false;
    this.side = document.querySelector("#history");
    this.list = document.querySelector("#history-list");
    this.words = document.querySelector("#history-words");
    this.opener = document.querySelector("#history-open");
    this.opener.addEventListener("click", () => this.toggle(this.side.hidden));
    document.querySelector("#history-close").addEventListener("click", () => this.toggle(false));
    document.querySelector("#new-conversation").addEventListener("click", () => { this.narrowClose(); actions.fresh(); });
    let typing = 0;
    this.words.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.refresh(), 200);
    });
    document.querySelector("#main").addEventListener("pointerdown", () => this.narrowClose());
    this.toggle(wide.matches, false);
  }

  toggle(shown, focus = true) {
    this.side.hidden = !shown;
    this.opener.setAttribute("aria-expanded", String(shown));
    document.body.classList.toggle("with-history", shown);
    if (focus) (shown ? this.words : this.opener).focus();
  }

  /** Make room for the document beside the conversation, and give it back. */
  yield(away) {
    if (away && !this.side.hidden && roomy.matches === false) {
      this.toggle(false, false);
      this.yielded = true;
    } else if (!away && this.yielded) {
      this.yielded = false;
      this.toggle(wide.matches, false);
    }
  }

  /** On a narrow screen the list lies over the conversation. */
  narrowClose() {
    if (!wide.matches && !this.side.hidden) this.toggle(false, false);
  }

  /** Bring the words to search for under the fingers. */
  search() {
    this.toggle(true);
    this.words.select();
  }

  /** @returns {boolean} whether there was something to close */
  escape() {
    if (wide.matches || this.side.hidden) return false;
    this.toggle(false);
    return true;
  }

  mark(id) {
    this.current = id;
    for (const link of this.list.querySelectorAll("a")) {
      if (link.dataset.id === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  async refresh() {
    const words = this.words.value.trim();
    try {
      const { conversations } = await request(`/api/v1/conversations?q=${encodeURIComponent(words)}`);
      this.fill(conversations, words);
    } catch (error) {
      this.list.replaceChildren(element("p", { class: "notice error", role: "alert", text: error.message }));
    }
  }

  /** What the list knows of a conversation. @param {string} id */
  entry(id) {
    return this.entries.find((entry) => entry.conversation_id === id);
  }

  fill(conversations, words) {
    this.entries = conversations;
    if (!conversations.length) {
      const text = words ? `没有含“${words}”的对话。` : "问过的问题会保存在这里。";
      this.list.replaceChildren(element("p", { class: "hint empty", text }));
      return;
    }
    const groups = new Map();
    for (const entry of conversations) {
      const label = entry.pinned ? "置顶" : ageOf(entry.updated_at);
      groups.set(label, [...(groups.get(label) ?? []), entry]);
    }
    this.list.replaceChildren(
      ...[...groups].flatMap(([label, entries]) => [
        element("h2", { text: label }),
        element("ul", {}, ...entries.map((entry) => this.line(entry))),
      ]),
      conversations.length < MOST ? "" : element("p", { class: "hint empty", text: `只列最近的 ${MOST} 段，更早的请搜索。` }),
    );
    this.mark(this.current);
  }

  line(entry) {
    const id = entry.conversation_id;
    const found = entry.excerpt ? element("span", { class: "excerpt", text: entry.excerpt }) : null;
    const link = element("a", { href: `/?c=${id}`, title: entry.title, "data-id": id }, entry.title, found);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.narrowClose();
      this.actions.open(id);
    });
    const more = element(
      "button",
      { type: "button", class: "plain more", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": `对话“${entry.title}”：改名、置顶、分享、导出、删除` },
      icon("more"),
    );
    more.addEventListener("click", () => this.menu(more, entry));
    return element("li", {}, link, more);
  }

  /** @param {HTMLElement} button @param {{conversation_id: string, title: string}} entry */
  menu(button, entry) {
    const path = `/api/v1/conversations/${entry.conversation_id}`;
    toggleMenu(button, [
      { label: "改名", run: () => this.attempt(() => this.rename(path, entry)) },
      { label: entry.pinned ? "取消置顶" : "置顶", run: () => this.attempt(() => this.pin(path, entry)) },
      { label: "分享链接", run: () => this.attempt(() => shareConversation(path)) },
      { label: "导出 Word", run: () => this.attempt(() => download(`${path}/export?format=docx`)) },
      { label: "导出 Markdown", run: () => this.attempt(() => download(`${path}/export?format=md`)) },
      { label: "删除", danger: true, run: () => this.attempt(() => this.remove(path, entry)) },
    ]);
  }

  async attempt(work) {
    try {
      await work();
    } catch (error) {
      this.actions.showError(error.message);
    }
  }

  async rename(path, entry) {
    const title = await promptText("给对话改名", "名称", entry.title, 100);
    if (!title) return;
    const renamed = await sendJson("PATCH", path, { title });
    this.actions.renamed(entry.conversation_id, renamed.title);
    await this.refresh();
  }

  async pin(path, entry) {
    const { pinned } = await sendJson("PATCH", path, { pinned: !entry.pinned });
    entry.pinned = pinned;
    await this.refresh();
  }

  async remove(path, entry) {
    if (!(await confirmAction("删除对话", `“${entry.title}”和其中的问答将被删除，不能恢复。`, "删除"))) return;
    await request(path, { method: "DELETE" });
    this.actions.deleted(entry.conversation_id);
    await this.refresh();
  }
}
