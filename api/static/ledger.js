// The ledger: filters kept in the address, sorting, paging, plots, export of what is listed.

import { element } from "./dom.js";
import { keep, kept } from "./kept.js";
import { tableRow } from "./ledger_rows.js";
import { download, request, respond } from "./server.js";

const FILTERS = ["text", "unit", "role", "doc_id", "place", "due", "kind"];
const PLOTS_OPEN = "zhengda-plots";
const TYPING_PAUSE = 250; // milliseconds
const form = document.querySelector("#filters");
const count = document.querySelector("#count");
const rows = document.querySelector("#rows");
const plots = document.querySelector("#plots");
const paging = document.querySelector("#paging");
const state = { sort: "document", descending: false, page: 1 };
let latest = 0;
let typing = 0;

/** The filters and the order as parameters of an address; what is not set is left out. */
function parameters() {
  const chosen = new URLSearchParams();
  for (const name of FILTERS) {
    const value = form.elements[name].value.trim();
    if (value) chosen.set(name, value);
  }
  if (state.sort !== "document") chosen.set("sort", state.sort);
  if (state.descending) chosen.set("descending", "true");
  return chosen;
}

async function refresh() {
  const turn = ++latest;
  const chosen = parameters();
  const address = chosen.size ? `/ledger?${chosen}` : "/ledger";
  if (location.pathname + location.search !== address) history.replaceState(null, "", address);
  try {
    const data = await request(`/api/v1/ledger?${withPage(chosen)}`);
    if (turn !== latest) return; // an answer to an earlier question
    show(data);
    if (plots.open) await drawPlots();
  } catch (error) {
    if (turn !== latest) return;
    count.textContent = "";
    rows.replaceChildren(element("tr", {}, element("td", { colspan: "5", class: "notice error", role: "alert", text: error.message })));
  }
}

function withPage(chosen) {
  const all = new URLSearchParams(chosen);
  all.set("page", String(state.page));
  return all;
}

function show(data) {
  state.page = data.page;
  count.textContent = data.total ? `共 ${data.total} 条，出自 ${data.documents} 份文件` : "没有符合条件的，请放宽条件。";
  rows.replaceChildren(...data.rows.map((row) => tableRow(row, form.elements.unit.value.trim())));
  const all = Object.values(data.counts).reduce((sum, each) => sum + each, 0);
  for (const label of document.querySelectorAll("[data-kind]")) {
    label.textContent = String(label.dataset.kind ? data.counts[label.dataset.kind] : all);
  }
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const here = head.dataset.sort === state.sort;
    if (here) head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  paging.hidden = data.pages === 1;
  document.querySelector("#page-number").textContent = `第 ${data.page} / ${data.pages} 页`;
  document.querySelector("#previous").disabled = data.page === 1;
  document.querySelector("#next").disabled = data.page === data.pages;
  for (const button of document.querySelectorAll("[id^='export-']")) button.disabled = data.total === 0;
}

async function drawPlots() {
  for (const name of ["bodies", "dates"]) {
    const response = await respond(`/api/v1/ledger/plots/${name}?${parameters()}`);
    const svg = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
    document.querySelector(`#plot-${name}`).replaceChildren(document.adoptNode(svg));
  }
}

function anew() {
  state.page = 1;
  refresh();
}

function turnTo(page) {
  state.page = page;
  refresh().then(() => document.querySelector(".ledger-table").scrollIntoView());
}

async function fillChoices() {
  const choices = await request("/api/v1/ledger/choices");
  document.querySelector("#units").append(...choices.bodies.map(({ name }) => element("option", { value: name })));
  form.elements.doc_id.append(...choices.documents.map(({ doc_id: value, title }) => element("option", { value, text: title })));
  form.elements.place.append(...choices.places.map((value) => element("option", { value, text: value })));
  form.elements.due.append(...choices.dates.map(({ date: value, words }) => element("option", { value, text: words })));
}

function readAddress() {
  const asked = new URLSearchParams(location.search);
  for (const name of FILTERS) {
    const value = asked.get(name) ?? "";
    const field = form.elements[name];
    // What is not among the choices any more is offered all the same: the address stays true.
    if (field instanceof HTMLSelectElement && value && ![...field.options].some((option) => option.value === value)) {
      field.append(element("option", { value, text: value }));
    }
    field.value = value;
  }
  state.sort = asked.get("sort") ?? "document";
  state.descending = asked.get("descending") === "true";
}

form.addEventListener("submit", (event) => { event.preventDefault(); anew(); });
form.addEventListener("change", anew);
form.addEventListener("input", (event) => {
  if (!(event.target instanceof HTMLInputElement) || event.target.type === "radio") return;
  clearTimeout(typing);
  typing = setTimeout(anew, TYPING_PAUSE);
});
// The fields are emptied after this event.
form.addEventListener("reset", () => setTimeout(() => { Object.assign(state, { sort: "document", descending: false }); anew(); }));
for (const radio of document.querySelectorAll("input[name='kind']")) radio.addEventListener("change", anew);
for (const head of document.querySelectorAll("th[data-sort]")) {
  head.querySelector("button").addEventListener("click", () => {
    const again = state.sort === head.dataset.sort;
    state.descending = again && !state.descending;
    state.sort = head.dataset.sort;
    anew();
  });
}
for (const kind of ["xlsx", "docx"]) {
  document.querySelector(`#export-${kind}`).addEventListener("click", async () => {
    try {
      await download(`/api/v1/ledger/export?format=${kind}&${parameters()}`);
    } catch (error) {
      count.textContent = `没有导出：${error.message}`;
    }
  });
}
document.querySelector("#previous").addEventListener("click", () => turnTo(state.page - 1));
document.querySelector("#next").addEventListener("click", () => turnTo(state.page + 1));
plots.addEventListener("toggle", () => {
  keep(PLOTS_OPEN, plots.open ? "yes" : "");
  if (plots.open) drawPlots();
});

try {
  await fillChoices();
} catch (error) {
  count.textContent = error.message;
}
readAddress();
plots.open = kept(PLOTS_OPEN) === "yes";
refresh();
