// The list of drops, filtered as the address says.

import { address, dropPage, withParameters } from "./api.js";
import { fill, h } from "./dom.js";
import { markAs, whoIsThere } from "./frame.js";
import { follow } from "./live.js";
import { place, placeWith } from "./place.js";
import { time } from "./times.js";
import { count, hasResult, levelName, stateOf } from "./words.js";

const STATES = ["open", "ended", "waiting", "queued", "running", "paused", "ready", "partial", "failed", "cancelled", "rejected"];
const TIMES = [["1h", "the last hour"], ["24h", "the last 24 hours"], ["7d", "the last 7 days"], ["30d", "the last 30 days"]];
const FILTERS = ["text", "workload", "state", "since", "failure"];

const asked = place();
const filters = document.getElementById("filters");

function showFilters() {
  const states = STATES.includes(asked.state) || !asked.state ? STATES : [asked.state, ...STATES];
  const times = TIMES.some(([value]) => value === asked.since) || !asked.since ? TIMES : [[asked.since, asked.since], ...TIMES];
  fill(filters,
    h("label", {}, "Search ", h("input", { type: "search", name: "text", value: asked.text || "", maxlength: 200 })),
    h("label", {}, "Workload ", h("input", { name: "workload", value: asked.workload || "", maxlength: 63, autocapitalize: "off" })),
    select("state", "State", [["", "any"], ...states.map((state) => [state, state])]),
    select("since", "Uploaded in", [["", "all the time"], ...times]),
    asked.failure ? h("label", {}, "Failed for ", h("input", { name: "failure", value: asked.failure, maxlength: 40 })) : undefined,
    h("button", {}, "Filter"),
    FILTERS.some((name) => asked[name]) ? h("a", { class: "button", href: location.pathname }, "Show all") : undefined);
}

function select(name, words, options) {
  return h("label", {}, `${words} `, h("select", { name }, options.map(([value, label]) =>
    h("option", { value, selected: value === (asked[name] || "") }, label))));
}

filters.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = new FormData(filters);
  const changes = Object.fromEntries(FILTERS.map((name) => [name, (chosen.get(name) || "").trim() || undefined]));
  location.assign(placeWith({ ...changes, after: undefined }));
});
filters.addEventListener("change", (event) => {
  if (event.target.matches("select")) filters.requestSubmit();
});

function show(drops, next) {
  fill(document.getElementById("drops"), drops.length === 0
    ? h("p", { class: "empty" }, nothing(next))
    : h("ol", { class: "drops" }, drops.map(line)));
  fill(document.getElementById("pages"),
    asked.after ? h("a", { class: "button", href: placeWith({ after: undefined }) }, "Newest") : undefined,
    next ? h("a", { class: "button", href: placeWith({ after: next }) }, "Older") : undefined);
}

function nothing(next) {
  if (next) return "None of the drops of this page is like that; older ones may be.";
  if (asked.after || FILTERS.some((name) => asked[name])) return "No drop is like that.";
  return "Nothing was dropped yet. Upload files to the inbox as <workload>/<drop>/… with a job.yaml or _READY at the end,"
    + " or run: dropbatch submit";
}

function line({ drop, trigger, status }) {
  const state = stateOf(status);
  return h("li", { class: `drop ${state}`, "data-key": status.submission },
    h("div", { class: "title" },
      h("h2", {}, h("a", { href: dropPage(status.submission) }, drop)),
      h("span", { class: `badge ${state}` }, state)),
    h("p", { class: "message" }, status.message),
    progress(status),
    h("p", { class: "facts" }, "Uploaded ", time(trigger.uploadedAt), late(status)));
}

function late({ lateInputs }) {
  return lateInputs && lateInputs.count > 0 ? h("strong", {}, `; ${count(lateInputs.count, "file")} came too late`) : undefined;
}

function progress(status) {
  const { progress: now } = status;
  if (!now || hasResult(status)) return undefined;
  return h("p", { class: "progress" },
    h("progress", { max: now.total, value: now.completed, "aria-label": "Tasks that have ended" }),
    ` ${levelName(now)}: ${now.completed} of ${count(now.total, "task")}${now.failed ? `, ${now.failed} failed` : ""}`);
}

function refused(words) {
  markAs(undefined);
  fill(document.getElementById("drops"), h("p", { class: "refused", role: "alert" }, words));
}

showFilters();
whoIsThere();
follow(withParameters(address("submissions", "live"), asked), { shows: show, marks: markAs, gone: refused });
