// The log of one task, beside the list: its end first, what is before on demand, so that a long one freezes nothing.

import { ask, submission, withParameters } from "./api.js";
import { fill, h } from "./dom.js";
import { go, place, placeWith } from "./place.js";
import { hasResult, size } from "./words.js";

const PART = 64 * 1024;
const MOST = 4 * 1024 * 1024;
const STREAMS = ["stderr", "stdout"];

/** Shows the log that the address asks for. */
export function logOf(id) {
  const text = h("pre", { tabindex: 0, role: "region", "aria-label": "Log", "data-kept": true });
  const head = h("div");
  let shownFor;
  let result = false;
  let from = 0;
  let all = 0;

  function show(side, life) {
    const { task, stream = STREAMS[0] } = place();
    result = hasResult(life.status);
    side.hidden = !task;
    if (!task) {
      side.replaceChildren();
      shownFor = undefined;
      return;
    }
    if (side.childElementCount === 0) side.append(h("section", { class: "log", "aria-labelledby": "log-title" }, head, text));
    const key = JSON.stringify([task, stream, life.status.job, life.status.state]);
    if (key === shownFor) return;
    const moved = shownFor === undefined || JSON.parse(shownFor)[0] !== task;
    shownFor = key;
    load(task, stream, moved);
  }

  async function load(task, stream, moved) {
    const asked = shownFor;
    const url = withParameters(submission(id, "tasks", task, "log"), { stream });
    from = 0;
    all = 0;
    text.textContent = "Loading …";
    showHead(task, stream, url);
    if (moved) focus();
    try {
      const part = await read(url, `bytes=-${PART}`);
      // Another log may have been asked for meanwhile.
      if (asked !== shownFor) return;
      ({ from, all } = part);
      text.textContent = part.words || "The task wrote nothing here.";
      text.scrollTop = text.scrollHeight;
    } catch (problem) {
      if (asked !== shownFor) return;
      text.textContent = problem.status ? problem.message : "The log cannot be read now.";
    }
    showHead(task, stream, url);
  }

  /** A part of the log, and where it lies. */
  async function read(url, range) {
    const answer = await ask(url, { headers: { Range: range } });
    const found = /bytes (\d+)-\d+\/(\d+)/.exec(answer.headers.get("Content-Range") || "");
    const words = new TextDecoder().decode(await answer.arrayBuffer());
    return { words, from: found ? Number(found[1]) : 0, all: found ? Number(found[2]) : 0 };
  }

  function showHead(task, stream, url) {
    fill(head,
      h("h3", { id: "log-title", tabindex: -1 }, `Log of ${task}`),
      h("p", { class: "links" },
        STREAMS.map((name) => h("a", { class: "button", "data-place": true, href: placeWith({ stream: name }),
          "aria-current": name === stream ? "true" : undefined }, name)),
        h("button", { type: "button", "data-log": "wrap", "aria-pressed": String(!text.classList.contains("long")) }, "Wrap lines"),
        all > 0 ? h("button", { type: "button", "data-log": "copy" }, "Copy") : undefined,
        all > 0 ? h("a", { class: "button", href: url, download: `${task}-${stream}.txt` }, `Download, ${size(all)}`) : undefined,
        result ? h("a", { class: "button", "data-place": true, href: `${placeWith({ of: task, outputs: undefined, output: undefined })}#outputs` }, "Its outputs") : undefined,
        h("a", { class: "button", "data-place": true, "data-log": "close", href: placeWith({ task: undefined, stream: undefined }) }, "Close")),
      from > 0 ? h("p", {}, earlier()) : undefined);
  }

  function earlier() {
    return all - from >= MOST
      ? `The end of the log, ${size(all - from)} of ${size(all)}; download it for the rest.`
      : h("button", { type: "button", "data-log": "earlier" }, `Show what is before (${size(from)})`);
  }

  async function addEarlier() {
    const { task, stream = STREAMS[0] } = place();
    const url = withParameters(submission(id, "tasks", task, "log"), { stream });
    const asked = shownFor;
    const height = text.scrollHeight;
    const part = await read(url, `bytes=${Math.max(0, from - 4 * PART)}-${from - 1}`);
    if (asked !== shownFor) return;
    ({ from } = part);
    text.prepend(part.words);
    text.scrollTop += text.scrollHeight - height;
    showHead(task, stream, url);
  }

  function focus() {
    document.getElementById("log-title")?.focus();
  }

  document.addEventListener("click", async (event) => {
    const what = event.target.closest("[data-log]")?.dataset.log;
    if (what === "wrap") {
      const long = text.classList.toggle("long");
      event.target.setAttribute("aria-pressed", String(!long));
    }
    if (what === "copy") await navigator.clipboard.writeText(text.textContent);
    if (what === "earlier") await addEarlier().catch(() => {});
  });
  document.addEventListener("keydown", (event) => {
    const { task } = place();
    if (event.key !== "Escape" || !task || document.querySelector("dialog[open]")) return;
    go(placeWith({ task: undefined, stream: undefined }));
    document.querySelector(`tr[data-task="${task}"] a`)?.focus();
  });
  return { show };
}
