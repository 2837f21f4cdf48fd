import { readFileSync } from "node:fs";
import type { Deployment } from "../template/deployment.js";
import { RequestMappers } from "../template/mappers.js";

// types DEPLOYED.json: says what of Event Grid and Batch their clients do not know.
const TYPES: Record<string, { packageName: string; className: string }> = {
  "Microsoft.EventGrid/systemTopics": { packageName: "@azure/arm-eventgrid", className: "SystemTopic" },
  "Microsoft.EventGrid/systemTopics/eventSubscriptions": {
    packageName: "@azure/arm-eventgrid",
    className: "EventSubscription",
  },
  "Microsoft.Batch/batchAccounts": { packageName: "@azure/arm-batch", className: "BatchAccountCreateParameters" },
};

const [file] = process.argv.slice(2);
if (file === undefined) {
  throw new Error("types DEPLOYED.json");
}
let checked = 0;
for (const resource of (JSON.parse(readFileSync(file, "utf8")) as Deployment).resources) {
  const type = TYPES[resource.type];
  if (type !== undefined) {
    const mappers = await RequestMappers.of(type.packageName);
    for (const fault of mappers.faults(type.className, resource.body)) {
      console.log(`${resource.name}: ${fault}`);
      process.exitCode = 1;
    }
    checked++;
  }
}
console.log(`${checked} resources checked`);
