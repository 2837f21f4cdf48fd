// What a drop is and how it stands, in one look.

import { h } from "./dom.js";
import { time } from "./times.js";
import { count, hasEnded, secondsBetween, span, stateOf } from "./words.js";

const ENOUGH = 15;

export function headOf(life) {
  const { status } = life;
  const state = stateOf(status);
  return [
    h("div", { class: "title" }, h("h1", {}, life.drop), h("span", { class: `badge ${state}` }, state)),
    h("p", { class: "message" }, status.message),
    life.cancel && !hasEnded(status)
      ? h("p", { class: "message" }, `Being cancelled: ${life.cancel.by} asked for it `, time(life.cancel.at), ".")
      : undefined,
    queue(status.queue),
    remaining(life),
    h("p", { class: "facts" }, "Uploaded ", time(status.triggerUploadedAt), h("br"), "Last news ", time(status.updatedAt),
      ended(life)),
    h("p", { class: "id" }, h("span", {}, status.submission),
      h("button", { type: "button", class: "small", "data-copy": status.submission }, "Copy id"),
      h("button", { type: "button", class: "small", "data-copy": location.origin + location.pathname }, "Copy link")),
  ];
}

function ended({ status }) {
  if (!hasEnded(status)) return undefined;
  return `, ${span(secondsBetween(status.triggerUploadedAt, status.updatedAt))} after the upload`;
}

function queue(place) {
  if (!place) return undefined;
  const next = place.before.length > 0 ? `, after ${place.before.join(", ")}` : "";
  const when = place.startsInSeconds === undefined ? "" : ` It may start in about ${span(place.startsInSeconds)}.`;
  return h("p", { class: "message" }, `In the queue: place ${place.position} of ${place.waiting}${next}.${when}`);
}

/** By the rate so far, once there is enough to go by. Of a retry, part was done before it began: it has no such rate. */
function remaining({ status, steps }) {
  const { progress } = status;
  const begun = [...steps].reverse().find((step) => step.state === "RUNNING");
  if (stateOf(status) !== "running" || !progress || !begun || progress.completed === 0 || !status.job?.endsWith("-1")) return undefined;
  const elapsed = secondsBetween(begun.at, status.updatedAt);
  const left = progress.total - progress.completed;
  if (elapsed < ENOUGH || left === 0 || progress.level > 0) return undefined;
  const seconds = (left * elapsed) / progress.completed;
  return h("p", { class: "message" }, `${count(left, "task")} left: about ${span(seconds)} at the rate so far.`);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = words), 1500);
});
