// The states that a drop came into, one after the other.

import { h } from "./dom.js";
import { clock } from "./times.js";
import { secondsBetween, span, stateOf } from "./words.js";

export function stepsOf({ steps }) {
  if (steps.length === 0) return [];
  return [h("h2", { id: "steps-title" }, "Life"), h("ol", { class: "steps" }, steps.map((step, place) => shown(step, steps[place - 1])))];
}

function shown(step, before) {
  const attempt = step.attempt > 1 ? `attempt ${step.attempt}: ` : "";
  const since = before ? ` after ${span(secondsBetween(before.at, step.at))}` : "";
  const state = stateOf(step);
  return h("li", { class: state }, h("p", { class: "when" }, clock(step.at), since),
    h("p", {}, h("strong", {}, state), " ", attempt, step.message));
}
