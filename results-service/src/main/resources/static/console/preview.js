// Looks into an output without running anything of it: pictures as pictures, tables as tables, the rest as text.

import { ask } from "./api.js";
import { h } from "./dom.js";
import { placeWith } from "./place.js";
import { tableOf } from "./table.js";
import { fileName, size } from "./words.js";

const LARGEST_PICTURE = 16 * 1024 * 1024;
const LARGEST_DRAWING = 4 * 1024 * 1024;
const MOST_TEXT = 256 * 1024;
const PICTURE = /\.(png|jpe?g|gif|webp)$/i;
const DRAWING = /\.svg$/i;
const TABLE = /\.(csv|tsv)$/i;

/** A preview that fills itself in. */
export function previewOf(url, output) {
  const content = h("div", { class: "content" });
  const section = h("section", { class: "preview", "aria-labelledby": "preview-title" },
    h("h3", { id: "preview-title", tabindex: -1 }, output.path),
    h("p", { class: "links" },
      h("a", { class: "button", href: url, download: fileName(output.path) }, `Download, ${size(output.bytes)}`),
      h("a", { class: "button", "data-place": true, href: placeWith({ output: undefined }) }, "Close")),
    h("p", { class: "quiet" }, `SHA-256 ${output.sha256}`),
    content);
  look(url, output).then(
    (found) => content.replaceChildren(...found),
    (problem) => content.replaceChildren(h("p", { class: "refused" }, problem.status ? problem.message : "It cannot be read now.")));
  return section;
}

async function look(url, output) {
  if (output.bytes === 0) return [h("p", {}, "It is empty.")];
  if (PICTURE.test(output.path)) return picture(url, output);
  if (DRAWING.test(output.path)) return drawing(url, output);
  return text(url, output);
}

function picture(url, { path, bytes }) {
  if (bytes > LARGEST_PICTURE) return [tooLarge(LARGEST_PICTURE)];
  return [image(url, path)];
}

/** As a picture a drawing has no scripts and loads nothing; the service sends it as bytes, which no browser draws. */
async function drawing(url, { path, bytes }) {
  if (bytes > LARGEST_DRAWING) return [tooLarge(LARGEST_DRAWING)];
  const content = await (await ask(url)).arrayBuffer();
  const shown = URL.createObjectURL(new Blob([content], { type: "image/svg+xml" }));
  const img = image(shown, path);
  img.addEventListener("load", () => URL.revokeObjectURL(shown));
  return [img];
}

function image(src, path) {
  const img = h("img", { src, alt: path });
  img.addEventListener("error", () => img.replaceWith(h("p", {}, "This is no picture that the browser can show.")));
  return img;
}

async function text(url, { path, bytes }) {
  const part = bytes > MOST_TEXT;
  const answer = await ask(url, part ? { headers: { Range: `bytes=0-${MOST_TEXT - 1}` } } : {});
  const content = new Uint8Array(await answer.arrayBuffer());
  const read = decoded(content, part);
  if (read === undefined) return [h("p", {}, "This is neither text nor a picture. Download it to look into it.")];
  const cut = part ? h("p", { class: "quiet" }, `The first ${size(MOST_TEXT)} of ${size(bytes)}.`) : undefined;
  if (TABLE.test(path)) return [tableOf(read, part), cut].filter(Boolean);
  return [h("pre", { tabindex: 0, role: "region", "aria-label": path }, read), cut].filter(Boolean);
}

/** Absent for what is no text; the last character of a part may be cut. */
function decoded(content, part) {
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content, { stream: part });
  } catch {
    return undefined;
  }
}

function tooLarge(limit) {
  return h("p", {}, `Larger than ${size(limit)}: download it to look at it.`);
}
