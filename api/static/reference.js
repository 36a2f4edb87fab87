// The HTTP interface as its own description tells it: no library from elsewhere.

import { element } from "./dom.js";
import { request } from "./server.js";

const box = document.querySelector("#reference");

function resolve(description, schema) {
  const name = schema?.$ref?.split("/").pop();
  return name ? description.components.schemas[name] : schema;
}

function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.anyOf) return schema.anyOf.map(typeOf).filter((type) => type !== "null").join(" | ");
  return schema.type === "array" ? `${typeOf(schema.items ?? {})}[]` : (schema.type ?? "object");
}

// Words between backticks are code.
function withCode(text) {
  return (text ?? "").split("`").map((part, index) => (index % 2 ? element("code", { text: part }) : part));
}

function table(rows) {
  return element(
    "dl",
    { class: "fields" },
    ...rows.flatMap(([name, type, text]) => [
      element("dt", {}, element("code", { text: name }), element("span", { class: "hint", text: ` ${type}` })),
      element("dd", {}, ...withCode(text)),
    ]),
  );
}

function fields(schema) {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, field]) => [
    name,
    typeOf(field) + (required.has(name) ? "" : "，可省"),
    field.description,
  ]);
}

function operation(description, path, method, details) {
  const section = element(
    "section",
    { class: "operation" },
    element("h2", {}, element("code", { text: `${method.toUpperCase()} ${path}` }), ` ${details.summary}`),
    element("p", {}, ...withCode(details.description)),
  );
  const body = Object.values(details.requestBody?.content ?? {})[0];
  const rows = (details.parameters ?? []).map((field) => [field.name, typeOf(field.schema), field.description]);
  if (body) rows.push(...fields(resolve(description, body.schema)));
  if (rows.length) section.append(element("h3", { text: "请求" }), table(rows));
  const example = resolve(description, body?.schema)?.examples?.[0];
  if (example) section.append(element("pre", { tabindex: "0", text: JSON.stringify(example, null, 2) }));
  const reply = details.responses["200"] ?? details.responses["201"];
  const answer = resolve(description, reply?.content?.["application/json"]?.schema);
  if (answer?.properties) section.append(element("h3", { text: "响应" }), table(fields(answer)));
  return section;
}

async function start() {
  try {
    const description = await request("/openapi.json");
    box.append(element("p", { class: "description" }, ...withCode(description.info.description)));
    for (const [path, methods] of Object.entries(description.paths)) {
      for (const [method, details] of Object.entries(methods)) {
        box.append(operation(description, path, method, details));
      }
    }
    box.append(element("h2", { text: "数据结构" }));
    for (const [name, schema] of Object.entries(description.components.schemas)) {
      if (!schema.properties) continue;
      const head = element("h3", {}, element("code", { text: name }), ` ${schema.description ?? ""}`);
      box.append(element("section", { class: "operation" }, head, table(fields(schema))));
    }
  } catch (error) {
    box.replaceChildren(element("p", { class: "notice error", role: "alert", text: error.message }));
  }
}

start();
