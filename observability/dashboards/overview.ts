import { dashboard } from "../builders/dashboard.js";
import { more } from "../builders/links.js";
import { alarm, alertList, bars, stat, thresholds, timeSeries } from "../builders/panel.js";
import { count, grown, here, max, mine, orZero, perMinute, recently, sum, top } from "../builders/promql.js";
import { JOB_TO_RESULT, levelPanel, levelStat, TASK_TO_EVENT, TRIGGER_TO_JOB } from "./levels.js";
import { TASK_OUTCOMES } from "./names.js";
import { activeJobs, dropsByOutcome, failuresByCode, failuresByWorkload, foundBySweeps, jobsByState, nodesByUse } from "./repeated.js";

export const overview = dashboard({
  uid: "dropbatch-overview",
  title: "Dropbatch / Overview",
  description: "Is it healthy, is it fast, what is it doing, what does it cost?",
  sections: [
    {
      title: "Is it healthy?",
      height: 4,
      panels: [
        stat({
          title: "Drops with a full result",
          width: 4,
          unit: "percentunit",
          explanation: {
            shows: "The share of the drops that ended within the time range whose result is complete (output.ready).",
            normal: "Near 100 %; users' own errors lower it too.",
            act: "Look at the failures by code below: user-exit and timeout are the users', most others the operator's.",
          },
          expr: `${grown("", mine("dropbatch_outcomes_total", 'outcome="ready"'))} / ${grown("", mine("dropbatch_outcomes_total"))}`,
          limits: thresholds(0.95, 0.8),
          decimals: 1,
          none: "no drops",
          links: [more("By workload", "dropbatch-workload")],
        }),
        stat({
          title: "Open drops",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Drops that were accepted and have no outcome yet.",
            normal: "Follows the load and comes back down after it.",
            act: "If it only grows, Queue and quota tells who waits and why.",
          },
          expr: sum("", here("dropbatch_drops_open")),
          course: true,
          links: [more("Who waits", "dropbatch-queue")],
        }),
        stat({
          title: "Oldest open drop",
          width: 4,
          unit: "s",
          explanation: {
            shows: "How long ago the oldest drop without an outcome was accepted.",
            normal: "No longer than the longest workload takes.",
            act: "Find the drop in the console. After 24 hours without an event it is failed by itself.",
          },
          expr: max("", here("dropbatch_drops_oldest_open_seconds")),
          limits: thresholds(6 * 3600, 20 * 3600),
          course: true,
        }),
        stat({
          title: "Dead letters",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Messages that no service could handle, in all queues and subscriptions.",
            normal: "0.",
            act: "Bus and storage names the entity. Read the message's reason, mend the cause, then send it again.",
          },
          expr: sum("", here("dropbatch_bus_messages", 'state="dead-letter"')),
          limits: alarm(1),
          course: true,
          links: [more("Which entity", "dropbatch-bus")],
        }),
        stat({
          title: "Services that report",
          width: 4,
          unit: "short",
          explanation: {
            shows: "How many of the four services Prometheus reads.",
            normal: "4.",
            act: "Services names those that are there. The missing process has ended, or Prometheus cannot reach its port.",
          },
          expr: orZero(count("", count("application", here("dropbatch_build_info")))),
          limits: thresholds(4, 3),
          course: true,
          links: [more("Services", "dropbatch-services")],
        }),
        foundBySweeps({
          shows: "What periodic sweeps found within the time range because its event had not come.",
          normal: "0, or a few after a restart.",
          act: "Nothing is lost, but it came late: events of storage or of the bus do not arrive. Reliability names the sweep.",
        }, [more("Which sweep", "dropbatch-reliability")]),
      ],
    },
    {
      title: "Is it fast?",
      height: 8,
      panels: [levelPanel(TRIGGER_TO_JOB, 8), levelPanel(TASK_TO_EVENT, 8), levelPanel(JOB_TO_RESULT, 8)],
    },
    {
      title: "Against the objectives, and what is wrong now",
      height: 4,
      panels: [
        levelStat(TRIGGER_TO_JOB, 6),
        levelStat(TASK_TO_EVENT, 6),
        levelStat(JOB_TO_RESULT, 6),
        alertList({
          title: "Alerts",
          width: 6,
          explanation: {
            shows: "Alerts of Dropbatch that fire or are about to.",
            normal: "Empty.",
            act: "Each alert links to its run book and to the dashboard that shows its cause.",
          },
        }),
      ],
    },
    {
      title: "What is it doing?",
      height: 8,
      panels: [
        timeSeries({
          title: "Drops accepted and rejected",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Drops that submission-service judged, counted over the last few scrapes.",
            normal: "Follows the users; rejections are rare.",
            act: "Rejections come with a code, see below. If blobs arrive and nothing is judged, look at event lag in Bus and storage.",
          },
          queries: [{ expr: recently("outcome", mine("dropbatch_drops_total")), legend: "{{outcome}}" }],
          values: ["accepted", "rejected"],
        }),
        dropsByOutcome({
          shows: "Drops that got their one outcome, counted over the last few scrapes.",
          normal: "Mostly ready, and as many as were accepted some time before.",
          act: "Failed and partial ones: see the codes below.",
        }),
        timeSeries({
          title: "Tasks that ended",
          width: 8,
          unit: "cpm",
          look: "stack",
          explanation: {
            shows: "Tasks per minute that ended on Batch, as monitor-service announced them.",
            normal: "Steady while jobs run; few failures.",
            act: "The Workload dashboard shows whose tasks fail and how.",
          },
          queries: [{ expr: perMinute("outcome", mine("dropbatch_tasks_completed_total")), legend: "{{outcome}}" }],
          values: TASK_OUTCOMES,
        }),
        jobsByState({
          shows: "Jobs that run on Batch, whose tasks are being added, and that wait for admission.",
          normal: "Queued jobs become running ones within the objective.",
          act: "If many stay queued, Queue and quota tells the reason.",
        }, [more("Queue and quota", "dropbatch-queue")]),
        timeSeries({
          title: "Waiting, by reason",
          width: 8,
          unit: "short",
          look: "stack",
          explanation: {
            shows: "Drops that wait for inputs or for their window, and jobs that wait for admission.",
            normal: "Drops wait as long as users take; jobs wait seconds.",
            act: "inputs: a manifest lists what never came. quota and the like: see Queue and quota.",
          },
          queries: [
            { expr: sum("reason", here("dropbatch_drops_waiting")), legend: "drops: {{reason}}" },
            { expr: sum("reason", here("dropbatch_jobs_waiting")), legend: "jobs: {{reason}}" },
          ],
        }),
        activeJobs({
          shows: "Jobs on Batch, and how many the account's quota allows.",
          normal: "Below 80 % of the limit.",
          act: "At the limit new drops wait. Ask Azure for more active jobs, or join small drops into fewer jobs.",
        }, 8),
      ],
    },
    {
      title: "What fails?",
      height: 9,
      panels: [
        failuresByCode({
          shows: "Drops that were rejected, failed or lost a part, counted over the last few scrapes, by the code of their failure. Click a series for these drops in the console.",
          normal: "Now and then user-exit, timeout, invalid-workload: the users'.",
          act: "platform, upload, node-lost, preparation, pool-unhealthy, capacity, quota and throttled are the operator's: look at Pools and at Services.",
        }, 12),
        failuresByWorkload("Most frequent failures", 12, 10, {
          shows: "Which workloads failed within the time range, and with which code: drops, and single tasks. Click a row for these drops in the console.",
          normal: "Short, and only users' errors.",
          act: "Begin with the first row: open its drops in the console and read a task's log.",
        }),
      ],
    },
    {
      title: "What does it cost?",
      height: 7,
      panels: [
        stat({
          title: "Node hours used",
          width: 4,
          unit: "h",
          explanation: {
            shows: "Hours that nodes ran tasks within the time range, over all pools.",
            normal: "Follows the number of tasks.",
            act: "Pools shows which pool; Workload shows whose jobs.",
          },
          expr: `${grown("", here("dropbatch_pool_node_seconds_total", 'use="running"'))} / 3600`,
          decimals: 2,
          links: [more("Pools", "dropbatch-pools")],
        }),
        stat({
          title: "Node hours not used",
          width: 4,
          unit: "percentunit",
          explanation: {
            shows: "The share of node hours within the time range in which nodes were idle, started or were unusable.",
            normal: "Below a third; short jobs on nodes that start for them have more.",
            act: "Let pools shrink earlier, give nodes more slots, or let drops share a pool.",
          },
          expr:
            `${grown("", here("dropbatch_pool_node_seconds_total", 'use!="running"'))}` +
            ` / ${grown("", here("dropbatch_pool_node_seconds_total"))}`,
          limits: thresholds(0.5, 0.8),
          decimals: 0,
          none: "no nodes",
          links: [more("Pools", "dropbatch-pools")],
        }),
        nodesByUse((...matchers) => here("dropbatch_pool_nodes", ...matchers), {
          shows: "How many nodes run tasks, are idle, or are neither (starting, leaving, unusable).",
          normal: "Running nodes make the most of it while jobs are open, and there are none afterwards.",
          act: "Idle nodes that stay cost money: Pools names the pool.",
        }),
        bars({
          title: "Cost by workload",
          width: 8,
          unit: "short",
          explanation: {
            shows: "What the jobs that are metered cost within the time range, in the currency of the price table.",
            normal: "Stable from day to day for the same drops.",
            act: "If one grows, compare its durations and retries in Workload. Empty if no node price is set.",
          },
          expr: top(8, grown("workload", mine("dropbatch_job_cost_total"))),
          legend: "{{workload}}",
          decimals: 2,
          links: [more("Workload", "dropbatch-workload")],
        }),
      ],
    },
  ],
});
