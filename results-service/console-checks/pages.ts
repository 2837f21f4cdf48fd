// Every page, on a desktop and a phone, light and dark: axe finds nothing, and nothing is wider than the window.

import axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import { DESKTOP, type Drops, expect, looking, opened, PHONE, windowOf } from "./browser.js";

const problems: string[] = [];

/** The pages, each as soon as it shows what matters. */
function pagesOf(drops: Drops): [address: string, shows: string][] {
  return [
    [drops.list, ".drop"],
    [`${drops.list}?text=nothing-is-called-so`, ".empty"],
    [`${drops.list}?state=odd`, ".refused"],
    [drops.page("queued"), "#tasks table"],
    [drops.page("running"), "#actions .cancel"],
    [drops.page("failed", "?state=failed&task=0-000003"), ".log a[download]"],
    [drops.page("ready", "?output=1-000001%2Ftable.csv"), ".preview table"],
    [drops.page("ready", "?output=1-000001%2Fpicture.svg"), ".preview img"],
    [`${drops.list}dead-letters.html?entity=storage-events`, ".letter pre"],
    [`${drops.list}dead-letters.html?entity=nowhere`, "#letters .refused"],
    [`${drops.list}drops/demo-aaaaaaaaaaaaaaaaaaaa`, "h1:has-text('no such drop')"],
  ];
}

/** In both kinds of windows and of light; a page that is open already changes with them. */
async function examine(page: Page, name: string): Promise<void> {
  await page.evaluate(axe.source);
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await run(page, `${name}, ${viewport.width} pixels, ${colorScheme}`);
    }
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (sideways > 0) problems.push(`${name}, ${viewport.width} pixels: ${sideways} wider than the window`);
  }
}

async function run(page: Page, where: string): Promise<void> {
  const results = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ["violations"] } as axe.RunOptions));
  for (const found of results.violations) {
    const nodes = found.nodes.map((node) => node.target.join(" ")).join(", ");
    problems.push(`${where}: ${found.id}: ${found.help} (${nodes})`);
  }
}

async function look(context: BrowserContext, drops: Drops): Promise<void> {
  for (const [address, shows] of pagesOf(drops)) {
    const page = await opened(context, address);
    await page.locator(shows).first().waitFor();
    await examine(page, address);
    await page.close();
  }
}

async function dialog(context: BrowserContext, drops: Drops): Promise<void> {
  const page = await opened(context, drops.page("running"));
  await page.locator("#actions .cancel").click();
  await examine(page, "the question before an action");
  await page.close();
}

await looking(async (browser, drops) => {
  // The page's own policy would keep axe out.
  const context = await windowOf(browser, { bypassCSP: true }, problems);
  await look(context, drops);
  await dialog(context, drops);
  await context.close();
});
expect(problems.length === 0, problems.join("\n"));
