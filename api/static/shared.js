// A conversation that somebody shared: to be read, its sources opened beside it.

import { element } from "./dom.js";
import { fullMoment } from "./moments.js";
import { closePanel, openPanel } from "./panel.js";
import { watchCitations } from "./peek.js";
import { request } from "./server.js";
import { TurnView } from "./turn_view.js";

const turns = document.querySelector("#turns");
const actions = { cite: openPanel, readOnly: true };

async function start() {
  const name = location.pathname.split("/").pop();
  const data = await request(`/api/v1/shared/${encodeURIComponent(name)}`);
  document.querySelector("#conversation-title").textContent = data.title;
  document.title = `${data.title} · 政答`;
  document.querySelector("#about").textContent = `${fullMoment(data.created_at)}开始的对话，由提问的人分享，只能看。`;
  for (const turn of data.messages) {
    const view = new TurnView(turn.question, actions);
    turns.append(view.asked, view.card);
    view.show(turn);
  }
}

watchCitations(turns);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closePanel(); });
start().catch((error) => {
  document.querySelector("#conversation-title").textContent = "打不开";
  turns.append(element("li", { class: "turn" }, element("p", { class: "notice error", role: "alert", text: error.message })));
});
