import { readFileSync, writeFileSync } from "node:fs";
import { translate } from "../bicep/translation.js";

// translate FILE.bicep FILE.json [--write]: writes the template that the Bicep file stands for, or says that it differs.
const [bicep, template, mode] = process.argv.slice(2);
if (bicep === undefined || template === undefined) {
  throw new Error("translate FILE.bicep FILE.json [--write]");
}
const text = `${JSON.stringify(await translate(bicep), null, 2)}\n`;
if (mode === "--write") {
  writeFileSync(template, text);
} else if (readFileSync(template, "utf8") !== text) {
  console.log(`${template} is not what ${bicep} stands for: run deploy/checks/translate`);
  process.exitCode = 1;
}
