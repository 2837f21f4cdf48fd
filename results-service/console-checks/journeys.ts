// What people do with the console, one after the other, in a browser that keeps to the console's policy.

import type { Browser, BrowserContext, Page } from "playwright-core";
import { DESKTOP, type Drops, expect, looking, opened, same, windowOf } from "./browser.js";

const FAILED = ["in-3.txt", "in-6.txt", "in-9.txt", "in-12.txt", "in-15.txt", "in-18.txt", "in-21.txt", "in-24.txt", "in-27.txt",
  "in-30.txt", "in-33.txt", "in-36.txt"];

const STREAMS = /\/submissions\/live/;

type Journey = (context: BrowserContext, drops: Drops) => Promise<void>;

/** From the list to the log of one of twelve failures in two clicks, and to what can be done in one more. */
const toTheLog: Journey = async (context, drops) => {
  const page = await opened(context, drops.list);
  await page.getByRole("link", { name: "demo/failed" }).click();
  await page.getByRole("link", { name: "Log of in-3.txt" }).click();
  const log = page.getByRole("region", { name: "Log", exact: true });
  await log.getByText("no column 'strike' in in-3.txt").waitFor();
  const causes = page.locator("#causes");
  same(await causes.locator("h3").allTextContents(), ["12 tasks: user-exit, exit code 3"], "causes");
  expect((await log.textContent())!.length < 70_000, "only the end of a long log is fetched");
  await page.getByRole("button", { name: /Show what is before/ }).click();
  await log.getByText("task 3 reads row 1 of <script>").waitFor();
  await page.reload();
  await log.getByText("no column 'strike' in in-3.txt").waitFor();
};

/** The filter stands in the address, is right after a reload, and goes with the way back. */
const filter: Journey = async (context, drops) => {
  const page = await opened(context, drops.page("failed"));
  await page.getByRole("link", { name: "List these 12 tasks" }).click();
  await page.getByText("12 tasks, 0-000003 to 0-000036").waitFor();
  same(await names(page), FAILED, "the failed tasks");
  same(new URL(page.url()).search, "?cause=0", "address");
  await page.reload();
  await page.getByText("12 tasks, 0-000003 to 0-000036").waitFor();
  same(await names(page), FAILED, "the failed tasks after a reload");
  await page.getByLabel("Name or last words").fill("in-36");
  await page.getByLabel("Name or last words").press("Enter");
  await page.getByText("1 task, 0-000036 to 0-000036").waitFor();
  await page.goBack();
  await page.getByText("12 tasks, 0-000003 to 0-000036").waitFor();
  await page.getByRole("link", { name: "Show all" }).click();
  await page.getByText("40 tasks, 0-000001 to 0-000040").waitFor();
};

async function names(page: Page): Promise<string[]> {
  return page.locator("#tasks tbody th a").allTextContents();
}

/** Drops are found by text and state, page by page. */
const find: Journey = async (context, drops) => {
  const page = await opened(context, drops.list);
  same(await page.locator(".drop h2").allTextContents(), ["demo/failed", "demo/running", "demo/ready", "demo/queued", "demo/stoppable"], "all drops");
  await page.getByLabel("Search").fill("Demo/READY");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL("**/?text=Demo*");
  await page.locator("#mark.fresh").waitFor();
  same(await page.locator(".drop h2").allTextContents(), ["demo/ready"], "drops with that text");
  await page.getByLabel("State").selectOption("failed");
  await page.getByText("No drop is like that.").waitFor();
  await page.goto(`${drops.list}?limit=2`);
  await page.getByRole("link", { name: "Older" }).click();
  await page.getByRole("link", { name: "demo/queued" }).waitFor();
  same(await page.locator(".drop h2").allTextContents(), ["demo/ready", "demo/queued"], "the older drops");
};

/** A picture, a table and text are looked into; what is in them never runs. */
const outputs: Journey = async (context, drops) => {
  const page = await opened(context, drops.page("ready"));
  await page.getByRole("link", { name: "picture.svg", exact: true }).click();
  const picture = page.getByRole("img", { name: "picture.svg" });
  await picture.waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLImageElement>(".preview img")!.naturalWidth === 120);
  await page.getByRole("link", { name: "table.csv", exact: true }).click();
  await page.locator(".preview td").first().waitFor();
  same(await page.locator(".preview tr").allTextContents(), ["namevalue", "a;b1", "<b>x</b>2"], "the table");
  await page.getByRole("link", { name: "words.txt", exact: true }).click();
  await page.locator(".preview pre", { hasText: "hello" }).waitFor();
  await page.getByRole("link", { name: "in-2.txt" }).click();
  await page.getByRole("link", { name: "Its outputs" }).click();
  await page.getByText("Of task 0-000002").waitFor();
  same(await page.locator("#outputs li > a:first-child").allTextContents(), ["result.txt"], "outputs of one task");
  await page.getByRole("link", { name: "Show those of the result" }).click();
  await page.getByRole("link", { name: "picture.svg", exact: true }).waitFor();
  expect((await page.title()).startsWith("demo/ready: ready"), "no script of an output has run");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download all (zip)" }).click()]);
  same(download.suggestedFilename(), `${drops.id("ready")}.zip`, "the archive's name");
};

