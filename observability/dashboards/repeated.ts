import { dropsOfRow, dropsWithCode } from "../builders/links.js";
import { stat, table, thresholds, timeSeries, type Explanation, type UnplacedPanel } from "../builders/panel.js";
import { grown, here, max, mine, orZero, recently, sum, top } from "../builders/promql.js";
import { JOB_STATES, RESULT_OUTCOMES } from "./names.js";

type Links = Parameters<typeof stat>[0]["links"];

const failedTasks = mine("dropbatch_tasks_completed_total", 'outcome="failed"');
const failedDrops = mine("dropbatch_outcomes_total", 'outcome!="ready"');
const rejectedDrops = mine("dropbatch_drops_total", 'outcome="rejected"');

/** What sweeps found within the time range. */
export const foundBySweeps = (explanation: Explanation, links?: Links): UnplacedPanel =>
  stat({
    title: "Found by sweeps",
    width: 4,
    unit: "short",
    explanation,
    expr: grown("", here("dropbatch_sweep_recoveries_total")),
    limits: thresholds(1, 20),
    decimals: 0,
    none: "0",
    ...(links && { links }),
  });

/** The outcomes of drops over time. */
export const dropsByOutcome = (explanation: Explanation): UnplacedPanel =>
  timeSeries({
    title: "Drops by outcome",
    width: 8,
    unit: "short",
    look: "bars",
    explanation,
    queries: [{ expr: recently("outcome", mine("dropbatch_outcomes_total")), legend: "{{outcome}}" }],
    values: RESULT_OUTCOMES,
  });

/** Drops that failed or were rejected, over time. */
export const failuresByCode = (explanation: Explanation, width: number): UnplacedPanel =>
  timeSeries({
    title: "Failures by code",
    width,
    unit: "short",
    look: "stack",
    explanation,
    queries: [
      { expr: recently("code", failedDrops), legend: "{{code}}" },
      { expr: recently("code", rejectedDrops), legend: "{{code}} (rejected)" },
    ],
    links: [dropsWithCode],
  });

/** The workloads and codes with the most failures of the time range. */
export const failuresByWorkload = (title: string, width: number, rows: number, explanation: Explanation): UnplacedPanel =>
  table({
    title,
    width,
    unit: "short",
    explanation,
    keys: { workload: "Workload", code: "Code" },
    columns: [
      { title: "Drops", expr: top(rows, `${grown("workload, code", failedDrops)} > 0`), unit: "short", decimals: 0 },
      { title: "Tasks", expr: top(rows, `${grown("workload, code", failedTasks)} > 0`), unit: "short", decimals: 0 },
    ],
    sortBy: "Drops",
    links: [dropsOfRow],
  });

/** How many jobs are queued, being added and running. */
export const jobsByState = (explanation: Explanation, links?: Links): UnplacedPanel =>
  timeSeries({
    title: "Jobs by state",
    width: 8,
    unit: "short",
    look: "stack",
    explanation,
    queries: [{ expr: sum("state", here("dropbatch_jobs")), legend: "{{state}}" }],
    values: JOB_STATES,
    ...(links && { links }),
  });

/** The jobs on Batch, against the account's quota. */
export const activeJobs = (explanation: Explanation, width: number): UnplacedPanel =>
  timeSeries({
    title: "Active jobs and their limit",
    width,
    unit: "short",
    explanation,
    queries: [
      { expr: sum("", here("dropbatch_active_jobs")), legend: "active" },
      { expr: max("", here("dropbatch_active_jobs_limit")), legend: "limit" },
    ],
  });

/** What nodes do: the states that are looked at once a minute, since the time that is counted so seldom has no steady rate. */
export const nodesByUse = (nodes: (...matchers: string[]) => string, explanation: Explanation): UnplacedPanel =>
  timeSeries({
    title: "Nodes by use",
    width: 8,
    unit: "short",
    look: "stack",
    explanation,
    queries: [
      { expr: orZero(sum("", nodes('state="running"'))), legend: "running" },
      { expr: orZero(sum("", nodes('state="idle"'))), legend: "idle" },
      { expr: orZero(sum("", nodes('state!~"running|idle|preempted|deallocated"'))), legend: "other" },
    ],
  });
