// What can be done with a drop now: offered only if the service says that it is possible, and answered in words. Only what
// cannot be taken back is asked back: a drop that is retried can be cancelled, and a pause ended.

import { act, submission } from "./api.js";
import { fill, h } from "./dom.js";
import { confirmed, knownName } from "./question.js";
import { hasEnded, hasResult, stateOf } from "./words.js";

const WORDS = {
  cancel: { label: "Cancel", asks: "Cancel this drop?", does: "Its tasks are ended, and it gets no result. What has run so far is paid for." },
  retry: { label: "Retry", does: "What failed runs again. What succeeded is taken over as it is." },
  pause: { label: "Pause", does: "Tasks that run go on to their end; no others begin until it is resumed." },
  resume: { label: "Resume", does: "Its tasks begin again, where there is room." },
};

let shown;
let isAsking = false;

/** Fills in the buttons and the downloads. */
export function showActions(life, { signedIn, mayChange }) {
  shown = { life, signedIn };
  const { status } = life;
  const id = status.submission;
  const possible = mayChange ? life.actions.filter((action) => WORDS[action]) : [];
  fill(document.getElementById("actions"),
    possible.map(button),
    hasResult(status) ? download(submission(id, "outputs.zip"), "Download all (zip)", `${id}.zip`) : undefined,
    hasEnded(status) && status.manifest ? download(submission(id, "manifest"), "Manifest", "manifest.json") : undefined);
}

function button(action) {
  const { label, does } = WORDS[action];
  return h("button", { type: "button", class: `action ${action}`, title: does, "data-action": action, "data-key": action }, label);
}

function download(href, words, file) {
  return h("a", { class: "button", href, download: file }, words);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-action]");
  if (!button || isAsking) return;
  isAsking = true;
  try {
    await decide(button.dataset.action);
  } finally {
    isAsking = false;
  }
});

/** Asks back if need be, has it done, and shows what was said. */
async function decide(action) {
  const { life, signedIn } = shown;
  const { label, asks, does } = WORDS[action];
  const words = `${life.drop} is ${stateOf(life.status)}. ${does}`;
  const by = asks ? await confirmed({ asks, words, yes: label, signedIn }) : knownName();
  if (by === undefined) return;
  const answer = document.getElementById("answer");
  answer.className = "";
  fill(answer, `${label}: asked for …`);
  try {
    fill(answer, await act(life.status.submission, action, by));
  } catch (refusal) {
    answer.className = "refused";
    fill(answer, refusal.status === undefined ? "The service does not answer. Nothing is known to have changed." : refusal.message);
  }
}
