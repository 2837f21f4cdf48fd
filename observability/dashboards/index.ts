import type { Dashboard } from "@grafana/schema";
import { bus } from "./bus.js";
import { overview } from "./overview.js";
import { pools } from "./pools.js";
import { queue } from "./queue.js";
import { reliability } from "./reliability.js";
import { services } from "./services.js";
import { workload } from "./workload.js";

export const dashboards: readonly Dashboard[] = [overview, workload, queue, pools, bus, reliability, services];
