import { dashboard, labelVariable } from "../builders/dashboard.js";
import { stat, table, thresholds, timeSeries } from "../builders/panel.js";
import { count, grown, here, max, mean, perMinute, rate, recently, sum, top } from "../builders/promql.js";

const SERVICE = 'application=~"$service"';
const of = (metric: string, ...matchers: string[]): string => here(metric, SERVICE, ...matchers);
const messages = (suffix: string): string => of(`dropbatch_messages_seconds${suffix}`);
const calls = (suffix: string): string => of(`dropbatch_client_requests_seconds${suffix}`);
const http = (suffix: string): string => of(`http_server_requests_seconds${suffix}`);
const NOT_WELL = 'answer!~"ok|not-found|conflict"';

export const services = dashboard({
  uid: "dropbatch-services",
  title: "Dropbatch / Services",
  description: "Rate, errors and duration of every handler and every client call; the JVM below them.",
  variables: [labelVariable("service", "Service", here("dropbatch_build_info"), "application", ".+-service")],
  sections: [
    {
      title: "The processes",
      height: 6,
      panels: [
        table({
          title: "Instances",
          width: 12,
          unit: "short",
          explanation: {
            shows: "What runs: service, version, revision, and since when.",
            normal: "Four services, all of one version.",
            act: "Two versions for long: a deployment is stuck. A service that is missing here is down or is not scraped.",
          },
          keys: { application: "Service", version: "Version", revision: "Revision" },
          columns: [
            {
              title: "Instances",
              expr: count("application, version, revision", of("dropbatch_build_info")),
              unit: "short",
            },
            {
              title: "Running for",
              expr:
                `(time() - max by (application) (${of("process_start_time_seconds")}))` +
                ` * on (application) group_right () count by (application, version, revision) (${of("dropbatch_build_info")})` +
                ` / count by (application, version, revision) (${of("dropbatch_build_info")})`,
              unit: "s",
            },
          ],
          sortBy: "Service",
        }),
        stat({
          title: "Messages that failed",
          width: 4,
          unit: "percentunit",
          explanation: {
            shows: "The share of messages within the time range that were given back or dead-lettered.",
            normal: "0 %.",
            act: "The table of handlers below names the handler, its log the cause.",
          },
          expr:
            `(${grown("", of("dropbatch_messages_seconds_count", 'outcome!="completed"'))} or vector(0))` +
            ` / ${grown("", messages("_count"))}`,
          limits: thresholds(0.01, 0.05),
          decimals: 2,
          none: "no messages",
        }),
        stat({
          title: "Calls that failed",
          width: 4,
          unit: "percentunit",
          explanation: {
            shows: "The share of calls to Batch, storage and bus within the time range that were refused, failed or not answered. Not found and conflict are usual answers.",
            normal: "Below 1 %.",
            act: "The table of calls below names the client and operation.",
          },
          expr: `(${grown("", of("dropbatch_client_requests_seconds_count", NOT_WELL))} or vector(0)) / ${grown("", calls("_count"))}`,
          limits: thresholds(0.01, 0.05),
          decimals: 2,
          none: "no calls",
        }),
        stat({
          title: "Errors logged",
          width: 4,
          unit: "short",
          explanation: {
            shows: "Lines of level error within the time range.",
            normal: "0.",
            act: "Each is a fault of Dropbatch or keeps it from starting: read the log and tell the maintainers.",
          },
          expr: grown("", of("logback_events_total", 'level="error"')),
          limits: thresholds(1, 10),
          decimals: 0,
          none: "0",
        }),
      ],
    },
    {
      title: "Handlers of messages",
      height: 8,
      panels: [
        timeSeries({
          title: "Rate of handlers",
          width: 8,
          unit: "cpm",
          look: "stack",
          explanation: {
            shows: "Messages per minute of each handler.",
            normal: "Follows the drops.",
            act: "A handler that stops while messages wait for it: its service is stuck.",
          },
          queries: [{ expr: perMinute("handler", messages("_count")), legend: "{{handler}}" }],
        }),
        timeSeries({
          title: "Errors of handlers",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Messages that a handler gave back or dead-lettered, counted over the last few scrapes.",
            normal: "None.",
            act: "Given back: something outside failed and it comes again. Dead-lettered: its reason is on the message.",
          },
          queries: [
            {
              expr: recently("handler, outcome", of("dropbatch_messages_seconds_count", 'outcome!="completed"')),
              legend: "{{handler}} {{outcome}}",
            },
          ],
        }),
        timeSeries({
          title: "Duration of handlers",
          width: 8,
          unit: "s",
          explanation: {
            shows: "The mean time that a handler took for a message, with announcing what follows.",
            normal: "Well below a second; planning large tables takes longer.",
            act: "Compare with the duration of client calls: a handler is as slow as what it calls.",
          },
          queries: [{ expr: mean("handler", messages), legend: "{{handler}}" }],
        }),
      ],
    },
    {
      title: "Calls to Batch, storage and bus",
      height: 8,
      panels: [
        timeSeries({
          title: "Rate of calls",
          width: 8,
          unit: "reqps",
          look: "stack",
          explanation: {
            shows: "Calls per second by client.",
            normal: "Follows the drops; a few for sweeps and looks without any.",
            act: "Much without drops: an interval is set too short.",
          },
          queries: [{ expr: sum("client", rate(calls("_count"))), legend: "{{client}}" }],
          values: ["batch", "blob", "table", "bus"],
        }),
        timeSeries({
          title: "Answers that are not well",
          width: 8,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Calls that were throttled (429), found the server busy (503), failed or were not answered, counted over the last few scrapes.",
            normal: "None.",
            act: "throttled, busy: too much at once, the service waits and tries again. no-answer: network or server gone. client-error: a right is missing.",
          },
          queries: [
            {
              expr: recently("client, answer", of("dropbatch_client_requests_seconds_count", NOT_WELL)),
              legend: "{{client}} {{answer}}",
            },
          ],
        }),
        timeSeries({
          title: "Duration of calls",
          width: 8,
          unit: "s",
          explanation: {
            shows: "The mean time of a call by client.",
            normal: "Tens of milliseconds, some hundred for Batch.",
            act: "If one client is slow for all operations, the trouble is on the other side or on the way.",
          },
          queries: [{ expr: mean("client", calls), legend: "{{client}}" }],
          values: ["batch", "blob", "table", "bus"],
        }),
        table({
          title: "Calls by operation",
          width: 24,
          unit: "short",
          explanation: {
            shows: "The operations that took most of the time within the time range: calls, those that were not well, and the mean and longest duration.",
            normal: "Nothing in the column of failures.",
            act: "Sort by a column to find what is frequent, failing or slow.",
          },
          keys: { client: "Client", operation: "Operation" },
          columns: [
            { title: "Calls", expr: top(30, grown("client, operation", calls("_count"))), unit: "short", decimals: 0 },
            {
              title: "Not well",
              expr: grown("client, operation", of("dropbatch_client_requests_seconds_count", NOT_WELL)),
              unit: "short",
              decimals: 0,
              limits: thresholds(1, 10),
            },
            {
              title: "Mean",
              expr:
                `${sum("client, operation", `increase(${calls("_sum")}[$__range])`)}` +
                ` / (${sum("client, operation", `increase(${calls("_count")}[$__range])`)} > 0)`,
              unit: "s",
            },
            { title: "Longest of late", expr: max("client, operation", calls("_max")), unit: "s" },
          ],
          sortBy: "Calls",
        }),
      ],
    },
    {
      title: "Requests to the services",
      height: 8,
      panels: [
        timeSeries({
          title: "HTTP requests",
          width: 9,
          unit: "reqps",
          look: "stack",
          explanation: {
            shows: "Requests per second to each service: the console, the API, health checks, Prometheus itself.",
            normal: "A few.",
            act: "Many to results-service: consoles that are left open, or a program that polls.",
          },
          queries: [{ expr: sum("application, uri", rate(http("_count"))), legend: "{{application}} {{uri}}" }],
        }),
        timeSeries({
          title: "HTTP errors",
          width: 5,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Requests answered with 4xx or 5xx, counted over the last few scrapes.",
            normal: "Few 4xx, no 5xx.",
            act: "5xx: read the service's log.",
          },
          queries: [
            {
              expr: recently("application, status", of("http_server_requests_seconds_count", 'status=~"[45].."')),
              legend: "{{application}} {{status}}",
            },
          ],
        }),
        timeSeries({
          title: "Duration of HTTP requests",
          width: 5,
          unit: "s",
          explanation: {
            shows: "The mean time of a request to each service.",
            normal: "Tens of milliseconds.",
            act: "Large downloads take longer; else look at storage.",
          },
          queries: [{ expr: mean("application", http), legend: "{{application}}" }],
        }),
        timeSeries({
          title: "Spans of traces",
          width: 5,
          unit: "short",
          look: "bars",
          explanation: {
            shows: "Spans that were sent to the tracing system, that it did not take, and that were dropped, counted over the last few scrapes. Empty without tracing.",
            normal: "Exported.",
            act: "failed: the exporter's address is wrong or it is down. dropped: more than it takes; sample fewer.",
          },
          queries: [{ expr: recently("outcome", of("dropbatch_spans_total")), legend: "{{outcome}}" }],
          values: ["exported", "failed", "dropped"],
        }),
      ],
    },
    {
      title: "JVM",
      height: 8,
      panels: [
        timeSeries({
          title: "Processor use",
          width: 8,
          unit: "percentunit",
          explanation: {
            shows: "The share of the machine's processors, or of the container's, that each service uses.",
            normal: "A few percent without drops.",
            act: "At 100 % for long: give it more, or start another instance.",
          },
          queries: [{ expr: max("application", of("process_cpu_usage")), legend: "{{application}}" }],
        }),
        timeSeries({
          title: "Heap after collection",
          width: 8,
          unit: "percentunit",
          explanation: {
            shows: "The share of the heap in use.",
            normal: "A saw below 80 %.",
            act: "If its lower points rise to the top, the service will run out of memory: raise its limit and tell the maintainers.",
          },
          queries: [
            {
              expr:
                `${sum("application", of("jvm_memory_used_bytes", 'area="heap"'))}` +
                ` / ${sum("application", of("jvm_memory_max_bytes", 'area="heap"') + " > 0")}`,
              legend: "{{application}}",
            },
          ],
          max: 1,
        }),
        timeSeries({
          title: "Time in garbage collection",
          width: 8,
          unit: "percentunit",
          explanation: {
            shows: "The share of time that each service paused for garbage collection.",
            normal: "Below 1 %.",
            act: "Above 10 %: the heap is too small.",
          },
          queries: [{ expr: sum("application", rate(of("jvm_gc_pause_seconds_sum"))), legend: "{{application}}" }],
        }),
        timeSeries({
          title: "Memory outside of the heap",
          width: 8,
          unit: "bytes",
          explanation: {
            shows: "Classes, compiled code and the like, by service.",
            normal: "Flat after the first minutes.",
            act: "If it grows for hours, something loads classes again and again: tell the maintainers.",
          },
          queries: [{ expr: sum("application", of("jvm_memory_used_bytes", 'area="nonheap"')), legend: "{{application}}" }],
        }),
        timeSeries({
          title: "Threads",
          width: 8,
          unit: "short",
          explanation: {
            shows: "Live threads of each service.",
            normal: "Flat.",
            act: "If it grows, calls hang: look at the duration of calls.",
          },
          queries: [{ expr: sum("application", of("jvm_threads_live_threads")), legend: "{{application}}" }],
        }),
        timeSeries({
          title: "Open files",
          width: 8,
          unit: "short",
          explanation: {
            shows: "Files and sockets that each service has open.",
            normal: "Flat.",
            act: "If it grows, connections are not closed: tell the maintainers.",
          },
          queries: [{ expr: sum("application", of("process_files_open_files")), legend: "{{application}}" }],
        }),
      ],
    },
  ],
});
