// Why tasks failed: each reason once, with a way to the log of its first task and to all that failed.

import { h } from "./dom.js";
import { placeWith } from "./place.js";
import { count } from "./words.js";

const TASK_OF_LOG = /\/(\d{1,2}-\d{6,7})\/[^/]+\/logs\//;

export function causesOf({ status }) {
  if (status.causes.length === 0 && !(status.failure && status.failure.stderrTail)) return [];
  const causes = status.causes.length > 0 ? status.causes : [alone(status.failure)];
  return [h("h2", { id: "causes-title" }, "Why it failed"), causes.map((cause, place) => shown(cause, place, status))];
}

/** The failure of one task, told like a cause. */
function alone(failure) {
  return { code: failure.code, message: failure.message, exitCode: failure.exitCode, count: 1, tasks: [failure.task], log: failure.log };
}

function shown(cause, place, { failure, causes }) {
  const task = cause.log && TASK_OF_LOG.exec(cause.log);
  const told = failure && cause.log && failure.log === cause.log ? failure.stderrTail : cause.lastWords;
  const exit = cause.exitCode === undefined ? "" : `, exit code ${cause.exitCode}`;
  const rest = cause.count - cause.tasks.length;
  return h("article", { class: "cause", "data-key": `${cause.code}${cause.log || cause.tasks[0]}` },
    h("h3", {}, `${count(cause.count, "task")}: ${cause.code}${exit}`),
    h("p", {}, cause.message),
    told ? h("pre", { tabindex: 0, "aria-label": "What the first of them wrote last" }, told.trimEnd()) : undefined,
    h("p", { class: "names" }, cause.tasks.join(", "), rest > 0 ? ` and ${rest.toLocaleString("en")} more` : ""),
    h("p", { class: "links" },
      task ? h("a", { class: "button", "data-place": true, href: placeWith({ task: task[1], stream: undefined }) },
        `Log of ${cause.tasks[0]}`) : undefined,
      causes.length > 0 ? h("a", { class: "button", "data-place": true,
        href: placeWith({ cause: place, state: undefined, after: undefined, level: undefined, text: undefined }) },
        cause.count === 1 ? "List this task" : `List these ${cause.count.toLocaleString("en")} tasks`) : undefined));
}