/** With the keyboard alone: to a drop, to a task's log, back to the list of tasks. */
const keyboard: Journey = async (context, drops) => {
  const page = await opened(context, drops.list);
  await press(page, "Tab", () => page.evaluate(() => document.activeElement?.textContent === "demo/failed"));
  await page.keyboard.press("Enter");
  await page.locator("#tasks tbody tr").first().waitFor();
  await press(page, "Tab", () => page.evaluate(() => document.activeElement?.textContent === "in-3.txt"));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "log-title");
  await page.getByText("no column 'strike' in in-3.txt").last().waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.textContent === "in-3.txt");
  same(await page.locator(".log").count(), 0, "logs that are open");
};

/** At most so often, until it is so. */
async function press(page: Page, key: string, until: () => Promise<boolean>, most = 80): Promise<void> {
  for (let times = 0; times < most; times++) {
    await page.keyboard.press(key);
    if (await until()) return;
  }
  throw new Error(`${key} does not lead there`);
}

/** What does not answer is said, and said no more once it does. */
const stale: Journey = async (context, drops) => {
  const page = await context.newPage();
  await page.route(STREAMS, (route) => route.abort());
  await page.goto(drops.list);
  await page.locator("#mark.stale", { hasText: "does not answer" }).waitFor();
  await page.unroute(STREAMS);
  await page.locator("#mark.fresh").waitFor();
  await page.getByRole("link", { name: "demo/failed" }).waitFor();
};

/** A drop is cancelled after a question, answered in words, and another window shows it by itself. */
const cancel: Journey = async (context, drops) => {
  const list = await opened(context, `${drops.list}?text=demo/stoppable`);
  const page = await opened(context, drops.page("stoppable"));
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Leave it as it is" }).click();
  same(await page.locator("#answer").textContent(), "", "the answer to nothing");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByLabel("Your name").fill("ann");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByText("The drop is being cancelled; it was running.").waitFor();
  await page.locator("#head .badge.cancelled").waitFor();
  await page.getByText("Cancelled by ann").first().waitFor();
  same(await page.locator("#actions button").allTextContents(), ["Retry"], "what can be done with a drop that was cancelled");
  await list.locator(".drop .badge.cancelled").waitFor();
};

/** Of a file by itself, and of a job that files share, the question says what becomes of the others. */
const files: Journey = async (context, drops) => {
  const id = drops.id("running");
  const life = await (await context.request.get(new URL(`submissions/${id}/life`, drops.list).href)).json();
  for (const [kind, asks, others] of [
    ["DROP", "Cancel this drop?", "demo/running is running. Its tasks are ended"],
    ["FILE", "Cancel this file?", "The other files of its job go on."],
    ["SHARED_JOB", "Cancel all files of this job?", "The job of demo/running is running. Those without a result get none"],
  ] as const) {
    const page = await context.newPage();
    const view = JSON.stringify({ order: [id], changed: [{ ...life, kind }] });
    await page.route(`**/submissions/${id}/live`, (route) =>
      route.fulfill({ contentType: "text/event-stream", body: `event: view\ndata: ${view}\n\n` }));
    await page.goto(drops.page("running"));
    await page.getByRole("button", { name: "Cancel" }).click();
    const question = page.getByRole("dialog", { name: asks });
    await question.getByText(others).waitFor();
    await question.getByRole("button", { name: "Leave it as it is" }).click();
    await page.close();
  }
};

/** From the list to the log of one of twelve failures in two clicks, and to the next attempt in one more. */
const retry: Journey = async (context, drops) => {
  const page = await opened(context, drops.list);
  await page.getByRole("link", { name: "demo/failed" }).click();
  await page.getByRole("link", { name: "Log of in-3.txt" }).click();
  await page.getByRole("region", { name: "Log", exact: true }).getByText("no column 'strike' in in-3.txt").waitFor();
  await page.getByRole("button", { name: "Retry" }).click();
  await page.getByText("Attempt 2 begins: what is verified is taken over, the rest runs.").waitFor();
  // All of them: here, outputs were written after the ends of their tasks, and none of those is taken over on trust.
  await page.getByText("Attempt 2 runs 40 tasks, asked for by somebody; what was verified before is taken over.").waitFor();
  await page.locator("#head .badge.accepted").waitFor();
  same(await page.locator("#actions button").allTextContents(), ["Cancel"], "what can be done with an attempt that begins");
};

