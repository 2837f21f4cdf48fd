/** Pieces of PromQL that every dashboard shares. */

/** A laptop has no namespace: the variable's "all" is `.*`, which also matches a series without that label. */
const NAMESPACE = 'namespace=~"$namespace"';
const WORKLOAD = 'workload=~"$workload"';

const selector = (metric: string, matchers: readonly string[]): string => `${metric}{${matchers.join(", ")}}`;

/** The series of a metric in the chosen namespaces. */
export const here = (metric: string, ...matchers: string[]): string => selector(metric, [NAMESPACE, ...matchers]);

/** The series of a metric for the chosen workloads. */
export const mine = (metric: string, ...matchers: string[]): string => selector(metric, [NAMESPACE, WORKLOAD, ...matchers]);

const by = (labels: string): string => (labels === "" ? "" : ` by (${labels})`);

export const sum = (labels: string, expression: string): string => `sum${by(labels)} (${expression})`;
export const max = (labels: string, expression: string): string => `max${by(labels)} (${expression})`;
export const count = (labels: string, expression: string): string => `count${by(labels)} (${expression})`;

export const rate = (series: string): string => `rate(${series}[$__rate_interval])`;

/** How often per minute: what a batch system does is too seldom to be told per second. */
export const perMinute = (labels: string, series: string): string => `${sum(labels, rate(series))} * 60`;

/**
 * How much a counter has grown, the first count of a new series included: `increase` alone sees a series only from its second
 * sample on, hence not the first failure of a workload. What had no sample before the window began at zero.
 */
export const grown = (labels: string, series: string, window = "$__range"): string =>
  sum(
    labels,
    `(increase(${series}[${window}]) + (min_over_time(${series}[${window}]) unless ${series} offset ${window}))` +
      ` or increase(${series}[${window}])`,
  );

export const recently = (labels: string, series: string): string => grown(labels, series, "$__rate_interval");

/** A percentile of a histogram, over the labels given; a workload's first drop counts too. */
export const percentile = (share: number, histogram: string, labels = "", window = "$__rate_interval"): string =>
  `histogram_quantile(${share}, ${grown(labels === "" ? "le" : `le, ${labels}`, histogram, window)})`;

/** The mean of a timer or summary, from its sum and its count. */
export const mean = (labels: string, timer: (suffix: string) => string): string =>
  `${recently(labels, timer("_sum"))} / (${recently(labels, timer("_count"))} > 0)`;

/** Zero where there is nothing to count. */
export const orZero = (expression: string): string => `(${expression}) or vector(0)`;

/** The largest ones. */
export const top = (number: number, expression: string): string => `topk(${number}, ${expression})`;
