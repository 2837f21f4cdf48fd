import { dashboard, labelVariable } from "../builders/dashboard.js";
import { more } from "../builders/links.js";
import { alarm, stat, table, thresholds, timeSeries } from "../builders/panel.js";
import { grown, here, max, mean, perMinute, percentile, rate, recently, sum } from "../builders/promql.js";

const ENTITY = 'entity=~"$entity"';
const messages = (state: string): string => here("dropbatch_bus_messages", ENTITY, `state="${state}"`);
const STORAGE = 'client=~"blob|table"';
const requests = (suffix: string): string => here(`dropbatch_client_requests_seconds${suffix}`, STORAGE);
const age = here("dropbatch_message_age_seconds_bucket");
const lag = here("dropbatch_blob_event_lag_seconds_bucket");

export const bus = dashboard({
  uid: "dropbatch-bus",
  title: "Dropbatch / Bus and storage",
  description: "Every queue and subscription: in, out, waiting, age, redelivered, dead letters; storage: events, requests, throttling.",
  variables: [labelVariable("entity", "Queue or subscription", here("dropbatch_bus_messages"), "entity", ".+")],
  sections: [
    {
      title: "Now",
      height: 4,
      panels: [
        stat({
          title: "Messages that wait",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Active messages of the chosen queues and subscriptions.",
            normal: "Near 0; a burst is worked off within seconds.",
            act: "If it grows, a service is down or slow: the table below names the subscription, hence the service.",
          },
          expr: sum("", messages("active")),
          course: true,
          limits: thresholds(1000, 10000),
        }),
        stat({
          title: "Oldest message",
          width: 4,
          unit: "s",
          explanation: {
            shows: "The age of the oldest active message of the chosen entities.",
            normal: "Seconds.",
            act: "Minutes mean that its service does not handle it: look at that service's log and at Services.",
          },
          expr: max("", here("dropbatch_bus_oldest_message_seconds", ENTITY)),
          course: true,
          limits: thresholds(60, 600),
          none: "empty",
        }),
        stat({
          title: "Dead letters",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Messages of the chosen entities that no service could handle.",
            normal: "0.",
            act: "Each keeps its reason. Mend the cause and send it again; the run book has the commands.",
          },
          expr: sum("", messages("dead-letter")),
          course: true,
          limits: alarm(1),
        }),
        stat({
          title: "Scheduled messages",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Messages that the services sent themselves for later: deadlines, next looks, retries.",
            normal: "A few for each open drop.",
            act: "Far more than open drops: look which service sends them (the table below).",
          },
          expr: sum("", messages("scheduled")),
          course: true,
        }),
        stat({
          title: "Storage requests refused",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Answers 429 and 503 of blobs and tables within the time range.",
            normal: "0.",
            act: "The services wait and try again. If it stays, the storage account is too small for the load, or others use it too.",
          },
          expr: grown("", here("dropbatch_client_requests_seconds_count", STORAGE, 'answer=~"throttled|busy"')),
          limits: thresholds(1, 100),
          decimals: 0,
          none: "0",
        }),
        stat({
          title: "Lag of blob events, p95",
          width: 4,
          unit: "s",
          explanation: {
            shows: "95 % of the blobs within the time range had their event handled within this time.",
            normal: "A few seconds.",
            act: "If it is late, Event Grid or the queue storage-events is: compare with the oldest message there.",
          },
          expr: percentile(0.95, lag, "", "$__range"),
          limits: thresholds(15, 60),
          none: "no blobs",
        }),
      ],
    },
    {
      title: "Each queue and subscription",
      height: 13,
      panels: [
        table({
          title: "Queues and subscriptions",
          width: 24,
          unit: "short",
          explanation: {
            shows: "What the bus holds for each service right now, read by monitor-service.",
            normal: "No dead letters, and nothing older than some seconds.",
            act: "An old message: its service is down or cannot reach what it needs. Dead letters: see the run book.",
          },
          keys: { entity: "Queue or subscription" },
          columns: [
            { title: "Waiting", expr: sum("entity", messages("active")), unit: "short", limits: thresholds(1000, 10000) },
            {
              title: "Oldest",
              expr: max("entity", here("dropbatch_bus_oldest_message_seconds", ENTITY)),
              unit: "s",
              limits: thresholds(60, 600),
            },
            { title: "Scheduled", expr: sum("entity", messages("scheduled")), unit: "short" },
            { title: "Dead letters", expr: sum("entity", messages("dead-letter")), unit: "short", limits: alarm(1) },
          ],
          sortBy: "Dead letters",
        }),
      ],
    },
    {
      title: "In, waiting, out",
      height: 8,
      panels: [
        timeSeries({
          title: "In: events announced",
          width: 8,
          unit: "cpm",
          look: "stack",
          explanation: {
            shows: "Events per minute that the services put on the bus, by type.",
            normal: "Follows the drops; task.completed is the most frequent.",
            act: "If a type stops while the one before it goes on, the service between them does not work.",
          },
          queries: [{ expr: perMinute("type", here("dropbatch_events_announced_total")), legend: "{{type}}" }],
        }),
        timeSeries({
          title: "Waiting",
          width: 8,
          unit: "short",
          look: "stack",
          explanation: {
            shows: "Active messages by queue and subscription.",
            normal: "Near 0.",
            act: "The name behind the slash is the service that should handle them.",
          },
          queries: [{ expr: sum("entity", messages("active")), legend: "{{entity}}" }],
        }),
        timeSeries({
          title: "Out: messages handled",
          width: 8,
          unit: "cpm",
          look: "stack",
          explanation: {
            shows: "Messages per minute that handlers completed, gave back for another try, or dead-lettered.",
            normal: "Completed.",
            act: "Abandoned ones come again; if they go on, they become dead letters. The service's log says why.",
          },
          queries: [{ expr: perMinute("outcome", here("dropbatch_messages_seconds_count")), legend: "{{outcome}}" }],
          values: ["completed", "abandoned", "dead-lettered"],
        }),
        timeSeries({
          title: "Age when handled",
          width: 8,
          unit: "s",
          explanation: {
            shows: "From the enqueueing of a message to its handling, over all handlers. A point is an exemplar and leads to a trace.",
            normal: "Well below a second.",
            act: "If it grows with the messages that wait, add an instance of that service.",
          },
          queries: [
            { expr: percentile(0.5, age), legend: "p50" },
            { expr: percentile(0.95, age), legend: "p95", exemplar: true },
            { expr: percentile(0.99, age), legend: "p99" },
          ],
        }),
        timeSeries({
          title: "Age of the oldest message",
          width: 8,
          unit: "s",
          explanation: {
            shows: "The age of the oldest active message of each entity.",
            normal: "Seconds, or no line while it is empty.",
            act: "A line that rises steadily: nobody takes messages from there.",
          },
          queries: [{ expr: max("entity", here("dropbatch_bus_oldest_message_seconds", ENTITY)), legend: "{{entity}}" }],
        }),
        timeSeries({
          title: "Redelivered and tried again",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Messages that came a second time, and tries within one delivery, counted over the last few scrapes, by handler.",
            normal: "None, or a few after a restart.",
            act: "A handler that often tries again meets a service that refuses: see the client calls in Services.",
          },
          queries: [
            { expr: recently("handler", here("dropbatch_messages_redelivered_total")), legend: "redelivered: {{handler}}" },
            { expr: recently("handler", here("dropbatch_message_retries_total")), legend: "tried again: {{handler}}" },
          ],
        }),
        timeSeries({
          title: "Dead letters over time",
          width: 12,
          unit: "short",
          look: "stack",
          explanation: {
            shows: "Dead letters by queue and subscription.",
            normal: "0.",
            act: "They stay until someone sends them again or discards them.",
          },
          queries: [{ expr: sum("entity", messages("dead-letter")), legend: "{{entity}}" }],
        }),
        stat({
          title: "Times the bus could not be read",
          width: 12,
          unit: "short",
          explanation: {
            shows: "How often within the time range monitor-service could not read the backlog from the bus.",
            normal: "0; then the panels above are complete.",
            act: "Check that its identity may manage or listen, and that the bus answers.",
          },
          expr: grown("", here("dropbatch_bus_read_failures_total")),
          limits: thresholds(1, 10),
          decimals: 0,
          none: "0",
          links: [more("Services", "dropbatch-services")],
        }),
      ],
    },
    {
      title: "Storage",
      height: 8,
      panels: [
        timeSeries({
          title: "Lag of blob events",
          width: 8,
          unit: "s",
          explanation: {
            shows: "From the creation of a blob in the inbox until its event was handled. A point is an exemplar and leads to a trace.",
            normal: "A few seconds.",
            act: "Lag without waiting messages: Event Grid delivers late. Lag with them: submission-service is slow.",
          },
          queries: [
            { expr: percentile(0.5, lag), legend: "p50" },
            { expr: percentile(0.95, lag), legend: "p95", exemplar: true },
          ],
        }),
        timeSeries({
          title: "Requests by operation",
          width: 8,
          unit: "reqps",
          look: "stack",
          explanation: {
            shows: "Requests per second of all services to blobs and tables, by operation.",
            normal: "Follows the drops.",
            act: "Much without drops: a sweep or a poll is set too short.",
          },
          queries: [{ expr: sum("client, operation", rate(requests("_count"))), legend: "{{client}} {{operation}}" }],
        }),
        timeSeries({
          title: "Mean duration of a request",
          width: 8,
          unit: "s",
          explanation: {
            shows: "The mean time of a request to blobs and tables.",
            normal: "Tens of milliseconds.",
            act: "If it rises for all operations, storage or the network is slow; see also the answers below.",
          },
          queries: [{ expr: mean("client", requests), legend: "{{client}}" }],
        }),
        timeSeries({
          title: "Answers that are not well",
          width: 12,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Requests to blobs and tables that were throttled, refused or not answered, counted over the last few scrapes. Not found and conflict are usual answers and left out.",
            normal: "None.",
            act: "throttled, busy: too much at once. no-answer: the network. server-error: storage itself.",
          },
          queries: [
            {
              expr: recently("client, answer", here("dropbatch_client_requests_seconds_count", STORAGE, 'answer!~"ok|not-found|conflict"')),
              legend: "{{client}} {{answer}}",
            },
          ],
        }),
        timeSeries({
          title: "Status files written",
          width: 12,
          unit: "cpm",
          explanation: {
            shows: "Writes of _status.json per minute.",
            normal: "A few for each open drop.",
            act: "Hundreds for one drop would burden storage: its progress is told too often.",
          },
          queries: [{ expr: perMinute("", here("dropbatch_status_writes_total")), legend: "writes" }],
        }),
      ],
    },
  ],
});
