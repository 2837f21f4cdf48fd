// The routes of results-service, relative to where the console lies, and how to ask them.

const ROOT = new URL("../", import.meta.url);
const TOKEN = /(?:^|; )XSRF-TOKEN=([^;]*)/;

/** What the service answered instead of what was asked for. */
export class Refusal extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/** An address of the service; each part is taken literally. */
export function address(...parts) {
  return new URL(parts.map(encodeURIComponent).join("/"), ROOT);
}

export function submission(id, ...parts) {
  return address("submissions", id, ...parts);
}

export function outputAddress(id, output) {
  return submission(id, "outputs", output.task, ...output.path.split("/"));
}

/** The page of a drop. */
export function dropPage(id, search = "") {
  const page = address("drops", id);
  page.search = search;
  return page.href;
}

/** An address with the parameters that have a value. */
export function withParameters(url, parameters) {
  const full = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== "") full.searchParams.set(name, value);
  }
  return full;
}

/** Asks and hands back the answer, or throws what was said instead. */
export async function ask(url, options = {}) {
  const answer = await fetch(url, options);
  // The session is over: the page, loaded anew, leads to where people sign in.
  if (answer.status === 401) location.reload();
  if (!answer.ok) throw new Refusal(answer.status, await wordsOf(answer));
  return answer;
}

/** A page of a list, and the address of the next one. */
export async function page(url, signal) {
  const answer = await ask(url, { signal });
  const next = /<([^>]*)>; *rel="next"/.exec(answer.headers.get("Link") || "");
  return { items: await answer.json(), next: next ? new URL(next[1].replace(/^\//, ""), ROOT) : undefined };
}

/** Has something done with a drop; a sentence comes back. */
export async function act(id, action, by) {
  return sent(submission(id, "actions", action), { by });
}

/** Has something done with dead letters; a sentence comes back. */
export async function settle(entity, numbers, action, by) {
  return sent(address("dead-letters", "actions", action), { entity, numbers, by });
}

async function sent(url, wish) {
  const answer = await ask(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...proof() },
    body: JSON.stringify(wish),
  });
  return (await answer.text()).trim();
}

export async function session() {
  return (await ask(address("session"))).json();
}

export async function signOut() {
  await ask(address("logout"), { method: "POST", headers: proof() });
}

/** What a page of another site cannot send; there is none where nobody signs in. */
function proof() {
  const token = TOKEN.exec(document.cookie);
  return token ? { "X-XSRF-TOKEN": decodeURIComponent(token[1]) } : {};
}

async function wordsOf(answer) {
  const type = answer.headers.get("Content-Type") || "";
  const words = type.startsWith("text/plain") ? (await answer.text()).trim() : "";
  return words || `The service answered ${answer.status}.`;
}