/** Who may only look is offered nothing else, and can sign out; the service's part is tested where it is. */
const viewer: Journey = async (context, drops) => {
  const page = await context.newPage();
  await page.route("**/session", (route) => route.fulfill({ json: { signedIn: true, mayChange: false } }));
  await page.route("**/logout", (route) => route.fulfill({ status: 204 }));
  await context.addCookies([{ name: "XSRF-TOKEN", value: "a-token", url: drops.list }]);
  await page.goto(drops.page("running"));
  await page.locator("#tasks tbody a").first().waitFor();
  const [request] = await Promise.all([page.waitForRequest("**/logout"), page.getByRole("button", { name: "Sign out" }).click()]);
  same(request.headers()["x-xsrf-token"], "a-token", "the proof that no other site asks");
  await page.getByRole("heading", { name: "Signed out" }).waitFor();
  same(await page.locator("[data-action]").count(), 0, "actions of a viewer");
};

/** Messages that nobody handled are found from every page, read as text, sent again and, after a question, discarded. */
const letters: Journey = async (context, drops) => {
  const page = await opened(context, drops.list);
  await page.getByRole("link", { name: "Dead letters (26)" }).click();
  await page.getByRole("link", { name: "storage-events" }).click();
  await page.locator(".letter").first().waitFor();
  same(await page.locator(".letter h3").allTextContents(), ["1: <i>Unreadable</i>", "2: <i>Unreadable</i>", "3: <i>Unreadable</i>"], "the letters");
  await page.getByRole("region", { name: "Body of 1" }).getByText("<script>document.title='broken'</script>").waitFor();
  const late = await opened(context, page.url());
  await late.getByRole("button", { name: "Send again: 2" }).waitFor();
  // It is told of nothing new, so that letter 2 stays on it.
  await late.route(/\/dead-letters\?/, () => {});
  await page.getByRole("button", { name: "Send again: 1" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Sent again, of storage-events: 1.").waitFor();
  await page.getByRole("button", { name: "Discard: 2" }).click();
  await page.getByRole("button", { name: "Leave it as it is" }).click();
  await page.getByRole("button", { name: "Discard: 2" }).click();
  await page.getByLabel("Your name").fill("ann");
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await page.getByText("Discarded, of storage-events: 2.").waitFor();
  await page.locator("#notes").getByText("ann discarded 2 of storage-events").waitFor();
  await page.getByRole("link", { name: "Dead letters (24)" }).waitFor();
  await page.getByRole("button", { name: "Discard: 2" }).waitFor({ state: "detached" });
  same(await page.locator(".letter h3").allTextContents(), ["3: <i>Unreadable</i>"], "the letters that are left");
  same(await page.title(), "Dead letters - Dropbatch", "nothing that a letter says has run");
  await late.getByRole("button", { name: "Send again: 2" }).click();
  await late.locator("#answer.refused", { hasText: "2 was discarded by ann" }).waitFor();
};

/** Many are shown page by page, of a long body the beginning; who may only look has nothing to press. */
const manyLetters: Journey = async (context, drops) => {
  await context.route("**/session", (route) => route.fulfill({ json: { signedIn: true, mayChange: false, deadLetters: true } }));
  const page = await opened(context, `${drops.list}dead-letters.html?entity=scheduler-work`);
  await page.getByRole("link", { name: "Newer" }).click();
  await page.getByRole("link", { name: "Oldest" }).waitFor();
  same(await page.locator(".letter pre").allTextContents(), ["command 21", "command 22"], "the second page");
  await page.goBack();
  await page.getByRole("region", { name: "Body of 1", exact: true }).waitFor();
  same(await page.locator(".letter").count(), 20, "letters of the first page");
  await page.getByRole("link", { name: "task-signals" }).click();
  await page.getByText("The first 8,000 characters of 13,000.").waitFor();
  same(await page.locator("[data-settle]").count(), 0, "what a viewer can press");
};

/** Where dead letters are not shown, the page says how they are. */
const noLetters: Journey = async (context, drops) => {
  await context.route("**/dead-letters", (route) => route.fulfill({ status: 409, contentType: "text/plain", body: "Set it to true." }));
  const page = await opened(context, `${drops.list}dead-letters.html`);
  await page.locator("#entities .refused", { hasText: "Set it to true." }).waitFor();
};

const JOURNEYS: Record<string, Journey> = {
  toTheLog, filter, find, outputs, keyboard, stale, viewer, files, cancel, retry, letters, manyLetters, noLetters,
};

async function travel(browser: Browser, drops: Drops, name: string): Promise<string[]> {
  const problems: string[] = [];
  const context = await windowOf(browser, { viewport: DESKTOP }, problems);
  try {
    await JOURNEYS[name]!(context, drops);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    await context.close();
  }
  return problems.map((problem) => `${name}: ${problem}`);
}

await looking(async (browser, drops) => {
  const problems: string[] = [];
  for (const name of Object.keys(JOURNEYS)) {
    problems.push(...(await travel(browser, drops, name)));
  }
  expect(problems.length === 0, problems.join("\n"));
});
