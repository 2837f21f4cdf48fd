/** Holds the dashboards of a folder against the rules: node lint.js FOLDER EXCEPTIONS; a line for each complaint. */
import type { Dashboard } from "@grafana/schema";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "./rules.js";

/** What a rule may have against a place, and why it stays as it is. */
export interface Exception {
  rule: string;
  dashboard: string;
  place: string;
  reason: string;
}

const complaints = (dashboard: Dashboard, exceptions: readonly Exception[], used: Set<Exception>): string[] =>
  rules.flatMap((rule) =>
    rule.check(dashboard).flatMap(({ place, message }) => {
      const exception = exceptions.find(
        (candidate) =>
          candidate.rule === rule.name &&
          candidate.place === place &&
          (candidate.dashboard === dashboard.uid || candidate.dashboard === "*"),
      );
      if (exception !== undefined) {
        used.add(exception);
        return [];
      }
      return [`${dashboard.uid}: ${place}: ${message} (${rule.name}: ${rule.because})`];
    }),
  );

/** All complaints, those about the exceptions themselves included. */
export const lint = (dashboards: readonly Dashboard[], exceptions: readonly Exception[]): string[] => {
  const used = new Set<Exception>();
  const found = dashboards.flatMap((dashboard) => complaints(dashboard, exceptions, used));
  const idle = exceptions
    .filter((exception) => !used.has(exception))
    .map((exception) => `the exception from ${exception.rule} for ${exception.place} is not needed`);
  const unexplained = exceptions
    .filter((exception) => exception.reason.length < 20)
    .map((exception) => `the exception from ${exception.rule} for ${exception.place} has no reason`);
  return [...found, ...idle, ...unexplained];
};

export const readDashboards = (folder: string): Dashboard[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Dashboard);

const [folder, exceptionsFile] = process.argv.slice(2);
if (process.argv[1]?.endsWith("lint.js") === true) {
  if (folder === undefined || exceptionsFile === undefined) {
    throw new Error("usage: lint.js FOLDER EXCEPTIONS");
  }
  const exceptions = JSON.parse(readFileSync(exceptionsFile, "utf8")) as Exception[];
  const found = lint(readDashboards(folder), exceptions);
  found.forEach((line) => console.log(line));
  process.exitCode = found.length === 0 ? 0 : 1;
}
