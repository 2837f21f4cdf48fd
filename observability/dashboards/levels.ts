import { stat, thresholds, timeSeries, type UnplacedPanel } from "../builders/panel.js";
import { here, max, mine, percentile } from "../builders/promql.js";

/** One of the three times that Dropbatch promises, and where to look when it is late. */
export interface ServiceLevel {
  title: string;
  histogram: string;
  objective: string;
  shows: string;
  act: string;
}

export const TRIGGER_TO_JOB: ServiceLevel = {
  title: "Trigger to job",
  histogram: "dropbatch_drop_to_job_seconds",
  objective: "drop-to-job",
  shows: "From the upload of a drop's trigger until its job is on Batch.",
  act: "Queue and quota tells whether drops wait for quota, Bus and storage whether events come late.",
};

export const TASK_TO_EVENT: ServiceLevel = {
  title: "Task's end to event",
  histogram: "dropbatch_task_end_to_event_seconds",
  objective: "task-end-to-event",
  shows: "From the end of a task on Batch until task.completed is announced.",
  act: "If sweeps find the ends (Reliability), markers or their events are lost. Else look at the calls to Batch in Services.",
};

export const JOB_TO_RESULT: ServiceLevel = {
  title: "Last task to result",
  histogram: "dropbatch_job_end_to_ready_seconds",
  objective: "job-end-to-ready",
  shows: "From the end of a job's last task until its result is announced.",
  act: "Look at how long verification takes (Reliability) and at storage requests (Bus and storage).",
};

const objectiveOf = (level: ServiceLevel): string =>
  max("", here("dropbatch_objective_seconds", `objective="${level.objective}"`));

/** Its percentiles over time with the objective as a line and exemplars as points. */
export const levelPanel = (level: ServiceLevel, width: number): UnplacedPanel =>
  timeSeries({
    title: level.title,
    width,
    unit: "s",
    explanation: {
      shows: `${level.shows} The dashed line is the objective from the settings; a point is an exemplar and leads to the trace of one drop.`,
      normal: "The 95th percentile stays below the dashed line.",
      act: level.act,
    },
    queries: [
      { expr: percentile(0.5, mine(`${level.histogram}_bucket`)), legend: "p50" },
      { expr: percentile(0.95, mine(`${level.histogram}_bucket`)), legend: "p95", exemplar: true },
      { expr: percentile(0.99, mine(`${level.histogram}_bucket`)), legend: "p99" },
      { expr: objectiveOf(level), legend: "objective" },
    ],
  });

/** Its 95th percentile over the whole time range as a share of the objective. */
export const levelStat = (level: ServiceLevel, width: number): UnplacedPanel =>
  stat({
    title: `${level.title}, p95 of objective`,
    width,
    unit: "percentunit",
    explanation: {
      shows: `${level.shows} The 95th percentile within the time range, as a share of the objective from the settings.`,
      normal: "Below 80 %.",
      act: level.act,
    },
    expr: `${percentile(0.95, mine(`${level.histogram}_bucket`), "", "$__range")} / scalar(${objectiveOf(level)})`,
    limits: thresholds(0.8, 1),
    decimals: 0,
    none: "no drops",
  });
