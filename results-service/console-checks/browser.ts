// Debian's Chromium, looking at the console of a running service.

import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const PATIENCE = 20_000;

/** Two windows that people have. */
export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

export interface Drops {
  /** The id of the drop of that name. */
  id(name: string): string;
  /** The address of the page of that drop. */
  page(name: string, search?: string): string;
  readonly list: string;
}

/** Runs what looks at pages; every error of a page's script, and all that its policy refuses, is a finding. */
export async function looking(look: (browser: Browser, drops: Drops) => Promise<void>): Promise<void> {
  const address = process.argv[2];
  if (!address) throw new Error("the address of the service is expected");
  // Debian's Chromium does not start as root within its own sandbox; it sees nothing but the service on this machine.
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    await look(browser, await dropsAt(new URL("/", address)));
  } finally {
    await browser.close();
  }
}

async function dropsAt(root: URL): Promise<Drops> {
  const answer = await fetch(new URL("submissions?limit=200", root));
  const drops = (await answer.json()) as { trigger: { path: string }; status: { submission: string } }[];
  const id = (name: string): string => {
    const found = drops.find((drop) => drop.trigger.path.startsWith(`demo/${name}/`));
    if (!found) throw new Error(`there is no drop ${name}`);
    return found.status.submission;
  };
  return { id, page: (name, search = "") => new URL(`drops/${id(name)}${search}`, root).href, list: root.href };
}

/** A window whose pages fail what looks at them when a script of theirs does. */
export async function windowOf(browser: Browser, options: BrowserContextOptions, problems: string[]): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  context.on("weberror", (error) => problems.push(`${error.page()?.url()}: ${error.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error" && !isAnswer(message.text())) problems.push(message.text());
  });
  return context;
}

/** What the service refuses is shown to people in words, and checked there. */
function isAnswer(text: string): boolean {
  return text.startsWith("Failed to load resource");
}

/** Opens a page and waits until it shows what the service says. */
export async function opened(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator("#mark.fresh").waitFor();
  return page;
}

export function expect(condition: boolean, words: string): void {
  if (!condition) throw new Error(words);
}

export function same<T>(actual: T, expected: T, what: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  expect(is === should, `${what}: ${is} instead of ${should}`);
}
