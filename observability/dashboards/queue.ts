import { dashboard } from "../builders/dashboard.js";
import { more } from "../builders/links.js";
import { alarm, bars, heatmap, stat, thresholds, timeSeries } from "../builders/panel.js";
import { grown, here, max, mean, mine, perMinute, percentile, recently, sum, top } from "../builders/promql.js";
import { levelPanel, TRIGGER_TO_JOB } from "./levels.js";
import { activeJobs, jobsByState } from "./repeated.js";

const wait = mine("dropbatch_job_queue_wait_seconds_bucket");

export const queue = dashboard({
  uid: "dropbatch-queue",
  title: "Dropbatch / Queue and quota",
  description: "Who waits, why and how long: drops for their inputs and windows, jobs for quota and pools.",
  sections: [
    {
      title: "Now",
      height: 5,
      panels: [
        bars({
          title: "Active jobs of the quota",
          width: 4,
          unit: "percentunit",
          explanation: {
            shows: "Jobs on Batch as a share of the account's limit of active jobs.",
            normal: "Below 80 %.",
            act: "From 100 % on every new drop waits. Ask Azure for more, or join small drops into one job (start: each-file).",
          },
          expr: `${sum("", here("dropbatch_active_jobs"))} / ${max("", here("dropbatch_active_jobs_limit"))}`,
          legend: "used",
          limits: thresholds(0.8, 1),
          max: 1,
          decimals: 0,
        }),
        stat({
          title: "Jobs that wait",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Jobs that are accepted and not yet admitted to Batch.",
            normal: "0, or a few for some seconds.",
            act: "Waiting, by reason, says what they wait for.",
          },
          expr: sum("", here("dropbatch_jobs_waiting")),
          course: true,
          limits: thresholds(10, 100),
        }),
        stat({
          title: "Longest wait of a job",
          width: 4,
          unit: "s",
          explanation: {
            shows: "How long the job that waits longest has been waiting for admission.",
            normal: "Below the objective of trigger to job.",
            act: "If the active jobs are below their limit and it still rises, nobody is admitted: look at the scheduler in Services.",
          },
          expr: max("", here("dropbatch_jobs_oldest_waiting_seconds")),
          course: true,
          limits: thresholds(300, 1800),
        }),
        stat({
          title: "Drops that wait",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Drops whose inputs are not all there, and files that wait for their window.",
            normal: "As users upload.",
            act: "A drop waits until its deadline and is then rejected; the console names the inputs that lack.",
          },
          expr: sum("", here("dropbatch_drops_waiting")),
          course: true,
        }),
        stat({
          title: "Stopped by their budget",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Jobs within the time range that were stopped because they used up the workload's budget.",
            normal: "0.",
            act: "The owner of the workload raises the budget, or finds out why the job took more than before.",
          },
          expr: grown("", mine("dropbatch_budget_stops_total")),
          limits: alarm(0.5),
          decimals: 0,
          none: "0",
        }),
        stat({
          title: "Calls refused by Batch",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Answers 429 and 503 of Batch within the time range.",
            normal: "0.",
            act: "The services wait and try again. If it stays, fewer jobs at a time, or a larger account.",
          },
          expr: grown("", here("dropbatch_client_requests_seconds_count", 'client="batch"', 'answer=~"throttled|busy"')),
          limits: thresholds(1, 50),
          decimals: 0,
          none: "0",
          links: [more("Calls by operation", "dropbatch-services")],
        }),
      ],
    },
    {
      title: "Who waits and why",
      height: 8,
      panels: [
        timeSeries({
          title: "Jobs that wait, by reason",
          width: 8,
          unit: "short",
          look: "stack",
          explanation: {
            shows: "Jobs that wait for admission, by the reason that their owners are told (job.queued).",
            normal: "None for long.",
            act: "quota: too many active jobs. A pool's name or capacity: look at Pools.",
          },
          queries: [{ expr: sum("reason", here("dropbatch_jobs_waiting")), legend: "{{reason}}" }],
        }),
        timeSeries({
          title: "Drops that wait, by reason",
          width: 8,
          unit: "short",
          look: "stack",
          explanation: {
            shows: "Drops that wait for inputs which their manifest lists, and windows that wait for more files.",
            normal: "As users upload.",
            act: "The console names the inputs. A window closes by its idle time, its age or its number of files.",
          },
          queries: [{ expr: sum("reason", here("dropbatch_drops_waiting")), legend: "{{reason}}" }],
          values: ["inputs", "window"],
        }),
        jobsByState({
          shows: "Queued jobs, jobs whose tasks are being added, and jobs that run.",
          normal: "Most run.",
          act: "Many that are being added: look at tasks submitted, below. Many queued: at the reasons on the left.",
        }),
      ],
    },
    {
      title: "How long",
      height: 8,
      panels: [
        timeSeries({
          title: "Wait for admission",
          width: 8,
          unit: "s",
          explanation: {
            shows: "From the acceptance of a job to its admission to Batch. A point is an exemplar and leads to a trace.",
            normal: "Below a second while there is quota.",
            act: "If it rises together with active jobs at their limit, the quota is the cause.",
          },
          queries: [
            { expr: percentile(0.5, wait), legend: "p50" },
            { expr: percentile(0.95, wait), legend: "p95", exemplar: true },
            { expr: percentile(0.99, wait), legend: "p99" },
          ],
        }),
        heatmap({
          title: "Waits for admission",
          width: 8,
          unit: "s",
          explanation: {
            shows: "How many jobs waited how long: the darker, the more.",
            normal: "One band at the bottom.",
            act: "A band that climbs is a queue that does not empty.",
          },
          expr: recently("le", wait),
        }),
        levelPanel(TRIGGER_TO_JOB, 8),
        timeSeries({
          title: "Wait by workload",
          width: 8,
          unit: "s",
          explanation: {
            shows: "95 % of each workload's jobs were admitted within this time.",
            normal: "Alike for workloads of the same priority: admission is fair between them.",
            act: "If one waits much longer, compare priorities and the pools they ask for.",
          },
          queries: [{ expr: percentile(0.95, wait, "workload"), legend: "{{workload}}" }],
        }),
        timeSeries({
          title: "From the trigger to acceptance",
          width: 8,
          unit: "s",
          explanation: {
            shows: "How long submission-service took to accept a drop after its trigger was uploaded: the event's way, the judgement and the plan.",
            normal: "Some seconds; longer for tables with millions of rows.",
            act: "Compare with the event lag in Bus and storage to see which part is slow.",
          },
          queries: [
            { expr: percentile(0.5, mine("dropbatch_drop_acceptance_seconds_bucket")), legend: "p50" },
            { expr: percentile(0.95, mine("dropbatch_drop_acceptance_seconds_bucket")), legend: "p95", exemplar: true },
          ],
        }),
        heatmap({
          title: "Triggers to jobs",
          width: 8,
          unit: "s",
          explanation: {
            shows: "How many drops took how long from their trigger to their job on Batch: the darker, the more.",
            normal: "One band below the objective.",
            act: "Points are exemplars: open the trace of one that was late.",
          },
          expr: recently("le", mine("dropbatch_drop_to_job_seconds_bucket")),
        }),
      ],
    },
    {
      title: "What is put on Batch",
      height: 8,
      panels: [
        activeJobs({
          shows: "Jobs on Batch, and how many the account's quota allows.",
          normal: "Below 80 % of the limit.",
          act: "At the limit new drops wait.",
        }, 6),
        timeSeries({
          title: "Tasks submitted",
          width: 6,
          unit: "cpm",
          look: "stack",
          explanation: {
            shows: "Tasks per minute that the scheduler added to jobs, by workload.",
            normal: "Bursts of up to some ten thousand per minute.",
            act: "If jobs stay in submitting and this is low, Batch refuses calls: see Services.",
          },
          queries: [{ expr: perMinute("workload", mine("dropbatch_tasks_submitted_total")), legend: "{{workload}}" }],
        }),
        timeSeries({
          title: "Jobs that closed",
          width: 6,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Jobs that the scheduler ended on Batch, counted over the last few scrapes, by outcome.",
            normal: "As many as were admitted some time before.",
            act: "If none close while tasks end, results-service does not verify: look at Reliability.",
          },
          queries: [{ expr: recently("outcome", mine("dropbatch_jobs_closed_total")), legend: "{{outcome}}" }],
        }),
        timeSeries({
          title: "Windows that closed",
          width: 6,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Windows of files (start: each-file) that take no more, counted over the last few scrapes, by what closed them.",
            normal: "idle for few files, full or overdue for many. Those of cancelled files become no job.",
            act: "Many windows of few files make many jobs: raise the idle time.",
          },
          queries: [{ expr: recently("reason", here("dropbatch_windows_sealed_total")), legend: "{{reason}}" }],
        }),
        timeSeries({
          title: "Open windows and files in one",
          width: 8,
          unit: "short",
          explanation: {
            shows: "Windows that wait for more files, and how many files a window had on average when it closed.",
            normal: "As many windows as workloads of this kind receive files just now.",
            act: "Windows that stay open: files keep coming before the idle time is over; limit their age.",
          },
          queries: [
            { expr: sum("", here("dropbatch_windows_open")), legend: "open windows" },
            { expr: mean("", (suffix) => here(`dropbatch_window_files${suffix}`)), legend: "files in one" },
          ],
        }),
        bars({
          title: "Files that joined, and that were left out",
          width: 8,
          unit: "short",
          explanation: {
            shows: "Files within the time range that joined a window, and those that came after their window had closed its list or did not fit the workload.",
            normal: "None is left out.",
            act: "Those left out are named in _status.json beside them.",
          },
          expr:
            `label_replace(${grown("", here("dropbatch_files_joined_total"))}, "what", "joined", "", "")` +
            ` or label_replace(${grown("", here("dropbatch_files_left_out_total"))}, "what", "left out", "", "")`,
          legend: "{{what}}",
          decimals: 0,
        }),
        bars({
          title: "Tasks by workload",
          width: 8,
          unit: "short",
          explanation: {
            shows: "Tasks that each workload put on Batch within the time range.",
            normal: "As expected of the drops.",
            act: "A workload with far more tasks than usual takes the others' turn: see how it makes tasks from rows or files.",
          },
          expr: top(8, grown("workload", mine("dropbatch_tasks_submitted_total"))),
          legend: "{{workload}}",
          decimals: 0,
          links: [more("Workload", "dropbatch-workload")],
        }),
      ],
    },
  ],
});
