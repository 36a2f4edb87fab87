// One conversation on the screen: its turns, and the one that is being answered.

import { element } from "./dom.js";
import { editQuestion } from "./question_edit.js";
import { streamChat } from "./stream.js";
import { TurnView } from "./turn_view.js";

export class Conversation {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} scroller
   * @param {object} actions cite, ask, filters, changed, announce, kept
   */
  constructor(list, scroller, actions) {
    this.list = list;
    this.scroller = scroller;
    this.actions = actions;
    this.turnActions = {
      cite: actions.cite,
      ask: actions.ask,
      filters: actions.filters,
      edit: (view) => this.edit(view),
      retry: (view) => this.retry(view),
      showError: (message) => this.showError(message),
    };
    this.moved = false;
    for (const name of ["wheel", "touchmove"]) {
      scroller.addEventListener(name, () => { this.moved = true; }, { passive: true });
    }
    this.clear();
  }

  get busy() {
    return this.running !== null;
  }

  clear() {
    this.id = "";
    this.title = "";
    this.views = [];
    this.running = null;
    this.list.replaceChildren();
  }

  /** Show a conversation as the server keeps it. */
  show(data) {
    this.clear();
    this.id = data.conversation_id;
    this.title = data.title;
    for (const turn of data.messages) this.add(turn.question).show(turn);
    this.actions.changed();
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  add(question) {
    const view = new TurnView(question, this.turnActions);
    this.views.push(view);
    this.list.append(view.asked, view.card);
    return view;
  }

  /** @param {string} question */
  ask(question) {
    return this.run(this.add(question), { question, conversation_id: this.id });
  }

  /** Change a question in its place; the last one where none is given. */
  edit(view = this.views.at(-1)) {
    if (this.busy || !view) return;
    const followed = view !== this.views.at(-1);
    editQuestion(view.asked, view.question, followed, (question) => this.retry(view, question));
    view.asked.scrollIntoView({ block: "nearest" });
  }

  /** Ask again, in other words where some are given; what followed goes, as it may have leaned on the old answer. */
  async retry(view, question = view.question) {
    if (this.busy) return;
    const at = this.views.indexOf(view);
    for (const later of this.views.splice(at + 1)) {
      later.asked.remove();
      later.card.remove();
    }
    const changed = question !== view.question;
    if (changed) view.setQuestion(question);
    const again = changed ? { retry: view.id, question } : { retry: view.id };
    await this.run(view, view.id ? again : { question, conversation_id: this.id });
  }

  async run(view, body) {
    const running = new AbortController();
    const filters = this.actions.filters();
    this.running = running;
    this.actions.changed();
    this.actions.announce("正在作答");
    view.wait();
    this.moved = false;
    this.follow(view);
    try {
      await streamChat(filters ? { ...body, filters } : body, this.listeners(view), running.signal);
    } catch (error) {
      if (error.name === "AbortError") view.stop();
      else view.fail(error.message);
      this.actions.announce(error.name === "AbortError" ? "已停止" : error.message);
    }
    // Another conversation may have been opened meanwhile.
    if (this.running === running) this.running = null;
    this.actions.changed();
    this.actions.kept();
  }

  listeners(view) {
    return {
      turn: ({ conversation, turn }) => {
        view.id = turn.turn_id;
        view.askedAt = turn.asked_at;
        this.id = conversation.conversation_id;
        this.title = conversation.title;
        this.actions.changed();
      },
      citation: (citation) => view.addCitation(citation),
      sentence: ({ text }) => {
        view.addSentence(text);
        this.follow(view);
      },
      restart: () => view.restart(),
      final: (answer) => {
        view.show({ turn_id: view.id, status: answer.status, answer, verdict: "", reason: "" });
        this.follow(view);
        this.actions.announce(`已答：${answer.answer}`);
      },
      unkept: ({ detail }) => this.showError(detail),
    };
  }

  /** Keep the answer in view from its question on, unless the reader has scrolled meanwhile. */
  follow(view) {
    if (this.moved) return;
    const fits = view.card.getBoundingClientRect().bottom - view.asked.getBoundingClientRect().top < this.scroller.clientHeight;
    if (fits) this.scroller.scrollTop = this.scroller.scrollHeight;
    else view.asked.scrollIntoView({ block: "start" });
  }

  stop() {
    this.running?.abort();
  }

  /** @param {string} message */
  showError(message) {
    const notice = element("li", { class: "turn" }, element("p", { class: "notice error", role: "alert", text: message }));
    this.list.append(notice);
    notice.scrollIntoView({ block: "nearest" });
  }
}
