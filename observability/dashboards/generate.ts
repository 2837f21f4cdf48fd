/** Writes the dashboards as Grafana imports them, one file for each uid: node generate.js FOLDER */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dashboards } from "./index.js";

const folder = process.argv[2];
if (folder === undefined) {
  throw new Error("usage: generate.js FOLDER");
}
mkdirSync(folder, { recursive: true });
for (const dashboard of dashboards) {
  writeFileSync(join(folder, `${dashboard.uid}.json`), JSON.stringify(dashboard, null, 2) + "\n");
}
