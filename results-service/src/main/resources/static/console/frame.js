// What all pages have: the mark that says how fresh the page is, and the way out.

import { address, ask, session, signOut } from "./api.js";
import { fill, h } from "./dom.js";

const mark = document.getElementById("mark");
const me = document.getElementById("me");
let since;

/** Shows whether the page follows what happens; words say why it does not. */
export function markAs(words) {
  if (!words) {
    since = undefined;
    mark.className = "mark fresh";
    fill(mark, "Live");
    return;
  }
  since = since || new Date();
  mark.className = "mark stale";
  fill(mark, `${words} (since ${since.toLocaleTimeString()})`);
}

/** Says when a page was read that does not follow by itself. */
export function markRead() {
  since = undefined;
  mark.className = "mark fresh";
  fill(mark, `As of ${new Date().toLocaleTimeString()}`);
}

/** Who looks at the page, as far as matters here. */
export async function whoIsThere() {
  const known = await session().catch(() => ({ signedIn: false, mayChange: true, deadLetters: false }));
  if (known.signedIn) fill(me, h("button", { type: "button", id: "sign-out" }, "Sign out"));
  if (known.deadLetters) findLetters();
  return known;
}

/** The page of dead letters says itself what keeps them from being read. */
async function findLetters() {
  const found = await ask(address("dead-letters")).then((answer) => answer.json()).catch(() => ({ entities: [] }));
  countLetters(found.entities);
}

/** Says beside the link how many dead letters there are. */
export function countLetters(entities) {
  const total = entities.reduce((sum, each) => sum + each.count, 0);
  fill(document.getElementById("dead-letters"), "Dead letters", total > 0 ? h("span", { class: "number-of" }, ` (${total.toLocaleString("en")})`) : undefined);
}

document.addEventListener("click", async (event) => {
  if (!event.target.closest("#sign-out")) return;
  try {
    await signOut();
    document.querySelector("main").replaceChildren(
      h("h1", {}, "Signed out"),
      h("p", {}, "You are signed out of Dropbatch. ", h("a", { href: location.href }, "Sign in again")),
    );
    mark.hidden = true;
    me.hidden = true;
  } catch (refusal) {
    markAs(`You are still signed in: ${refusal.message}`);
  }
});
