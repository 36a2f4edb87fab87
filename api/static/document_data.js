// A document with its layout, read together.

import { request } from "./server.js";

/**
 * The document with `blocks` (paragraphs, headings and tables of the original) beside its text and outline.
 * @param {string} docId
 */
export async function loadDocument(docId) {
  const path = `/api/v1/documents/${encodeURIComponent(docId)}`;
  const [data, layout] = await Promise.all([request(path), request(`${path}/layout`)]);
  return { ...data, ...layout };
}
