// How the drop was understood, and which files are missing, came too late or are not used.

import { h } from "./dom.js";
import { count } from "./words.js";

export function filesOf(status) {
  const late = status.lateInputs || { paths: [], count: 0 };
  const ignored = status.ignored || { files: [], count: 0 };
  const missing = status.state === "WAITING" ? status.missing : [];
  const notes = status.notes || [];
  if (notes.length + late.count + ignored.count + missing.length === 0) return [];
  return [
    h("h2", { id: "files-title" }, "Files"),
    notes.length > 0 ? h("ul", {}, notes.map((note) => h("li", {}, note))) : undefined,
    names("missing", `${count(status.missingCount, "file")} not there yet`, missing, status.missingCount),
    names("late", `${count(late.count, "file")} came too late and had no part in this result`, late.paths, late.count),
    names("ignored", `${count(ignored.count, "file")} not used`,
      ignored.files.map((file) => `${file.path}: ${file.reason}`), ignored.count),
  ];
}

function names(key, words, lines, all) {
  if (lines.length === 0) return undefined;
  const more = all > lines.length ? h("li", {}, `and ${all - lines.length} more`) : undefined;
  return h("details", { "data-key": key }, h("summary", {}, words), h("ul", {}, lines.map((line) => h("li", {}, line)), more));
}
