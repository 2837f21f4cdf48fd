// Follows what a page shows, by server-sent events. Nothing is asked while nobody looks at the page.

import { ask } from "./api.js";

const SILENCE = 40_000;
const SHORTEST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;

/**
 * Follows a stream. `shows` gets the parts in their order each time that something has changed, and where the next page
 * begins; `marks` gets undefined while all is well, else words; `gone` is called when there is no such thing.
 */
export function follow(url, { shows, marks, gone }) {
  const parts = new Map();
  let source;
  let timer;
  let pause = SHORTEST_PAUSE;

  function open() {
    close();
    source = new EventSource(url);
    source.addEventListener("view", (event) => take(JSON.parse(event.data)));
    source.addEventListener("late", () => heard("Storage does not answer: what is shown may be out of date."));
    source.addEventListener("beat", () => watch());
    source.addEventListener("error", failed);
    watch();
  }

  function close() {
    clearTimeout(timer);
    if (source) source.close();
    source = undefined;
  }

  function take({ order, changed, next }) {
    const keyed = new Map(changed.map((part) => [keyOf(part), part]));
    const all = order.map((key) => [key, keyed.get(key) || parts.get(key)]);
    parts.clear();
    for (const [key, part] of all) parts.set(key, part);
    heard(undefined);
    shows([...parts.values()], next);
  }

  function heard(words) {
    pause = SHORTEST_PAUSE;
    marks(words);
    watch();
  }

  /** A connection may be dead without anybody having said so. */
  function watch() {
    clearTimeout(timer);
    timer = setTimeout(lost, SILENCE);
  }

  function failed() {
    if (source && source.readyState === EventSource.CLOSED) {
      why();
      return;
    }
    lost();
  }

  function lost() {
    close();
    marks("The service does not answer: what is shown may be out of date. Trying again.");
    again();
  }

  function again() {
    clearTimeout(timer);
    timer = setTimeout(open, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  /** A stream does not tell why it was refused; the same address without one does. */
  async function why() {
    close();
    const plain = new URL(url);
    plain.pathname = plain.pathname.replace(/\/live$/, "");
    try {
      await ask(plain);
      lost();
    } catch (refusal) {
      if (refusal.status === 404 || refusal.status === 400) gone(refusal.message);
      else lost();
    }
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  if (!document.hidden) open();
}

function keyOf(part) {
  return part.status.submission;
}
