// What can be done with a drop now: offered only if the service says that it is possible, and answered in words. Only what
// cannot be taken back is asked back: a retry can be cancelled, and a pause ended.

import { act, submission } from "./api.js";
import { fill, h } from "./dom.js";
import { hasEnded, hasResult, stateOf } from "./words.js";

const NAME = "dropbatch.name";

const WORDS = {
  cancel: { label: "Cancel", asks: "Cancel this drop?", does: "Its tasks are ended, and it gets no result. What has run so far is paid for." },
  retry: { label: "Retry", does: "What failed runs again as the next attempt. What succeeded is taken over as it is." },
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
  const by = WORDS[action].asks ? await confirmed(WORDS[action], life, signedIn) : localStorage.getItem(NAME) || "";
  if (by === undefined) return;
  const answer = document.getElementById("answer");
  answer.className = "";
  fill(answer, `${WORDS[action].label}: asked for …`);
  try {
    fill(answer, await act(life.status.submission, action, by));
  } catch (refusal) {
    answer.className = "refused";
    fill(answer, refusal.status === undefined ? "The service does not answer. Nothing is known to have changed." : refusal.message);
  }
}

/** Who asks, or undefined if nobody does after all. */
function confirmed({ label, asks, does }, life, signedIn) {
  const name = h("input", { id: "by", name: "by", autocomplete: "name", maxlength: 100, value: localStorage.getItem(NAME) || "" });
  const dialog = h("dialog", { "aria-labelledby": "dialog-title" },
    h("form", { method: "dialog" },
      h("h2", { id: "dialog-title" }, asks),
      h("p", {}, `${life.drop} is ${stateOf(life.status)}. ${does}`),
      signedIn ? undefined : h("p", {}, h("label", { for: "by" }, "Your name, for those who wonder who it was "), name),
      h("p", { class: "links" },
        h("button", { value: "yes", class: "action" }, label),
        h("button", { value: "no" }, "Leave it as it is"))));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue !== "yes") {
        resolve(undefined);
        return;
      }
      if (!signedIn) localStorage.setItem(NAME, name.value);
      resolve(name.value);
    });
  });
}
