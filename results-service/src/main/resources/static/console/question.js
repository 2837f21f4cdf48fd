// Asks back before something that cannot be taken back, and for the name of who does it where nobody signs in.

import { h } from "./dom.js";

const NAME = "dropbatch.name";

/** The name that was given last. */
export function knownName() {
  return localStorage.getItem(NAME) || "";
}

/** Who wants it, or undefined if nobody does after all. */
export function confirmed({ asks, words, yes, signedIn }) {
  const name = h("input", { id: "by", name: "by", autocomplete: "name", maxlength: 100, value: knownName() });
  const dialog = h("dialog", { "aria-labelledby": "dialog-title" },
    h("form", { method: "dialog" },
      h("h2", { id: "dialog-title" }, asks),
      h("p", {}, words),
      signedIn ? undefined : h("p", {}, h("label", { for: "by" }, "Your name, for those who wonder who it was "), name),
      h("p", { class: "links" },
        h("button", { value: "yes", class: "action" }, yes),
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
