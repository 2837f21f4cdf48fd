// What can be done with a drop now: offered only if the service says that it is possible, and answered in words. Only what
// cannot be taken back is asked back: a drop that is retried can be cancelled, and a pause ended.

import { act, submission } from "./api.js";
import { fill, h } from "./dom.js";
import { confirmed, knownName } from "./question.js";
import { hasEnded, hasResult, stateOf } from "./words.js";

const WORDS = {
  cancel: {
    label: "Cancel",
    DROP: { asks: "Cancel this drop?", does: "Its tasks are ended, and it gets no result. What has run so far is paid for." },
    FILE: { asks: "Cancel this file?", does: "It is not processed any further, and gets no result. The other files of its job go on." },
    SHARED_JOB: {
      asks: "Cancel all files of this job?",
      does: "Those without a result get none; those that are ready keep theirs. What has run so far is paid for.",
    },
  },
  retry: {
    label: "Retry",
    DROP: { does: "What failed runs again. What succeeded is taken over as it is." },
    FILE: { does: "It is processed again, with the next job of its workload." },
  },
  pause: { label: "Pause", DROP: { does: "Tasks that run go on to their end; no others begin until it is resumed." } },
  resume: { label: "Resume", DROP: { does: "Its tasks begin again, where there is room." } },
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
    possible.map((action) => button(action, life)),
    hasResult(status) && life.kind !== "SHARED_JOB" ? download(submission(id, "outputs.zip"), "Download all (zip)", `${id}.zip`) : undefined,
    hasEnded(status) && status.manifest ? download(submission(id, "manifest"), "Manifest", "manifest.json") : undefined);
}

/** What an action is called, what it does and, if need be, what is asked before; files by themselves have words of their own. */
function wordsOf(action, { kind }) {
  const words = WORDS[action];
  return { label: words.label, ...(words[kind] || words.DROP) };
}

function button(action, life) {
  const { label, does } = wordsOf(action, life);
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
  const { label, asks, does } = wordsOf(action, life);
  const name = life.kind === "SHARED_JOB" ? `The job of ${life.drop}` : life.drop;
  const words = `${name} is ${stateOf(life.status)}. ${does}`;
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
