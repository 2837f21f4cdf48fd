// What can be done with a drop now: offered only if the service says that it is possible, asked back, answered in words.

import { act, submission } from "./api.js";
import { fill, h } from "./dom.js";
import { hasEnded, hasResult, stateOf } from "./words.js";

const NAME = "dropbatch.name";

const WORDS = {
  cancel: { label: "Cancel", asks: "Cancel this drop?", does: "Its tasks are ended, and it gets no result. What has run so far is paid for." },
  retry: { label: "Retry", asks: "Retry this drop?", does: "What failed runs again as the next attempt. What succeeded is taken over as it is." },
  pause: { label: "Pause", asks: "Pause this drop?", does: "Tasks that run go on to their end; no others begin until it is resumed." },
  resume: { label: "Resume", asks: "Resume this drop?", does: "Its tasks begin again, where there is room." },
};

let shown;

/** Fills in the buttons and the downloads. */
export function showActions(life, { signedIn, mayChange }) {
  shown = { life, signedIn };
  const { status } = life;
  const id = status.submission;
  const possible = mayChange ? life.actions.filter((action) => WORDS[action]) : [];
  fill(document.getElementById("actions"),
    possible.map((action) => h("button", { type: "button", class: `action ${action}`, "data-action": action, "data-key": action }, WORDS[action].label)),
    hasResult(status) ? download(submission(id, "outputs.zip"), "Download all (zip)", `${id}.zip`) : undefined,
    hasEnded(status) && status.manifest ? download(submission(id, "manifest"), "Manifest", "manifest.json") : undefined);
}

function download(href, words, file) {
  return h("a", { class: "button", href, download: file }, words);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-action]");
  if (button) await decide(button.dataset.action);
});

/** Asks back, has it done, and shows what was said. */
async function decide(action) {
  const { life, signedIn } = shown;
  const by = await confirmed(WORDS[action], life, signedIn);
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
