// A table from comma-separated values, as far as a page can show one.

import { h } from "./dom.js";

const ROWS = 200;
const COLUMNS = 40;
const LONGEST = 300;
const SEPARATORS = [",", ";", "\t", "|"];

/** @param part whether the text ends somewhere within the table */
export function tableOf(text, part) {
  const rows = rowsOf(text, part);
  const [head = [], ...body] = rows;
  const width = Math.min(COLUMNS, Math.max(...rows.map((row) => row.length), 0));
  const hidden = Math.max(...rows.map((row) => row.length), 0) - width;
  return h("div", {},
    h("div", { class: "scrolled", tabindex: 0, role: "region", "aria-label": "Table" },
      h("table", { class: "data" },
        h("thead", {}, h("tr", {}, cells(head, width, "th"))),
        h("tbody", {}, body.slice(0, ROWS).map((row) => h("tr", {}, cells(row, width, "td")))))),
    body.length > ROWS || part ? h("p", { class: "quiet" }, `The first ${Math.min(ROWS, body.length)} rows.`) : undefined,
    hidden > 0 ? h("p", { class: "quiet" }, `${hidden} more columns.`) : undefined);
}

function cells(row, width, tag) {
  return Array.from({ length: width }, (_, place) => h(tag, tag === "th" ? { scope: "col" } : {}, shortened(row[place] || "")));
}

function shortened(value) {
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
}

/** Rows of fields; separators and line breaks within quotes belong to their field. */
export function rowsOf(text, part = false) {
  const separator = separatorOf(text);
  const rows = [];
  let row = [];
  let field = "";
  let quoted = false;
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length && rows.length <= ROWS + 1; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') field += text[at++];
      else quoted = false;
    } else if (sign === '"' && field === "") quoted = true;
    else if (sign === separator) {
      row.push(field);
      field = "";
    } else if (sign === "\n") {
      row.push(field.replace(/\r$/, ""));
      rows.push(row);
      row = [];
      field = "";
    } else field += sign;
  }
  // The last row of a part may be cut anywhere.
  if (!part && (field !== "" || row.length > 0) && rows.length <= ROWS + 1) rows.push([...row, field]);
  return rows;
}

/** The one that stands most often in the first line. */
function separatorOf(text) {
  const line = text.slice(0, text.indexOf("\n") < 0 ? text.length : text.indexOf("\n"));
  const often = (sign) => line.split(sign).length;
  return SEPARATORS.reduce((best, sign) => (often(sign) > often(best) ? sign : best));
}
