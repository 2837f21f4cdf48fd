import { dashboard } from "../builders/dashboard.js";
import { dropsWithCode, workloadOfRow } from "../builders/links.js";
import { bars, heatmap, table, thresholds, timeSeries } from "../builders/panel.js";
import { grown, mean, mine, perMinute, percentile, recently, sum, top } from "../builders/promql.js";
import { JOB_TO_RESULT, levelPanel, TASK_TO_EVENT, TRIGGER_TO_JOB } from "./levels.js";
import { TASK_OUTCOMES } from "./names.js";
import { dropsByOutcome, failuresByCode, failuresByWorkload } from "./repeated.js";

const duration = (suffix: string): string => mine(`dropbatch_drop_duration_seconds${suffix}`);

export const workload = dashboard({
  uid: "dropbatch-workload",
  title: "Dropbatch / Workload",
  description: "How the chosen workloads fare: runs, success, durations and their trend, failures, data, retries, cost.",
  sections: [
    {
      title: "At a glance",
      height: 8,
      panels: [
        table({
          title: "Workloads",
          width: 24,
          unit: "short",
          explanation: {
            shows: "The chosen workloads within the time range: drops, the share with a full result, the duration of half and of 95 % of the drops, tasks and retries.",
            normal: "A full result near 100 %, and few retries beside the tasks.",
            act: "Click a row to see one workload alone.",
          },
          keys: { workload: "Workload" },
          columns: [
            { title: "Drops", expr: grown("workload", mine("dropbatch_outcomes_total")), unit: "short", decimals: 0 },
            {
              title: "Full result",
              expr:
                `(${grown("workload", mine("dropbatch_outcomes_total", 'outcome="ready"'))} or ${grown("workload", mine("dropbatch_outcomes_total"))} * 0)` +
                ` / ${grown("workload", mine("dropbatch_outcomes_total"))}`,
              unit: "percentunit",
              limits: thresholds(0.95, 0.8),
              decimals: 1,
            },
            {
              title: "Half within",
              expr: percentile(0.5, duration("_bucket"), "workload", "$__range"),
              unit: "s",
            },
            {
              title: "95 % within",
              expr: percentile(0.95, duration("_bucket"), "workload", "$__range"),
              unit: "s",
            },
            { title: "Tasks", expr: grown("workload", mine("dropbatch_tasks_completed_total")), unit: "short", decimals: 0 },
            {
              title: "Retries",
              expr: grown("workload", mine("dropbatch_task_retries_total")),
              unit: "short",
              decimals: 0,
            },
            { title: "Cost", expr: grown("workload", mine("dropbatch_job_cost_total")), unit: "short", decimals: 2 },
          ],
          sortBy: "Drops",
          links: [workloadOfRow],
        }),
      ],
    },
    {
      title: "Runs",
      height: 8,
      panels: [
        dropsByOutcome({
          shows: "Drops that got their outcome, counted over the last few scrapes.",
          normal: "Mostly ready.",
          act: "Failures by code, below, says why.",
        }),
        timeSeries({
          title: "Duration of a drop",
          width: 8,
          unit: "s",
          explanation: {
            shows: "From the trigger to the outcome: half of the drops, and 95 % of them. A point is an exemplar and leads to a trace.",
            normal: "As long as the workload's tasks take, and stable for the same data.",
            act: "Compare with the three times in the last section to see which part became slow.",
          },
          queries: [
            { expr: percentile(0.5, duration("_bucket")), legend: "p50" },
            { expr: percentile(0.95, duration("_bucket")), legend: "p95", exemplar: true },
          ],
        }),
        timeSeries({
          title: "Mean duration against a week before",
          width: 8,
          unit: "s",
          explanation: {
            shows: "The mean duration of a drop within an hour, now and one week before.",
            normal: "Both lines lie together.",
            act: "If they part: more data in a drop (see Data), another version of the workload, or pools that start slowly.",
          },
          queries: [
            {
              expr: `${sum("", `increase(${duration("_sum")}[1h])`)} / ${sum("", `increase(${duration("_count")}[1h])`)}`,
              legend: "now",
            },
            {
              expr:
                `${sum("", `increase(${duration("_sum")}[1h] offset 1w)`)}` +
                ` / ${sum("", `increase(${duration("_count")}[1h] offset 1w)`)}`,
              legend: "a week before",
            },
          ],
        }),
        heatmap({
          title: "Durations of drops",
          width: 12,
          unit: "s",
          explanation: {
            shows: "How many drops took how long: the darker, the more.",
            normal: "One band for each size of data.",
            act: "A second band that appears above means that some drops wait or retry: look at retries and at Queue and quota.",
          },
          expr: recently("le", duration("_bucket")),
        }),
        timeSeries({
          title: "Duration by workload",
          width: 12,
          unit: "s",
          explanation: {
            shows: "The mean duration of a drop of each workload.",
            normal: "Each workload has its own level.",
            act: "Choose the workload that rose, above, and look at its tasks and failures.",
          },
          queries: [{ expr: mean("workload", duration), legend: "{{workload}}" }],
        }),
      ],
    },
    {
      title: "Failures",
      height: 8,
      panels: [
        failuresByCode({
          shows: "Drops that failed, lost a part or were rejected, counted over the last few scrapes, by code. Click a series for these drops in the console.",
          normal: "None, or the users' own errors.",
          act: "Open the drops in the console; each has an explanation and the end of its log.",
        }, 8),
        failuresByWorkload("Failures of the time range", 8, 20, {
          shows: "Drops and single tasks that failed within the time range, by workload and code. Click a row for the drops in the console.",
          normal: "Short.",
          act: "Begin with the first row.",
        }),
        timeSeries({
          title: "Verification failures",
          width: 8,
          unit: "short",
          look: "stack",
          explanation: {
            shows: "Levels that were not sound for another reason than the user's command, counted over the last few scrapes: an output that is missing, an input that changed, an upload that failed.",
            normal: "None.",
            act: "output-missing: the workload names an output that its command does not write. The others: see the run book of failed verification.",
          },
          queries: [{ expr: recently("code", mine("dropbatch_verification_failures_total")), legend: "{{code}}" }],
          links: [dropsWithCode],
        }),
      ],
    },
    {
      title: "Tasks",
      height: 8,
      panels: [
        timeSeries({
          title: "Tasks that ended",
          width: 8,
          unit: "cpm",
          look: "stack",
          explanation: {
            shows: "Tasks per minute that succeeded and failed.",
            normal: "Few failures.",
            act: "Look at the codes above.",
          },
          queries: [{ expr: perMinute("outcome", mine("dropbatch_tasks_completed_total")), legend: "{{outcome}}" }],
          values: TASK_OUTCOMES,
        }),
        timeSeries({
          title: "Retries and preemptions",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Tasks that Batch ran again, and those whose spot node was taken, counted over the last few scrapes.",
            normal: "Few; with spot nodes bursts of preemptions.",
            act: "Retries without preemption: tasks fail and succeed later, which hides an error. With it: consider dedicated nodes.",
          },
          queries: [
            { expr: recently("", mine("dropbatch_task_retries_total")), legend: "retries" },
            { expr: recently("", mine("dropbatch_tasks_preempted_total")), legend: "preemptions" },
          ],
        }),
        timeSeries({
          title: "Levels completed",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Levels (the tasks, then each merge) whose tasks all ended, counted over the last few scrapes, by outcome.",
            normal: "ok.",
            act: "A code names why a level failed: see the failures above.",
          },
          queries: [{ expr: recently("outcome", mine("dropbatch_levels_completed_total")), legend: "{{outcome}}" }],
          values: ["ok"],
        }),
      ],
    },
    {
      title: "Data and cost",
      height: 8,
      panels: [
        timeSeries({
          title: "Bytes in and out",
          width: 8,
          unit: "Bps",
          explanation: {
            shows: "Bytes of inputs of accepted drops, and of verified outputs, per second.",
            normal: "In proportion to each other.",
            act: "If more comes in and durations grow, the workload grows with its data.",
          },
          queries: [
            { expr: sum("", `rate(${mine("dropbatch_input_bytes_total")}[$__rate_interval])`), legend: "in" },
            { expr: sum("", `rate(${mine("dropbatch_output_bytes_total")}[$__rate_interval])`), legend: "out" },
          ],
        }),
        table({
          title: "Data of the time range",
          width: 8,
          unit: "short",
          explanation: {
            shows: "Files and bytes in and out, and planned tasks, by workload.",
            normal: "Stable for the same drops.",
            act: "Outputs without bytes, or many more tasks than before: look at the workload's files or rows.",
          },
          keys: { workload: "Workload" },
          columns: [
            { title: "Inputs", expr: grown("workload", mine("dropbatch_inputs_total")), unit: "short", decimals: 0 },
            { title: "Bytes in", expr: grown("workload", mine("dropbatch_input_bytes_total")), unit: "bytes" },
            { title: "Tasks planned", expr: grown("workload", mine("dropbatch_tasks_planned_total")), unit: "short", decimals: 0 },
            { title: "Outputs", expr: grown("workload", mine("dropbatch_outputs_total")), unit: "short", decimals: 0 },
            { title: "Bytes out", expr: grown("workload", mine("dropbatch_output_bytes_total")), unit: "bytes" },
          ],
          sortBy: "Bytes in",
        }),
        bars({
          title: "Cost of a job",
          width: 8,
          unit: "short",
          explanation: {
            shows: "The mean cost of the jobs that ended within the time range, by workload, in the currency of the price table.",
            normal: "Stable for the same data.",
            act: "If it rises with the same data, look at retries and at idle nodes in Pools. Empty if no node price is set.",
          },
          expr: top(
            8,
            `${grown("workload", mine("dropbatch_job_cost_total"))} / ${grown("workload", mine("dropbatch_jobs_closed_total"))}`,
          ),
          legend: "{{workload}}",
          decimals: 2,
        }),
      ],
    },
    {
      title: "The parts of a drop's time",
      height: 8,
      panels: [levelPanel(TRIGGER_TO_JOB, 8), levelPanel(TASK_TO_EVENT, 8), levelPanel(JOB_TO_RESULT, 8)],
    },
  ],
});
