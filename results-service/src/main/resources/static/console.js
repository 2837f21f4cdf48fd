"use strict";

// Whatever users named things reaches the page as text only, never as markup.

const INTERVAL = 1000;
const SHOWN_OUTPUTS = 12;
const SHOWN_PICTURES = 3;
const LARGEST_PICTURE = 8 * 1024 * 1024;
const STATES = {
  NOT_STARTED: "not started",
  WAITING: "waiting",
  ACCEPTED: "accepted",
  QUEUED: "queued",
  SCHEDULED: "scheduled",
  RUNNING: "running",
  READY: "ready",
  PARTIAL: "partial",
  FAILED: "failed",
  REJECTED: "rejected",
};

const WITH_RESULT = ["READY", "PARTIAL"];

// A link from elsewhere, such as a dashboard, asks for the drops of one workload or of one kind of failure.
const ASKED = new URLSearchParams(location.search);
const CHOOSES = Boolean(ASKED.get("failure") || ASKED.get("workload"));
const NEWEST = CHOOSES ? 200 : 50;

const list = document.getElementById("submissions");
const summary = document.getElementById("summary");
const template = document.getElementById("card");
const cards = new Map();
const results = new Map();

function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

function address(submission, ...parts) {
  return ["submissions", submission, ...parts].map(encodeURIComponent).join("/");
}

function outputAddress(submission, output) {
  return address(submission, "outputs", output.task, ...output.path.split("/"));
}

function size(bytes) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

function ago(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(instant)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(instant).toLocaleDateString();
}

function link(href, words, file) {
  const a = document.createElement("a");
  a.href = href;
  a.textContent = words;
  if (file) a.download = file;
  return a;
}

function cardOf(submission) {
  let card = cards.get(submission);
  if (!card) {
    card = template.content.firstElementChild.cloneNode(true);
    cards.set(submission, card);
  }
  return card;
}

function showProgress(card, status) {
  const progress = status.progress;
  const part = (name) => card.querySelector(name);
  const shown = progress && !WITH_RESULT.includes(status.state);
  part(".bar").hidden = !shown;
  part(".levels").hidden = !shown;
  if (!shown) return;
  const percent = progress.total === 0 ? 0 : Math.round((100 * progress.completed) / progress.total);
  part(".bar").setAttribute("aria-valuenow", String(percent));
  part(".done").style.width = `${percent}%`;
  const level = progress.level === 0 ? "map" : `merge round ${progress.level}`;
  text(part(".levels"), `${level} (level ${progress.level + 1} of ${progress.levels}): ${progress.completed} of ${progress.total} tasks`
    + (progress.failed ? `, ${progress.failed} failed` : ""));
}

function showFailure(card, { failure, causes }) {
  const details = card.querySelector(".failure");
  const more = failure && failure.stderrTail;
  if (Boolean(more) === details.hidden) details.open = Boolean(more);
  details.hidden = !more;
  if (!more) return;
  const where = [failure.code];
  if (causes.length > 0) where.push(causes[0].tasks[0]);
  else if (failure.task) where.push(`task ${failure.task}`);
  if (failure.exitCode !== undefined) where.push(`exit code ${failure.exitCode}`);
  text(details.querySelector("summary"), where.join(", "));
  text(details.querySelector("pre"), failure.stderrTail.trimEnd());
}

function causeItem(id, cause, place) {
  const item = document.createElement("li");
  const names = cause.tasks.slice(0, SHOWN_OUTPUTS).join("; ");
  const more = cause.count > cause.tasks.length ? ` and ${cause.count - cause.tasks.length} more` : "";
  item.append(`${cause.count} ${cause.count === 1 ? "task" : "tasks"}: ${names}${more} `);
  if (cause.log) item.append(link(address(id, "logs", String(place)), "Log of the first", `${place}-stderr.txt`));
  return item;
}

/** Which tasks failed, by their inputs; the message above says why. */
function showCauses(card, status) {
  const causes = card.querySelector(".causes");
  causes.hidden = status.causes.length === 0;
  if (causes.hidden || causes.childElementCount > 0) return;
  causes.append(...status.causes.map((cause, place) => causeItem(status.submission, cause, place)));
}

function showMissing(card, status) {
  const missing = card.querySelector(".missing");
  missing.hidden = status.state !== "WAITING" || status.missing.length === 0;
  if (missing.hidden) return;
  const names = status.missing.slice(0, SHOWN_OUTPUTS);
  if (status.missingCount > names.length) names.push(`and ${status.missingCount - names.length} more`);
  missing.replaceChildren(...names.map((name) => {
    const item = document.createElement("li");
    item.textContent = name;
    return item;
  }));
}

function fill(element, lines) {
  element.replaceChildren(...lines.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  }));
}

function showLeftOut(card, name, words, lines, count) {
  const details = card.querySelector(name);
  details.hidden = count === 0;
  if (details.hidden || details.dataset.count === String(count)) return;
  details.dataset.count = String(count);
  text(details.querySelector("summary"), words);
  fill(details.querySelector("ul"), count > lines.length ? [...lines, `and ${count - lines.length} more`] : lines);
}

function showFiles(card, status) {
  const files = (count) => (count === 1 ? "1 file" : `${count} files`);
  const notes = card.querySelector(".notes");
  const said = status.notes || [];
  notes.hidden = said.length === 0;
  if (notes.childElementCount !== said.length) fill(notes, said);
  const late = status.lateInputs || { paths: [], count: 0 };
  showLeftOut(card, ".late", `${files(late.count)} came too late and had no part in this result`, late.paths, late.count);
  const ignored = status.ignored || { files: [], count: 0 };
  showLeftOut(card, ".ignored", `${files(ignored.count)} not used`,
    ignored.files.map((file) => `${file.path}: ${file.reason}`), ignored.count);
}

