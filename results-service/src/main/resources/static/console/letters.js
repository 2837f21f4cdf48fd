// Dead letters: which queues and subscriptions have some, those of one of them, and what can be done with them. What stands in
// a message was written by whoever may send to the bus, and is only ever shown as text.

import { address, ask, page, settle, withParameters } from "./api.js";
import { fill, h } from "./dom.js";
import { countLetters, markAs, markRead, whoIsThere } from "./frame.js";
import { onPlace, place, placeWith } from "./place.js";
import { confirmed, knownName } from "./question.js";
import { time } from "./times.js";
import { count } from "./words.js";

const EVERY = 15_000;
const DONE = { REPLAYED: "sent again", DISCARDED: "discarded" };
const NO_ANSWER = "The service does not answer. Nothing is known to have changed.";

const rights = whoIsThere();
const letters = document.getElementById("letters");
const answer = document.getElementById("answer");
let entities = [];
let shown = { letters: [] };
let isOff = false;
let isAsking = false;
let latest = 0;

/** Reads which have some; the letters themselves only if their number has changed, since each look at them connects to the bus. */
async function refresh() {
  try {
    const before = countOf(place().entity);
    entities = (await (await ask(address("dead-letters"))).json()).entities;
    markRead();
    countLetters(entities);
    showEntities();
    if (before !== countOf(place().entity)) await read();
  } catch (refusal) {
    refused(refusal);
  }
}

function countOf(entity) {
  return entities.find((each) => each.entity === entity)?.count || 0;
}

function refused(refusal) {
  if (refusal.status === 409) {
    isOff = true;
    markRead();
    fill(document.getElementById("entities"), h("h2", { id: "entities-title" }, "Not shown here"), h("p", { class: "refused" }, refusal.message));
    return;
  }
  markAs(refusal.status === undefined ? "The service does not answer: what is shown may be out of date." : refusal.message);
}

function showEntities() {
  const total = entities.reduce((sum, each) => sum + each.count, 0);
  const chosen = place().entity;
  fill(document.getElementById("entities"),
    h("h2", { id: "entities-title" }, total === 0 ? "There are none" : `${count(total, "message")} in ${count(entities.length, "queue or subscription", "queues and subscriptions")}`),
    total === 0
      ? h("p", { class: "quiet" }, "Every message was handled, or somebody has cleared away what was not.")
      : h("ul", { class: "places" }, entities.map((each) => h("li", { "data-key": each.entity },
        h("a", { "data-place": true, href: placeWith({ entity: each.entity, from: undefined }), "aria-current": each.entity === chosen ? "true" : undefined },
          each.entity), `: ${count(each.count, "message")}`))));
}

/** Reads and shows the letters that the address names; what comes late is not shown over what was asked for since. */
async function read() {
  const { entity, from, limit } = place();
  const turn = ++latest;
  if (!entity || isOff) {
    fill(letters);
    return;
  }
  try {
    const { items, next } = await page(withParameters(address("dead-letters"), { entity, from, limit }));
    const { mayChange } = await rights;
    if (turn !== latest) return;
    shown = { entity, letters: items.letters };
    showLetters(entity, from, next, mayChange);
  } catch (refusal) {
    if (turn !== latest) return;
    shown = { letters: [] };
    fill(letters, h("h2", { id: "letters-title", tabindex: -1 }, entity),
      h("p", { class: "refused", role: "alert" }, refusal.status === undefined ? "The service does not answer." : refusal.message));
  }
}

function showLetters(entity, from, next, mayChange) {
  const all = shown.letters;
  const numbers = all.map((letter) => letter.number);
  fill(letters,
    h("h2", { id: "letters-title", tabindex: -1 }, `Of ${entity}, the oldest first`),
    all.length === 0 ? h("p", { class: "quiet" }, from ? "There are no more." : "It has none.") : undefined,
    mayChange && entity.includes("/")
      ? h("p", { class: "quiet" }, "What is sent again goes to the topic, since nobody can send to one subscription: the topic's other subscriptions get it again too.")
      : undefined,
    mayChange && all.length > 1
      ? h("p", { class: "links" },
        button("replay", numbers, `Send these ${all.length} again`),
        button("discard", numbers, `Discard these ${all.length}`))
      : undefined,
    all.map((letter) => article(letter, mayChange)),
    from || next
      ? h("p", { class: "pages" },
        from ? h("a", { class: "button", "data-place": true, href: placeWith({ from: undefined }) }, "Oldest") : undefined,
        next ? h("a", { class: "button", "data-place": true, href: placeWith({ from: next.searchParams.get("from") }) }, "Newer") : undefined)
      : undefined);
}

