// The tasks of a drop, filtered as the address says, with the log of one beside them.

import { page, submission, withParameters } from "./api.js";
import { fill, h } from "./dom.js";
import { logOf } from "./log.js";
import { go, place, placeWith } from "./place.js";
import { clock } from "./times.js";
import { count, levelName, secondsBetween, span } from "./words.js";

const SHOWN = 100;
const LONGEST_WORDS = 60;
const FILTERS = ["state", "level", "cause", "text"];
const STATES = ["open", "succeeded", "failed"];

/** Shows the tasks of a drop at a place of the page. */
export function tasksOf(id, section) {
  const log = logOf(id);
  const form = h("form", { class: "filters", "aria-label": "Which tasks" });
  const list = h("div", { class: "list" });
  const side = h("div", { class: "side" });
  let shownFor;
  let asking;

  function show(life) {
    if (section.childElementCount === 0) {
      section.append(h("h2", { id: "tasks-title" }, "Tasks"), form, h("div", { class: "beside" }, list, side));
    }
    showFilters(form, life);
    log.show(side, life);
    load(life);
  }

  /** Only if something has changed by which the list could be another. */
  async function load(life) {
    const { task, stream, output, ...asked } = place();
    const key = JSON.stringify([asked, life.levels, life.status.job, life.status.state]);
    if (key === shownFor) {
      mark(list, task);
      return;
    }
    shownFor = key;
    if (asking) asking.abort();
    asking = new AbortController();
    list.setAttribute("aria-busy", "true");
    try {
      const { state, level, cause, text, after } = asked;
      const url = withParameters(submission(id, "tasks"), { state, level, cause, text, after, limit: SHOWN });
      fill(list, listed(await page(url, asking.signal), asked, life));
      mark(list, place().task);
    } catch (problem) {
      if (problem.name === "AbortError") return;
      shownFor = undefined;
      fill(list, h("p", { class: "refused", role: "alert" }, problem.status ? problem.message : "The tasks cannot be read now."));
    }
    list.removeAttribute("aria-busy");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(form);
    const changes = Object.fromEntries(FILTERS.map((name) => [name, chosen.get(name) || undefined]));
    go(placeWith({ ...changes, after: undefined }));
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
  return { show };
}

function showFilters(form, life) {
  // Nobody's typing is disturbed, unless the page shows another place.
  if (form.dataset.place === location.search && form.contains(document.activeElement)) return;
  form.dataset.place = location.search;
  const asked = place();
  const { causes } = life.status;
  fill(form,
    select("state", "State", [["", "any"], ...STATES.map((state) => [state, state])], asked.state),
    life.levels.length > 1
      ? select("level", "Level", [["", "any"], ...life.levels.map((level) => [String(level.level), levelName(level)])], asked.level)
      : undefined,
    causes.length > 0 ? select("cause", "Failed for", [["", "any reason"], ...causes.map((cause, at) => [String(at), nameOf(cause)])], asked.cause) : undefined,
    h("label", {}, "Name or last words ", h("input", { type: "search", name: "text", value: asked.text || "", maxlength: 200 })),
    h("button", {}, "Filter"),
    FILTERS.some((name) => asked[name])
      ? h("a", { class: "button", "data-place": true, href: placeWith(Object.fromEntries([...FILTERS, "after"].map((name) => [name, undefined]))) }, "Show all")
      : undefined);
  for (const name of FILTERS) {
    if (form.elements[name]) form.elements[name].value = asked[name] || "";
  }
}

function nameOf({ code, lastWords }) {
  return lastWords ? `${code}: ${lastWords.slice(0, LONGEST_WORDS)}` : code;
}

function select(name, words, options, chosen) {
  return h("label", {}, `${words} `, h("select", { name }, options.map(([value, label]) =>
    h("option", { value, selected: value === (chosen || "") }, label))));
}

function listed({ items, next }, asked, life) {
  if (items.length === 0) return [h("p", { class: "empty" }, nothing(asked, life))];
  const after = next && next.searchParams.get("after");
  return [
    h("div", { class: "scrolled", role: "region", tabindex: 0, "aria-label": "List of tasks" },
      h("table", { class: "tasks" },
        h("thead", {}, h("tr", {}, ["Task", "State", "Ended", "Took", "What it said"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, items.map(row)))),
    h("nav", { class: "pages", "aria-label": "Pages of tasks" },
      h("span", {}, `${count(items.length, "task")}, ${items[0].task} to ${items[items.length - 1].task}`),
      asked.after ? h("a", { class: "button", "data-place": true, href: placeWith({ after: undefined }) }, "First page") : undefined,
      after ? h("a", { class: "button", "data-place": true, href: placeWith({ after }) }, "Next page") : undefined),
  ];
}

function nothing(asked, life) {
  if (life.levels.length === 0) return "This drop has no tasks.";
  return FILTERS.some((name) => asked[name]) ? "No task is like that." : "There are no more tasks.";
}

function row(task) {
  const state = task.state.toLowerCase();
  return h("tr", { "data-key": task.task, "data-task": task.task, class: state },
    h("th", { scope: "row" },
      h("a", { href: placeWith({ task: task.task, stream: undefined }), "data-place": true }, task.name),
      inputs(task)),
    h("td", {}, h("span", { class: `badge ${state}` }, state)),
    h("td", { class: "whole" }, task.endedAt ? clock(task.endedAt) : undefined),
    h("td", { class: "number" }, task.startedAt && task.endedAt ? span(secondsBetween(task.startedAt, task.endedAt)) : undefined),
    h("td", { class: "said" }, said(task)));
}

/** All inputs, where the name does not tell. */
function inputs({ task, name, inputs: paths }) {
  if (!paths || paths.length < 2) return name.includes(task) ? undefined : h("span", { class: "quiet" }, ` ${task}`);
  return [h("span", { class: "quiet" }, ` ${task}`),
    h("details", {}, h("summary", {}, count(paths.length, "input")), h("ul", {}, paths.map((path) => h("li", {}, path))))];
}

function said(task) {
  const exit = task.exitCode ? `exit ${task.exitCode}` : undefined;
  const again = task.retries > 0 ? `after ${count(task.retries, "retry", "retries")}` : undefined;
  return [task.code, exit, again, task.lastWords || task.message].filter(Boolean).join(", ");
}

function mark(list, task) {
  for (const shown of list.querySelectorAll("tr[data-task]")) {
    if (shown.dataset.task === task) shown.setAttribute("aria-current", "true");
    else shown.removeAttribute("aria-current");
  }
}
