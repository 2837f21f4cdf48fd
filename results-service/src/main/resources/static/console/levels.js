// How far each level has come; each count leads to the tasks that it counts, once they can be told apart.

import { h } from "./dom.js";
import { placeWith } from "./place.js";
import { clock } from "./times.js";
import { levelName, secondsBetween, span } from "./words.js";

export function levelsOf({ levels, status }) {
  if (levels.length === 0) return [];
  return [
    h("h2", { id: "levels-title" }, "Progress"),
    h("div", { class: "scrolled", tabindex: 0, role: "region", "aria-label": "Levels" },
      h("table", {},
        h("thead", {}, h("tr", {}, ["Level", "Done", "Tasks", "Succeeded", "Failed", "Open", "Time"].map((name) =>
          h("th", { scope: "col" }, name)))),
        h("tbody", {}, levels.map(row)))),
  ];
}

function row(level) {
  const ended = level.succeeded + level.failed;
  const name = levelName(level);
  return h("tr", {},
    h("th", { scope: "row" }, name, level.verified ? h("span", { class: "good" }, " verified") : undefined),
    h("td", {}, h("progress", { max: level.tasks, value: ended, "aria-label": `${name}: tasks that have ended` }),
      ` ${level.tasks === 0 ? 0 : Math.floor((100 * ended) / level.tasks)} %`),
    h("td", { class: "number" }, tasks(level, undefined, level.tasks)),
    h("td", { class: "number" }, tasks(level, "succeeded", level.succeeded)),
    h("td", { class: "number" }, tasks(level, "failed", level.failed)),
    h("td", { class: "number" }, tasks(level, "open", level.tasks - ended)),
    h("td", { class: "whole" }, times(level)));
}

function tasks(level, state, number) {
  const words = number.toLocaleString("en");
  // Which tasks of a level have ended how is known when all have: until then there is no such list.
  if (number === 0 || (state && !level.endedAt)) return words;
  const href = placeWith({ level: level.level, state, after: undefined, cause: undefined, text: undefined, task: undefined });
  return h("a", { href, "data-place": true, "aria-label": `${words} ${state || ""} tasks of ${levelName(level)}` }, words);
}

function times(level) {
  if (!level.startedAt || !level.endedAt) return undefined;
  return [clock(level.startedAt), " to ", clock(level.endedAt), `, ${span(secondsBetween(level.startedAt, level.endedAt))}`];
}
