// The quoted sentence, shown while the pointer or the focus rests on a citation's number.

import { element } from "./dom.js";

const LONGEST = 160; // characters
const bubble = element("div", { class: "peek", hidden: true, "aria-hidden": "true" });

/** @param {HTMLElement} holder where answers are */
export function watchCitations(holder) {
  document.body.append(bubble);
  for (const name of ["pointerover", "focusin"]) holder.addEventListener(name, (event) => show(event.target));
  for (const name of ["pointerout", "focusout", "click"]) holder.addEventListener(name, hide);
  window.addEventListener("scroll", hide, true);
  window.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
}

function show(target) {
  const mark = target.closest?.(".reference");
  if (!mark) return;
  const quote = mark.dataset.quote.replace(/\s+/g, " ").trim();
  bubble.replaceChildren(
    element("span", { class: "path", text: mark.dataset.path }),
    quote.length > LONGEST ? `${quote.slice(0, LONGEST)}……` : quote,
  );
  bubble.hidden = false;
  const box = mark.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left - 40), window.innerWidth - bubble.offsetWidth - 8);
  const above = box.top - bubble.offsetHeight - 8;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${above > 60 ? above : box.bottom + 8}px`;
}

function hide() {
  bubble.hidden = true;
}
