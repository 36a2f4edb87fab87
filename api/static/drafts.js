// What was typed and not yet asked, kept per conversation, so that a reload or another page does not lose it.

const KEY = "zhengda-drafts";
const KEPT = 20; // conversations

function drafts() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {}; // storage is forbidden in this browser, or holds something else
  }
}

/** @param {string} conversation "" for a new one @returns {string} */
export function draftOf(conversation) {
  const text = drafts()[conversation];
  return typeof text === "string" ? text : "";
}

/** @param {string} conversation @param {string} text nothing is kept of an empty one */
export function keepDraft(conversation, text) {
  const { [conversation]: _, ...others } = drafts();
  const all = text.trim() ? { ...others, [conversation]: text } : others;
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(Object.entries(all).slice(-KEPT))));
  } catch {
    // The draft then lasts as long as the page.
  }
}