function article(letter, mayChange) {
  const title = `letter-${letter.number}`;
  return h("article", { class: "letter", "data-key": letter.number, "aria-labelledby": title },
    h("h3", { id: title }, `${letter.number}: `, foreign(letter.reason)),
    letter.description ? h("p", { class: "message" }, foreign(letter.description)) : undefined,
    h("p", { class: "facts" }, "Sent ", time(letter.enqueuedAt), `; delivered ${count(letter.deliveries, "time")}`,
      letter.messageId ? ["; id ", foreign(letter.messageId)] : undefined),
    mayChange
      ? h("p", { class: "links" },
        button("replay", [letter.number], "Send again", letter.number),
        button("discard", [letter.number], "Discard", letter.number))
      : undefined,
    properties(letter),
    h("pre", { tabindex: 0, role: "region", "aria-label": `Body of ${letter.number}` }, letter.body === "" ? "(empty)" : letter.body),
    letter.body.length < letter.bodyLength
      ? h("p", { class: "quiet" }, `The first ${count(letter.body.length, "character")} of ${letter.bodyLength.toLocaleString("en")}. All of them: `,
        h("code", {}, `dropbatch dead-letters list ${shown.entity} --json`))
      : undefined);
}

function properties({ properties: all, hiddenProperties }) {
  const names = Object.keys(all);
  if (names.length === 0) return undefined;
  return h("details", {},
    h("summary", {}, count(names.length + hiddenProperties, "property", "properties")),
    h("dl", {}, names.map((name) => [h("dt", {}, foreign(name)), h("dd", {}, foreign(all[name]))])),
    hiddenProperties > 0 ? h("p", { class: "quiet" }, `${hiddenProperties} more are not shown.`) : undefined);
}

/** Text of others within a line of ours: whatever direction it is written in, it stays where it is. */
function foreign(text) {
  return h("bdi", {}, text);
}

function button(action, numbers, words, of) {
  return h("button", { type: "button", class: action === "discard" ? "action cancel" : "action", "data-settle": action,
    "data-numbers": numbers.join(" "), "aria-label": of ? `${words}: ${of}` : undefined }, words);
}

async function showNotes() {
  try {
    const { notes } = await (await ask(address("dead-letters", "notes"))).json();
    fill(document.getElementById("notes"), notes.length === 0 ? undefined : [
      h("h2", { id: "notes-title" }, "Done last"),
      h("ul", { class: "outputs" }, notes.map((note) => h("li", { "data-key": `${note.entity} ${note.number} ${note.action}` },
        foreign(note.by), ` ${DONE[note.action]} ${note.number} of ${note.entity} (`, foreign(note.reason), "), ", time(note.at))))]);
  } catch {
    // What was done before is no news; the mark says whether the service answers.
  }
}

document.addEventListener("click", async (event) => {
  const pressed = event.target.closest("[data-settle]");
  if (!pressed || isAsking) return;
  isAsking = true;
  let isDone;
  try {
    isDone = await decide(pressed.dataset.settle, pressed.dataset.numbers.split(" "), shown.entity);
  } finally {
    isAsking = false;
  }
  // Whoever goes on at once need not wait for this.
  if (isDone) await showWhatIsLeft();
});

/** Asks back before something is lost, has it done, and shows what was said. Tells whether anything was asked for. */
async function decide(action, numbers, entity) {
  const { signedIn } = await rights;
  const by = action === "discard" ? await confirmed(question(numbers, entity, signedIn)) : knownName();
  if (by === undefined) return false;
  answer.className = "";
  fill(answer, "Asked for …");
  try {
    fill(answer, await settle(entity, numbers, action, by));
  } catch (refusal) {
    answer.className = "refused";
    fill(answer, refusal.status === undefined ? NO_ANSWER : refusal.message);
  }
  return true;
}

async function showWhatIsLeft() {
  await Promise.all([refresh(), showNotes()]);
  await read();
  // The button that was pressed may be gone with its message.
  if (document.activeElement === document.body) answer.focus();
}

function question(numbers, entity, signedIn) {
  const these = numbers.length === 1 ? `message ${numbers[0]}` : `these ${numbers.length} messages`;
  return {
    asks: `Discard ${these} of ${entity}?`,
    words: "Nobody will handle what is discarded. A copy stays in the notes, with the name of who did it.",
    yes: "Discard",
    signedIn,
  };
}

onPlace(async () => {
  showEntities();
  await read();
  document.getElementById("letters-title")?.focus();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !isOff) refresh();
});
setInterval(() => {
  if (!document.hidden && !isOff && !isAsking) refresh();
}, EVERY);

await refresh();
if (!isOff) await Promise.all([read(), showNotes()]);
