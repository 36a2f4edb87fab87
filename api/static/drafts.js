// What was typed and not yet asked, kept per conversation, so that a reload or another page does not lose it.

import { keep, kept } from "./kept.js";

const KEY = "zhengda-drafts";
const MOST = 20; // conversations

function drafts() {
  try {
    return JSON.parse(kept(KEY) || "{}");
  } catch {
    return {}; // something else was kept under this name
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
  keep(KEY, JSON.stringify(Object.fromEntries(Object.entries(all).slice(-MOST))));
}