function showDownloads(card, status) {
  const downloads = card.querySelector(".downloads");
  downloads.hidden = !status.manifest;
  if (downloads.hidden || downloads.childElementCount > 0) return;
  const id = status.submission;
  if (WITH_RESULT.includes(status.state)) downloads.append(link(address(id, "outputs.zip"), "Download all (zip)", `${id}.zip`));
  downloads.append(link(address(id, "manifest"), "Manifest", "manifest.json"));
}

/** Outputs of like names are told apart by what they came from. */
function labelOf(output, outputs) {
  if (outputs.filter((other) => other.path === output.path).length === 1) return output.path;
  if (output.rows) return `row ${output.rows.first}: ${output.path}`;
  return `${output.inputs[0] || output.task}: ${output.path}`;
}

function showOutputs(card, submission, outputs) {
  const shown = outputs.slice(0, SHOWN_OUTPUTS).map((output) => {
    const item = document.createElement("li");
    const bytes = document.createElement("span");
    bytes.className = "size";
    bytes.textContent = ` ${size(output.bytes)}`;
    item.append(link(outputAddress(submission, output), labelOf(output, outputs), output.path.split("/").pop()), bytes);
    return item;
  });
  if (outputs.length > SHOWN_OUTPUTS) {
    const more = document.createElement("li");
    more.textContent = "and more in the archive";
    shown.push(more);
  }
  card.querySelector(".outputs").replaceChildren(...shown);
  const pictures = outputs
    .filter((output) => /\.(png|jpe?g|gif|webp)$/i.test(output.path) && output.bytes <= LARGEST_PICTURE)
    .slice(0, SHOWN_PICTURES)
    .map((output) => {
      const img = document.createElement("img");
      img.src = outputAddress(submission, output);
      img.alt = output.path;
      img.loading = "lazy";
      img.addEventListener("error", () => img.remove());
      return img;
    });
  card.querySelector(".pictures").replaceChildren(...pictures);
}

/** A session that has ended: the page, loaded anew, leads to where people sign in. */
function answered(answer) {
  if (answer.status === 401) location.reload();
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

async function loadOutputs(card, status) {
  const id = status.submission;
  if (!WITH_RESULT.includes(status.state) || results.has(id)) return;
  results.set(id, true);
  try {
    const answer = await fetch(`${address(id, "results")}?limit=${SHOWN_OUTPUTS + 1}`);
    showOutputs(card, id, await answered(answer));
  } catch (error) {
    results.delete(id);
  }
}

function show(account) {
  const { status, trigger } = account;
  const card = cardOf(status.submission);
  const part = (name) => card.querySelector(name);
  const state = STATES[status.state] || "waiting";
  card.className = `card ${state}`;
  text(part(".badge"), state);
  part(".badge").title = status.failure ? status.failure.code : "";
  text(part(".workload"), status.workload);
  text(part(".drop"), trigger.path.split("/")[1] || "");
  text(part("time"), ago(status.updatedAt));
  part("time").dateTime = status.updatedAt;
  text(part(".message"), status.message);
  text(part(".id"), status.submission);
  showProgress(card, status);
  showFailure(card, status);
  showCauses(card, status);
  showMissing(card, status);
  showFiles(card, status);
  showDownloads(card, status);
  loadOutputs(card, status);
  return card;
}

/** Whether the address asks for this one; a part that failed counts too. */
function isAskedFor({ status }) {
  const workload = ASKED.get("workload");
  const failure = ASKED.get("failure");
  const codes = [status.failure, ...status.causes].map((found) => found && found.code);
  return (!workload || status.workload === workload) && (!failure || codes.includes(failure));
}

/** What the address asks for, in words, with the way back to all. */
function choice() {
  const words = ["workload", "failure"].filter((name) => ASKED.get(name)).map((name) => `${name} ${ASKED.get(name)}`);
  const note = document.createElement("p");
  note.className = "empty";
  note.append(`Of the ${NEWEST} newest drops only those of ${words.join(" and ")}. `, link(location.pathname, "Show all"));
  return note;
}

function empty() {
  const hint = document.createElement("p");
  hint.className = "empty";
  hint.textContent = "Nothing was dropped yet. Upload files to the inbox as <workload>/<drop>/… with a job.yaml or _READY at the end.";
  return hint;
}

function summarise(accounts) {
  const count = (...states) => accounts.filter((account) => states.includes(account.status.state)).length;
  const facts = [
    [count("WAITING", "ACCEPTED", "QUEUED", "SCHEDULED"), "waiting"],
    [count("RUNNING"), "running"],
    [count("READY"), "ready"],
    [count("PARTIAL"), "partial"],
    [count("FAILED", "REJECTED"), "failed"],
  ];
  const words = facts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  text(summary, words.join(" · ") || "idle");
}

function arrange(wanted) {
  wanted.forEach((card, place) => {
    if (list.children[place] !== card) {
      list.insertBefore(card, list.children[place] || null);
    }
  });
  while (list.children.length > wanted.length) {
    list.lastElementChild.remove();
  }
}

const chosen = CHOOSES ? [choice()] : [];

async function refresh() {
  try {
    const answer = await fetch(`submissions?limit=${NEWEST}`);
    const accounts = (await answered(answer)).filter(isAskedFor);
    summarise(accounts);
    arrange(accounts.length || CHOOSES ? [...chosen, ...accounts.map(show)] : [empty()]);
  } catch (error) {
    text(summary, "results-service does not answer; trying again");
  }
  setTimeout(refresh, document.hidden ? 10 * INTERVAL : INTERVAL);
}

refresh();
