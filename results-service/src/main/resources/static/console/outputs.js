// The outputs of a result, or of one task, with a preview of the one that the address names.

import { outputAddress, page, submission, withParameters } from "./api.js";
import { fill, h } from "./dom.js";
import { place, placeWith } from "./place.js";
import { previewOf } from "./preview.js";
import { count, fileName, hasResult, size } from "./words.js";

const SHOWN = 50;
const ALL = { of: undefined, outputs: undefined, output: undefined };

/** Shows the outputs of a drop at a place of the page, once it has a result. */
export function outputsOf(id, section) {
  const list = h("div", { class: "list" });
  const side = h("div", { class: "side" });
  let shownFor;
  let previewed;
  let outputs = [];

  function show({ status }) {
    section.hidden = !hasResult(status);
    if (section.hidden) return;
    if (section.childElementCount === 0) {
      section.append(h("h2", { id: "outputs-title" }, "Outputs"), h("div", { class: "beside" }, list, side));
    }
    load(status);
    preview();
  }

  async function load({ job }) {
    const { outputs: after, of } = place();
    const key = JSON.stringify([job, after, of]);
    if (key === shownFor) return;
    shownFor = key;
    try {
      const found = await page(withParameters(submission(id, "results"), { limit: SHOWN, after, task: of }));
      // Something else may have been asked for meanwhile.
      if (key !== shownFor) return;
      outputs = found.items;
      const next = found.next && found.next.searchParams.get("after");
      fill(list, listed(id, outputs, { after, of, next }));
      preview();
    } catch (problem) {
      shownFor = undefined;
      fill(list, h("p", { class: "refused", role: "alert" }, problem.status ? problem.message : "The outputs cannot be read now."));
    }
  }

  /** What the address names, if it is on this page of the list. */
  function preview() {
    const { output: wanted } = place();
    const found = outputs.find((output) => keyOf(output) === wanted);
    side.hidden = !found;
    if (wanted === previewed && side.childElementCount > 0) return;
    previewed = found ? wanted : undefined;
    side.replaceChildren(...(found ? [previewOf(outputAddress(id, found), found)] : []));
    if (found) side.querySelector("h3").focus();
  }

  return { show };
}

function keyOf(output) {
  return `${output.task}/${output.path}`;
}

function listed(id, outputs, { after, of, next }) {
  const whose = of ? h("p", {}, `Of task ${of} `, h("a", { class: "button", "data-place": true, href: placeWith(ALL) }, "Show those of the result")) : undefined;
  if (outputs.length === 0) return [whose, h("p", { class: "empty" }, of ? "The task has no outputs." : "The result has no outputs.")];
  return [
    whose,
    h("ul", { class: "outputs" }, outputs.map((output) => h("li", { "data-key": keyOf(output) },
      h("a", { href: placeWith({ output: keyOf(output) }), "data-place": true }, labelOf(output, outputs)),
      h("span", { class: "quiet" }, ` ${size(output.bytes)} `),
      h("a", { class: "small button", href: outputAddress(id, output), download: fileName(output.path),
        "aria-label": `Download ${labelOf(output, outputs)}` }, "Download")))),
    h("nav", { class: "pages", "aria-label": "Pages of outputs" },
      h("span", {}, count(outputs.length, "output")),
      after ? h("a", { class: "button", "data-place": true, href: placeWith({ outputs: undefined, output: undefined }) }, "First page") : undefined,
      next ? h("a", { class: "button", "data-place": true, href: placeWith({ outputs: next, output: undefined }) }, "Next page") : undefined),
  ];
}

/** Outputs of like names are told apart by what they came from. */
function labelOf(output, outputs) {
  if (outputs.filter((other) => other.path === output.path).length === 1) return output.path;
  if (output.rows) return `row ${output.rows.first}: ${output.path}`;
  return `${output.inputs[0] || output.task}: ${output.path}`;
}
