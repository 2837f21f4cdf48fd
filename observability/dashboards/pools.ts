import { dashboard, labelVariable } from "../builders/dashboard.js";
import { alarm, bars, plain, stat, thresholds, timeline, timeSeries } from "../builders/panel.js";
import { grown, here, recently, sum } from "../builders/promql.js";
import { nodesByUse } from "./repeated.js";

const POOL = 'pool=~"$pool"';
const nodes = (...matchers: string[]): string => here("dropbatch_pool_nodes", POOL, ...matchers);
const seconds = (...matchers: string[]): string => here("dropbatch_pool_node_seconds_total", POOL, ...matchers);
const FAULTY = 'state=~"unusable|start-task-failed|unknown|offline"';

export const pools = dashboard({
  uid: "dropbatch-pools",
  title: "Dropbatch / Pools",
  description: "Use, saturation and errors of each pool; its nodes by Azure's own states; what idle nodes cost.",
  variables: [labelVariable("pool", "Pool", here("dropbatch_pool_nodes"), "pool", ".+")],
  sections: [
    {
      title: "Now",
      height: 5,
      panels: [
        stat({
          title: "Nodes",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Nodes of the chosen pools, in any state.",
            normal: "Follows the load; 0 without jobs where the pool may shrink to nothing.",
            act: "Nodes without jobs cost money: look at idle nodes below.",
          },
          expr: sum("", nodes()),
          course: true,
        }),
        stat({
          title: "Use",
          width: 4,
          unit: "percentunit",
          explanation: {
            shows: "The share of all nodes that run tasks.",
            normal: "High while jobs are open.",
            act: "Low with open jobs: nodes start, or fail to. See the states below.",
          },
          expr: `${sum("", nodes('state="running"'))} / (${sum("", nodes())} > 0)`,
          course: true,
          decimals: 0,
          none: "no nodes",
        }),
        stat({
          title: "Saturation",
          width: 4,
          unit: "percentunit",
          explanation: {
            shows: "Open tasks of all jobs for each slot of all nodes, whichever pools are chosen.",
            normal: "Around 100 % while jobs are open: every slot has its task and few wait.",
            act: "Far above for long: pools are at their largest size, or nodes do not come.",
          },
          expr: `${sum("", here("dropbatch_tasks_open"))} / (${sum("", here("dropbatch_pool_slots"))} > 0)`,
          course: true,
          limits: thresholds(10, 100),
          decimals: 0,
          none: "no slots",
        }),
        stat({
          title: "Faulty nodes",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Nodes that are unusable, offline, unknown, or whose start task failed.",
            normal: "0.",
            act: "Read the node's start task log in the Azure portal; the run book of unusable pools has the commands.",
          },
          expr: sum("", nodes(FAULTY)),
          course: true,
          limits: alarm(1),
          none: "0",
        }),
        stat({
          title: "Node hours used",
          width: 4,
          unit: "h",
          explanation: {
            shows: "Hours within the time range that nodes ran tasks.",
            normal: "Follows the number and length of tasks.",
            act: "Workload shows whose they were.",
          },
          expr: `${grown("", seconds('use="running"'))} / 3600`,
          decimals: 2,
        }),
        stat({
          title: "Node hours idle",
          width: 4,
          unit: "h",
          explanation: {
            shows: "Hours within the time range that nodes were ready and ran nothing.",
            normal: "Much less than the hours used.",
            act: "Let the pool shrink earlier (nodes.min, idle time), or let more workloads share it.",
          },
          expr: `${grown("", seconds('use="idle"'))} / 3600`,
          decimals: 2,
        }),
      ],
    },
    {
      title: "Nodes",
      height: 9,
      panels: [
        timeSeries({
          title: "Nodes by state",
          width: 12,
          unit: "short",
          look: "stack",
          explanation: {
            shows: "Nodes of the chosen pools by Azure's states.",
            normal: "creating, starting and waiting-for-start-task pass within minutes; then running; idle before they leave.",
            act: "unusable or start-task-failed: the node image or the start task. preempted: Azure took a spot node.",
          },
          queries: [{ expr: `${sum("state", nodes())} > 0`, legend: "{{state}}" }],
          values: ["running", "idle", "creating", "starting", "leaving-pool", "preempted", "unusable"],
        }),
        timeline({
          title: "States of each pool over time",
          width: 12,
          unit: "short",
          explanation: {
            shows: "For each pool the number of nodes in each state that it has had, over time.",
            normal: "Bars appear and end with the jobs.",
            act: "A bar in a state like starting or waiting-for-start-task that does not end is a node that is stuck.",
          },
          queries: [{ expr: `${sum("pool, state", nodes())} > 0`, legend: "{{pool}} {{state}}" }],
          limits: plain,
        }),
        timeSeries({
          title: "Nodes and their target",
          width: 8,
          unit: "short",
          explanation: {
            shows: "Nodes that the chosen pools have and that they were told to have.",
            normal: "The nodes follow the target within minutes.",
            act: "A gap that stays: see resize errors; often the core quota or the region's capacity.",
          },
          queries: [
            { expr: sum("kind", nodes()), legend: "{{kind}}" },
            { expr: sum("", here("dropbatch_pool_target_nodes", POOL)), legend: "target" },
          ],
          values: ["dedicated", "spot"],
        }),
        nodesByUse(nodes, {
          shows: "How many nodes run tasks, are idle, or are neither.",
          normal: "Mostly running.",
          act: "Much idle: shrink earlier. Much other: nodes start slowly or are faulty.",
        }),
        timeSeries({
          title: "Slots and open tasks",
          width: 8,
          unit: "short",
          explanation: {
            shows: "Slots of all nodes of the chosen pools, and open tasks of all watched jobs.",
            normal: "More open tasks than slots while a large job runs.",
            act: "Many slots and few tasks: nodes are larger than the work.",
          },
          queries: [
            { expr: sum("", here("dropbatch_pool_slots", POOL)), legend: "slots" },
            { expr: sum("", here("dropbatch_tasks_open")), legend: "open tasks" },
          ],
        }),
      ],
    },
    {
      title: "Errors",
      height: 8,
      panels: [
        timeSeries({
          title: "Faulty nodes by state",
          width: 8,
          unit: "short",
          look: "stack",
          explanation: {
            shows: "Nodes that are unusable, offline, unknown, or whose start task failed.",
            normal: "None.",
            act: "Such a node costs money and runs nothing. Reboot or remove it; mend the start task or the image.",
          },
          queries: [{ expr: sum("state", nodes(FAULTY)), legend: "{{state}}" }],
          values: ["unusable", "start-task-failed", "unknown", "offline"],
        }),
        timeSeries({
          title: "Errors of resizing",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Errors that Azure reported when a pool was to grow or shrink, counted over the last few scrapes, by code.",
            normal: "None.",
            act: "AccountCoreQuotaReached: ask for more cores. AllocationFailed: the region has none of this size; choose another.",
          },
          queries: [{ expr: recently("pool, code", here("dropbatch_pool_resize_errors_total", POOL)), legend: "{{pool}} {{code}}" }],
        }),
        timeSeries({
          title: "Preempted nodes",
          width: 8,
          unit: "short",
          look: "stack",
          explanation: {
            shows: "Spot nodes that Azure has taken and not yet given back, by pool.",
            normal: "A few, in bursts.",
            act: "If tasks do not get through between preemptions, give the workload dedicated nodes.",
          },
          queries: [{ expr: sum("pool", nodes('state="preempted"')), legend: "{{pool}}" }],
        }),
      ],
    },
    {
      title: "Cost",
      height: 8,
      panels: [
        bars({
          title: "Node hours by pool",
          width: 12,
          unit: "h",
          explanation: {
            shows: "Node hours of the time range, whatever the nodes did.",
            normal: "As expected of the workloads that use the pool.",
            act: "Compare with the idle hours on the right.",
          },
          expr: `${grown("pool", seconds())} / 3600`,
          legend: "{{pool}}",
          decimals: 3,
        }),
        bars({
          title: "Idle share by pool",
          width: 12,
          unit: "percentunit",
          explanation: {
            shows: "The share of a pool's node hours of the time range in which its nodes were idle.",
            normal: "Below a third.",
            act: "Let it shrink earlier, or give it less nodes.min.",
          },
          expr: `${grown("pool", seconds('use="idle"'))} / ${grown("pool", seconds())}`,
          legend: "{{pool}}",
          limits: thresholds(0.3, 0.6),
          max: 1,
          decimals: 0,
        }),
      ],
    },
  ],
});
