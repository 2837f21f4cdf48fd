// Times on the page, told both absolutely and relatively; the relative part goes on by itself.

import { h } from "./dom.js";
import { absolute, ago } from "./words.js";

const EVERY = 10_000;

export function time(instant) {
  return h("time", { datetime: instant, title: new Date(instant).toISOString() }, `${absolute(instant)} (${ago(instant)})`);
}

/** Without the relative part. */
export function clock(instant) {
  return h("time", { datetime: instant, title: new Date(instant).toISOString(), "data-absolute": true }, absolute(instant));
}

setInterval(() => {
  for (const shown of document.querySelectorAll("time:not([data-absolute])")) {
    const words = `${absolute(shown.dateTime)} (${ago(shown.dateTime)})`;
    if (shown.firstChild && shown.firstChild.data !== words) shown.firstChild.data = words;
  }
}, EVERY);
