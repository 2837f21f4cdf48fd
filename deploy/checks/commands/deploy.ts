import { readFileSync, writeFileSync } from "node:fs";
import { deploy } from "../template/deployment.js";
import type { Json } from "../template/evaluation.js";

// deploy TEMPLATE.json OUT.json [NAME=VALUE ...]: writes what the template makes of the given parameters.
const [template, out, ...given] = process.argv.slice(2);
if (template === undefined || out === undefined) {
  throw new Error("deploy TEMPLATE.json OUT.json [NAME=VALUE ...]");
}
const parameters: { [key: string]: Json } = {};
for (const word of given) {
  const [name = "", ...value] = word.split("=");
  const text = value.join("=");
  parameters[name] = /^(true|false|\d+)$/.test(text) ? (JSON.parse(text) as Json) : text;
}
writeFileSync(out, JSON.stringify(deploy(JSON.parse(readFileSync(template, "utf8")), parameters), null, 2));
