import { dashboard } from "../builders/dashboard.js";
import { dropsWithCode, more } from "../builders/links.js";
import { alarm, stat, table, thresholds, timeSeries } from "../builders/panel.js";
import { grown, here, mean, mine, recently, sum } from "../builders/promql.js";
import { SERVICES } from "./names.js";
import { foundBySweeps } from "./repeated.js";

const recoveries = here("dropbatch_sweep_recoveries_total");
const absorbed = (...matchers: string[]): string => here("dropbatch_events_absorbed_total", ...matchers);
const started = here("process_start_time_seconds", SERVICES);

export const reliability = dashboard({
  uid: "dropbatch-reliability",
  title: "Dropbatch / Reliability",
  description: "What could have gone wrong and did not: what sweeps recovered, duplicates absorbed, results not believed, restarts survived.",
  sections: [
    {
      title: "Within the time range",
      height: 4,
      panels: [
        foundBySweeps({
          shows: "Drops, task ends, levels and jobs that a sweep found because no event had told of them.",
          normal: "0, or a few after a restart.",
          act: "The push path is broken: check the event subscription of storage and the bus. Nothing is lost, but it is late.",
        }),
        stat({
          title: "Duplicates absorbed",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Messages whose effect was there already, so that handling them changed nothing.",
            normal: "Some: the bus delivers at least once.",
            act: "Very many: locks run out before messages are handled, or a sender repeats itself. See redelivered in Bus and storage.",
          },
          expr: grown("", absorbed('kind="duplicate"')),
          decimals: 0,
          none: "0",
          links: [more("Redelivered", "dropbatch-bus")],
        }),
        stat({
          title: "Late events absorbed",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Messages about a job that had already ended.",
            normal: "Some: markers and sweeps overlap.",
            act: "Very many: look at the age of messages in Bus and storage.",
          },
          expr: grown("", absorbed('kind="late"')),
          decimals: 0,
          none: "0",
        }),
        stat({
          title: "Results not believed",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Tasks that Batch calls successful but whose outputs or inputs did not stand the verification.",
            normal: "0.",
            act: "The panel below names the code; the run book of failed verification says what to check.",
          },
          expr: grown("", mine("dropbatch_verification_failures_total")),
          limits: thresholds(1, 10),
          decimals: 0,
          none: "0",
        }),
        stat({
          title: "Drops given up",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Drops that were failed because no event came for 24 hours.",
            normal: "0.",
            act: "A message of theirs is in a dead letter queue: Bus and storage names it.",
          },
          expr: grown("", here("dropbatch_drops_given_up_total")),
          limits: alarm(0.5),
          decimals: 0,
          none: "0",
          links: [more("Dead letters", "dropbatch-bus")],
        }),
        stat({
          title: "Restarts",
          width: 4,
          unit: "short",
          explanation: {
            shows: "How often services started anew.",
            normal: "0, or one for each service and deployment.",
            act: "Look for the marks of restarts on the panels below, and at the end of the service's log before each.",
          },
          expr: sum("", `changes(${started}[$__range])`),
          limits: thresholds(5, 20),
          decimals: 0,
        }),
      ],
    },
    {
      title: "What was caught",
      height: 8,
      panels: [
        timeSeries({
          title: "Found by each sweep",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "What each periodic sweep found that no event had told, counted over the last few scrapes.",
            normal: "None.",
            act: "inbox, files: events of blobs are lost. completions: those of tasks' markers are. jobs: messages of the bus are.",
          },
          queries: [{ expr: recently("sweep", recoveries), legend: "{{sweep}}" }],
        }),
        timeSeries({
          title: "Duplicates and late events absorbed",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Messages that changed nothing, counted over the last few scrapes, by handler.",
            normal: "A few.",
            act: "A handler with many: its messages are sent twice, or locked too short.",
          },
          queries: [{ expr: recently("handler, kind", absorbed()), legend: "{{handler}} {{kind}}" }],
        }),
        timeSeries({
          title: "Verification failures by code",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Results that did not stand the verification, counted over the last few scrapes, by code. Click a series for these drops in the console.",
            normal: "None.",
            act: "output-missing is the workload's. input-changed: someone overwrote an input. upload, platform: storage or the nodes.",
          },
          queries: [{ expr: recently("code", mine("dropbatch_verification_failures_total")), legend: "{{code}}" }],
          links: [dropsWithCode],
        }),
        timeSeries({
          title: "Levels verified",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Levels that results-service checked against storage, counted over the last few scrapes: sound, and not.",
            normal: "Sound.",
            act: "Not sound: see the codes.",
          },
          queries: [{ expr: recently("sound", here("dropbatch_levels_verified_total")), legend: "sound: {{sound}}" }],
          values: ["sound: true", "sound: false"],
        }),
        timeSeries({
          title: "Mean duration of a verification",
          width: 8,
          unit: "s",
          explanation: {
            shows: "How long it took to verify a level.",
            normal: "Seconds for ten thousand tasks.",
            act: "If it grows with the same tasks, storage is slow: see Bus and storage.",
          },
          queries: [{ expr: mean("", (suffix) => here(`dropbatch_level_verification_seconds${suffix}`)), legend: "mean" }],
        }),
        timeSeries({
          title: "Stuck jobs and janitor's actions",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Jobs that could not go on by themselves, by code, and what the scheduler cleaned up on Batch, counted over the last few scrapes.",
            normal: "None.",
            act: "A stuck job is failed with its code. See Pools for preparation, pool-unhealthy and capacity.",
          },
          queries: [
            { expr: recently("code", here("dropbatch_jobs_stuck_total")), legend: "stuck: {{code}}" },
            { expr: recently("action", here("dropbatch_jobs_janitored_total")), legend: "janitor: {{action}}" },
          ],
        }),
      ],
    },
    {
      title: "The sweeps and looks themselves",
      height: 8,
      panels: [
        timeSeries({
          title: "Mean duration of a sweep",
          width: 6,
          unit: "s",
          explanation: {
            shows: "How long each periodic sweep took.",
            normal: "Seconds at most; a line that ends is a sweep that does not run.",
            act: "If a sweep takes as long as its interval, storage or Batch is slow.",
          },
          queries: [{ expr: mean("sweep", (suffix) => here(`dropbatch_sweep_seconds${suffix}`)), legend: "{{sweep}}" }],
        }),
        timeSeries({
          title: "Mean duration of a look at a job",
          width: 6,
          unit: "s",
          explanation: {
            shows: "How long monitor-service took to look at a job on Batch, by kind of look.",
            normal: "Below a second.",
            act: "If it rises, Batch answers slowly: see the client calls in Services.",
          },
          queries: [{ expr: mean("kind", (suffix) => here(`dropbatch_looks_seconds${suffix}`)), legend: "{{kind}}" }],
        }),
        timeSeries({
          title: "Jobs watched",
          width: 6,
          unit: "short",
          explanation: {
            shows: "Jobs whose tasks monitor-service follows.",
            normal: "As many as are active in Queue and quota.",
            act: "Fewer for long: job.scheduled does not reach monitor-service. More: their ends are not seen.",
          },
          queries: [
            { expr: sum("", here("dropbatch_jobs_watched")), legend: "watched" },
            { expr: sum("", here("dropbatch_active_jobs")), legend: "active" },
          ],
        }),
        timeSeries({
          title: "Looks that failed",
          width: 6,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Looks at jobs that failed or were throttled, counted over the last few scrapes.",
            normal: "None.",
            act: "Each is tried again. If it goes on, Batch is out of reach or refuses: see Services.",
          },
          queries: [
            { expr: recently("", here("dropbatch_looks_failed_total")), legend: "failed" },
            { expr: recently("", here("dropbatch_looks_throttled_total")), legend: "throttled" },
          ],
        }),
      ],
    },
    {
      title: "The services",
      height: 8,
      panels: [
        timeSeries({
          title: "Time since the start",
          width: 8,
          unit: "s",
          explanation: {
            shows: "How long each service has been running.",
            normal: "A line that rises; it falls to zero at a deployment.",
            act: "A saw: the service ends again and again. The end of its log says why.",
          },
          queries: [
            { expr: `time() - max by (application) (${started})`, legend: "{{application}}" },
          ],
        }),
        timeSeries({
          title: "Errors and warnings in the logs",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Lines that the services logged as error or warning, counted over the last few scrapes.",
            normal: "No errors; few warnings.",
            act: "error is a fault of Dropbatch; warn says that something outside failed. Read the service's log.",
          },
          queries: [
            {
              expr: recently("application, level", here("logback_events_total", SERVICES, 'level=~"error|warn"')),
              legend: "{{application}} {{level}}",
            },
          ],
        }),
        table({
          title: "Dead letters",
          width: 8,
          unit: "short",
          explanation: {
            shows: "Dead letters that lie in the queues and subscriptions now.",
            normal: "Every row 0.",
            act: "Read the reason of one, mend the cause and send it again.",
          },
          keys: { entity: "Queue or subscription" },
          columns: [
            {
              title: "Dead letters",
              expr: sum("entity", here("dropbatch_bus_messages", 'state="dead-letter"')),
              unit: "short",
              limits: alarm(1),
            },
          ],
          sortBy: "Dead letters",
          links: [more("Bus and storage", "dropbatch-bus")],
        }),
      ],
    },
  ],
});
