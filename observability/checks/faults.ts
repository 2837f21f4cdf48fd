/** Breaks a sound dashboard in one way for each rule and prints which rules complain: node faults.js */
import type { Dashboard, Panel } from "@grafana/schema";
import { dashboard } from "../builders/dashboard.js";
import { stat, timeSeries, type PrometheusTarget } from "../builders/panel.js";
import { mine, perMinute, percentile } from "../builders/promql.js";
import { panelsOf, targetsOf } from "./dashboards.js";
import { rules } from "./rules.js";

const explanation = {
  shows: "Tasks that ended.",
  normal: "Some.",
  act: "Look at their logs.",
};

const sound = (): Dashboard =>
  dashboard({
    uid: "dropbatch-example",
    title: "Example",
    description: "An example.",
    sections: [
      {
        title: "Tasks",
        height: 8,
        panels: [
          timeSeries({
            title: "Rate",
            width: 12,
            unit: "cpm",
            explanation,
            queries: [{ expr: perMinute("outcome", mine("dropbatch_tasks_completed_total")), legend: "{{outcome}}" }],
          }),
          stat({
            title: "Late",
            width: 12,
            unit: "s",
            explanation,
            expr: percentile(0.95, mine("dropbatch_drop_to_job_seconds_bucket")),
          }),
        ],
      },
    ],
  });

const panel = (broken: Dashboard, index: number): Panel => {
  const found = panelsOf(broken)[index];
  if (found === undefined) {
    throw new Error("the example has two panels");
  }
  return found;
};

const target = (broken: Dashboard, index: number): PrometheusTarget => {
  const found = targetsOf(panel(broken, index))[0];
  if (found === undefined) {
    throw new Error("each panel of the example asks for something");
  }
  return found;
};

const withoutVariable = (broken: Dashboard, name: string): void => {
  broken.templating = { list: (broken.templating?.list ?? []).filter((variable) => variable.name !== name) };
};

const asking = (expression: string) => (broken: Dashboard): void => {
  target(broken, 1).expr = expression;
};

const IN_NAMESPACE = 'namespace=~"$namespace"';

const faults: Readonly<Record<string, (broken: Dashboard) => void>> = {
  "dashboard-uid": (broken) => {
    broken.uid = "overview";
  },
  "dashboard-uneditable": (broken) => {
    broken.editable = true;
  },
  "dashboard-links": (broken) => {
    broken.links?.forEach((link) => {
      link.keepTime = false;
    });
  },
  "dashboard-annotations": (broken) => {
    broken.annotations = { list: broken.annotations?.list?.slice(1) ?? [] };
  },
  "variable-datasource": (broken) => withoutVariable(broken, "datasource"),
  "variable-namespace": (broken) => withoutVariable(broken, "namespace"),
  "variable-workload": (broken) => withoutVariable(broken, "workload"),
  "variable-query": (broken) => {
    const variable = broken.templating?.list?.find(({ name }) => name === "workload");
    if (variable !== undefined) {
      variable.query = { query: "label_values(dropbatch_drops_total{, workload)", refId: "workload" };
    }
  },
  "panel-datasource": (broken) => {
    panel(broken, 0).datasource = { type: "prometheus", uid: "P1" };
  },
  "panel-description": (broken) => {
    panel(broken, 0).description = "Tasks that ended.";
  },
  "panel-title": (broken) => {
    panel(broken, 0).title = "Late";
  },
  "panel-unit": (broken) => {
    delete panel(broken, 0).fieldConfig?.defaults.unit;
  },
  "panel-queries": (broken) => {
    panel(broken, 0).targets = [];
  },
  "panel-thresholds": (broken) => {
    delete panel(broken, 1).fieldConfig?.defaults.thresholds;
  },
  "panel-colors": (broken) => {
    panel(broken, 0).fieldConfig?.overrides.push({
      matcher: { id: "byName", options: "failed" },
      properties: [{ id: "color", value: { mode: "fixed", fixedColor: "green" } }],
    });
  },
  "panel-place": (broken) => {
    panel(broken, 1).gridPos = { h: 8, w: 12, x: 8, y: 1 };
  },
  "query-syntax": asking(`sum (rate(dropbatch_drops_total{${IN_NAMESPACE}}[$__rate_interval])`),
  "query-namespace": asking('sum (rate(dropbatch_drops_total{workload=~"$workload"}[$__rate_interval]))'),
  "query-choices": asking(`sum (rate(dropbatch_drops_total{${IN_NAMESPACE}, workload="$workload"}[$__rate_interval]))`),
  "query-window": asking(`sum (rate(dropbatch_drops_total{${IN_NAMESPACE}}[5m]))`),
  "query-counter": asking(`sum (dropbatch_drops_total{${IN_NAMESPACE}})`),
  "query-gauge": asking(`sum (rate(dropbatch_drops_open{${IN_NAMESPACE}}[$__rate_interval]))`),
  "query-percentile": asking(
    `histogram_quantile(0.95, sum by (workload) (rate(dropbatch_drop_to_job_seconds_bucket{${IN_NAMESPACE}}[$__rate_interval])))`,
  ),
  "query-legend": (broken) => {
    target(broken, 0).legendFormat = "{{workload}}";
  },
};

/** The annotation that every dashboard has is a listed exception. */
const EXCEPTED = "Preemption burst";

const complainants = (broken: Dashboard): string[] =>
  rules.filter((rule) => rule.check(broken).some(({ place }) => place !== EXCEPTED)).map((rule) => rule.name);

const found = Object.fromEntries(
  rules.map((rule) => {
    const example = structuredClone(sound());
    faults[rule.name]?.(example);
    return [rule.name, complainants(example)];
  }),
);
console.log(JSON.stringify({ sound: complainants(sound()), found }));
