// A benchmark: how soon pages of a drop with very many tasks answer and can be used. Prints medians, in milliseconds.

import type { BrowserContext } from "playwright-core";
import { DESKTOP, looking, windowOf } from "./browser.js";

const TIMES = 7;

interface Pace {
  first: number;
  usable: number;
}

/** When the first byte has come, and when what matters is there to be clicked. */
async function visit(context: BrowserContext, address: string, shows: string): Promise<Pace> {
  const page = await context.newPage();
  await page.goto(address);
  const usable = await page.waitForFunction((what) => document.querySelector(what) !== null && performance.now(), shows);
  const first = await page.evaluate(() => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).responseStart);
  const pace = { first, usable: Number(await usable.jsonValue()) };
  await page.close();
  return pace;
}

function median(values: number[]): number {
  return Math.round([...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!);
}

await looking(async (browser, drops) => {
  const pages: [name: string, address: string, shows: string][] = [
    ["the page of the drop", drops.page("vast"), "#tasks tbody a"],
    ["only failed tasks", drops.page("vast", "?state=failed"), "#tasks tbody a"],
    ["the last page of failed tasks", drops.page("vast", "?state=failed&after=0-099800"), "#tasks tbody a"],
    ["tasks by a part of a name", drops.page("vast", "?text=in-9999"), "#tasks tbody a"],
    ["the list of drops", drops.list, ".drop a"],
  ];
  const problems: string[] = [];
  for (const [name, address, shows] of pages) {
    const context = await windowOf(browser, { viewport: DESKTOP }, problems);
    const began = Date.now();
    const cold = await visit(context, address, shows);
    const all: Pace[] = [];
    while (all.length < TIMES) all.push(await visit(context, address, shows));
    console.log(`${name}: first byte ${median(all.map((pace) => pace.first))} ms, usable ${median(all.map((pace) => pace.usable))} ms`
      + ` (the first time ${Math.round(cold.first)} and ${Math.round(cold.usable)} ms; all in ${Date.now() - began} ms)`);
    await context.close();
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
});
