/**
 * The rules that every dashboard keeps: those of Grafana's dashboard linter as far as they fit a system with one scrape job for
 * each service, and some that its users would miss.
 */
import type { Dashboard, Panel, VariableModel } from "@grafana/schema";
import { palette } from "../builders/palette.js";
import { contrast, distance } from "./colors.js";
import { annotationExpressions, panelsOf, targetsOf, variableSeries } from "./dashboards.js";
import { Expression, type Selection } from "./promql.js";

/** What a rule has against a place; the place is a panel's title, a variable or an annotation. */
export interface Complaint {
  place: string;
  message: string;
}

export interface Rule {
  name: string;
  because: string;
  check: (dashboard: Dashboard) => Complaint[];
}

/** What a metric's name says of it. */
const isCounter = (metric: string): boolean => /_(total|count|sum|bucket)$/.test(metric);

const WHOLE = "dashboard";
const GRID = 24;
const LIGHT = "#ffffff";
const DARK = "#181b1f";

const ofPanels =
  (check: (panel: Panel) => string[]) =>
  (dashboard: Dashboard): Complaint[] =>
    panelsOf(dashboard).flatMap((panel) =>
      check(panel).map((message) => ({ place: panel.title ?? `panel ${panel.id}`, message })),
    );

const unless = (met: boolean, message: string): string[] => (met ? [] : [message]);

const ofDashboard =
  (check: (dashboard: Dashboard) => string[]) =>
  (dashboard: Dashboard): Complaint[] =>
    check(dashboard).map((message) => ({ place: WHOLE, message }));

/** Each query with its expression, in panels, annotations and variables. */
const queriesOf = (dashboard: Dashboard): { place: string; expression: Expression; instant: boolean }[] => [
  ...panelsOf(dashboard).flatMap((panel) =>
    targetsOf(panel).map((target) => ({
      place: panel.title ?? "",
      expression: new Expression(target.expr),
      instant: target.instant,
    })),
  ),
  ...annotationExpressions(dashboard).map(({ name, expr }) => ({
    place: name,
    expression: new Expression(expr),
    instant: false,
  })),
];

const ofSelections =
  (check: (selection: Selection, instant: boolean) => string[]) =>
  (dashboard: Dashboard): Complaint[] =>
    queriesOf(dashboard).flatMap(({ place, expression, instant }) =>
      expression.selections().flatMap((selection) => check(selection, instant).map((message) => ({ place, message }))),
    );

const variable = (dashboard: Dashboard, name: string): VariableModel | undefined =>
  (dashboard.templating?.list ?? []).find((candidate) => candidate.name === name);

const choice = (name: string, all: string): ((dashboard: Dashboard) => Complaint[]) =>
  ofDashboard((dashboard) => {
    const found = variable(dashboard, name);
    if (found === undefined) {
      return [`has no variable ${name}`];
    }
    return [
      ...unless(found.multi === true, `${name} takes one value only`),
      ...unless(found.includeAll === true && found.allValue === all, `"all" of ${name} is not ${all}`),
    ];
  });

const overlap = (one: Panel, other: Panel): boolean => {
  const [a, b] = [one.gridPos, other.gridPos];
  return (
    a !== undefined && b !== undefined && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
  );
};

const placement = (dashboard: Dashboard): Complaint[] => {
  const placed = (dashboard.panels ?? []).map((panel) => panel as Panel);
  return placed.flatMap((panel, index) => {
    const place = panel.title ?? "";
    const position = panel.gridPos;
    if (position === undefined) {
      return [{ place, message: "has no place" }];
    }
    const complaints = [
      ...unless(position.x >= 0 && position.x + position.w <= GRID, `reaches beyond column ${GRID}`),
      ...placed.slice(index + 1).flatMap((other) => (overlap(panel, other) ? [`lies upon ${other.title}`] : [])),
      ...placed.slice(index + 1).flatMap((other) => (other.id === panel.id ? [`has the id of ${other.title}`] : [])),
    ];
    return complaints.map((message) => ({ place, message }));
  });
};

/** All colours that a value names, however deep. */
const colorsIn = (value: unknown): string[] => {
  if (typeof value === "string") {
    return /^#[0-9a-f]{6}$/i.test(value) ? [value] : [];
  }
  if (value === null || typeof value !== "object") {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" && /(^|[a-z])color$/i.test(key) ? [inner] : colorsIn(inner),
  );
};

const paletteComplaints = (): string[] => {
  const named = Object.entries(palette);
  const weak = named
    .filter(([, color]) => Math.min(contrast(color, LIGHT), contrast(color, DARK)) < 3)
    .map(([name]) => `${name} does not stand out in light and dark`);
  const alike = named.flatMap(([name, color], index) =>
    named
      .slice(index + 1)
      .filter(([, other]) => distance(color, other) < 15)
      .map(([other]) => `${name} and ${other} look alike to some`),
  );
  return [...weak, ...alike];
};

const drawn = (panel: Panel): boolean => panel.type !== "alertlist";

/** The windows that a function may look over. */
const windowComplaint = (selection: Selection, instant: boolean): string[] => {
  if (selection.range === undefined) {
    return [];
  }
  const window = selection.range;
  const allowed =
    window === "$__rate_interval" ||
    (window === "$__range" && instant && !["irate", "deriv"].includes(selection.within[0] ?? ""));
  return unless(allowed, `${selection.metric} is read over ${window}`);
};

const RANGE_FUNCTIONS = ["rate", "irate", "increase", "resets", "min_over_time"];

const counterComplaint = (selection: Selection): string[] => {
  if (!isCounter(selection.metric) || selection.onlyPresence) {
    return [];
  }
  return unless(RANGE_FUNCTIONS.includes(selection.within[0] ?? ""), `${selection.metric} is a counter: ask for its growth`);
};

const gaugeComplaint = (selection: Selection): string[] => {
  const growth = ["rate", "irate", "increase"].includes(selection.within[0] ?? "");
  return unless(!growth || isCounter(selection.metric), `${selection.metric} is no counter: it has no rate`);
};

const quantileComplaints = (dashboard: Dashboard): Complaint[] =>
  queriesOf(dashboard).flatMap(({ place, expression }) =>
    expression
      .calls()
      .filter((call) => call.name === "histogram_quantile")
      .filter((call) => !new Expression(call.text).calls().some((inner) => inner.name === "sum" && inner.by.includes("le")))
      .map(() => ({ place, message: "a percentile is taken of buckets that are not summed by le" })),
  );

/** The labels that a legend names, and those that the query's outermost aggregation keeps. */
const legendComplaints = (panel: Panel): string[] =>
  targetsOf(panel)
    .filter((target) => target.format !== "table")
    .flatMap((target) => {
      if (target.legendFormat === "") {
        return [`query ${target.refId} has no legend`];
      }
      const kept = new Expression(target.expr).calls().flatMap((call) => call.by);
      const labelReplaced = target.expr.includes("label_replace(");
      return [...target.legendFormat.matchAll(/\{\{(\w+)\}\}/g)]
        .map((match) => match[1] ?? "")
        .filter((label) => !kept.includes(label) && !labelReplaced)
        .map((label) => `the legend of query ${target.refId} names ${label}, which the query does not keep`);
    });

const variableComplaints = (dashboard: Dashboard): Complaint[] =>
  (dashboard.templating?.list ?? [])
    .filter((candidate) => candidate.type === "query")
    .flatMap((candidate) => {
      const series = variableSeries(candidate.query);
      const complaints =
        series === undefined
          ? ["does not ask for the values of a label"]
          : unless(new Expression(series).syntaxError() === undefined, `cannot be read: ${series}`);
      return [
        ...complaints,
        ...unless(candidate.refresh === 2, "is not read anew when the time range changes"),
      ].map((message) => ({ place: `$${candidate.name}`, message }));
    });

const multiValued = (dashboard: Dashboard): string[] =>
  (dashboard.templating?.list ?? []).filter((candidate) => candidate.multi === true).map((candidate) => `$${candidate.name}`);

const ANNOTATIONS = ["New version", "Restart", "Preemption burst"];

export const rules: readonly Rule[] = [
  {
    name: "dashboard-uid",
    because: "links and bookmarks lead to it",
    check: ofDashboard((dashboard) => [
      ...unless(/^dropbatch-[a-z]+$/.test(dashboard.uid ?? ""), `its uid ${dashboard.uid} is not dropbatch-<name>`),
      ...unless((dashboard.tags ?? []).includes("dropbatch"), "lacks the tag by which the dashboards find each other"),
    ]),
  },
  {
    name: "dashboard-uneditable",
    because: "it is generated: what is changed in Grafana is lost at the next deployment",
    check: ofDashboard((dashboard) => unless(dashboard.editable === false, "is editable")),
  },
  {
    name: "dashboard-links",
    because: "who goes on to another dashboard keeps the time range and the choices",
    check: ofDashboard((dashboard) =>
      unless(
        (dashboard.links ?? []).some(
          (link) => link.type === "dashboards" && link.tags.includes("dropbatch") && link.includeVars && link.keepTime,
        ),
        "has no link to the others that keeps time and variables",
      ),
    ),
  },
  {
    name: "dashboard-annotations",
    because: "a new version, a restart and a preemption explain most curves",
    check: ofDashboard((dashboard) =>
      ANNOTATIONS.filter((name) => !annotationExpressions(dashboard).some((annotation) => annotation.name === name)).map(
        (name) => `lacks the annotation ${name}`,
      ),
    ),
  },
  {
    name: "variable-datasource",
    because: "Prometheus has another name in every Grafana",
    check: ofDashboard((dashboard) => {
      const found = variable(dashboard, "datasource");
      return unless(found?.type === "datasource" && found.query === "prometheus", "has no variable datasource");
    }),
  },
  {
    name: "variable-namespace",
    because: "a cluster may run several Dropbatch, and a laptop has no namespace at all",
    check: choice("namespace", ".*"),
  },
  {
    name: "variable-workload",
    because: "each owner of a workload looks at theirs",
    check: choice("workload", ".+"),
  },
  {
    name: "variable-query",
    because: "a choice offers what there is in the time range",
    check: variableComplaints,
  },
  {
    name: "panel-datasource",
    because: "the choice of Prometheus counts for every panel",
    check: ofPanels((panel) => [
      ...unless(panel.datasource?.uid === "${datasource}", "does not read from ${datasource}"),
      ...targetsOf(panel).flatMap((target) =>
        unless(target.datasource?.uid === "${datasource}", `query ${target.refId} does not read from \${datasource}`),
      ),
    ]),
  },
  {
    name: "panel-description",
    because: "who is woken at night knows neither the panel nor what is normal",
    check: ofPanels((panel) => [
      ...unless((panel.title ?? "").length > 0, "has no title"),
      ...unless(
        /^.{15,}\n\n\*\*Normal:\*\* .+\n\n\*\*Otherwise:\*\* .{10,}$/.test(panel.description ?? ""),
        "does not say what it shows, what is normal and what to do otherwise",
      ),
    ]),
  },
  {
    name: "panel-title",
    because: "an alert or a person names a panel by its title",
    check: (dashboard) => {
      const titles = panelsOf(dashboard).map((panel) => panel.title ?? "");
      return titles
        .filter((title, index) => titles.indexOf(title) !== index)
        .map((place) => ({ place, message: "has the title of another panel" }));
    },
  },
  {
    name: "panel-unit",
    because: "a number without a unit is read wrongly",
    check: ofPanels((panel) => unless(!drawn(panel) || (panel.fieldConfig?.defaults.unit ?? "") !== "", "has no unit")),
  },
  {
    name: "panel-queries",
    because: "an empty panel takes the place of a useful one",
    check: ofPanels((panel) => unless(!drawn(panel) || targetsOf(panel).length > 0, "asks for nothing")),
  },
  {
    name: "panel-thresholds",
    because: "a figure is read by its colour first",
    check: ofPanels((panel) =>
      unless(
        panel.type !== "stat" || (panel.fieldConfig?.defaults.thresholds?.steps ?? []).length > 0,
        "has no thresholds",
      ),
    ),
  },
  {
    name: "panel-colors",
    because: "one in twelve men tells red from green badly, and half of all screens are dark",
    check: (dashboard) => [
      ...ofPanels((panel) =>
        colorsIn(panel.fieldConfig)
          .filter((color) => !(Object.values(palette) as string[]).includes(color))
          .map((color) => `${color} is not of the palette`),
      )(dashboard),
      ...paletteComplaints().map((message) => ({ place: WHOLE, message })),
    ],
  },
  {
    name: "panel-place",
    because: "Grafana moves panels that overlap, each time elsewhere",
    check: placement,
  },
  {
    name: "query-syntax",
    because: "Prometheus has to understand it",
    check: (dashboard) =>
      queriesOf(dashboard).flatMap(({ place, expression }) => {
        const error = expression.syntaxError();
        return error === undefined ? [] : [{ place, message: `is no PromQL ${error}` }];
      }),
  },
  {
    name: "query-namespace",
    because: "who chose a namespace sees no other's figures",
    check: ofSelections((selection) =>
      unless(
        selection.matchers.some(
          (matcher) => matcher.label === "namespace" && matcher.operator === "=~" && matcher.value === "$namespace",
        ),
        `${selection.metric} is asked for in every namespace`,
      ),
    ),
  },
  {
    name: "query-choices",
    because: "several values of a variable are joined by |, which only =~ understands",
    check: (dashboard) => {
      const several = multiValued(dashboard);
      return ofSelections((selection) =>
        selection.matchers
          .filter((matcher) => several.includes(matcher.value) && !["=~", "!~"].includes(matcher.operator))
          .map((matcher) => `${matcher.label}${matcher.operator}"${matcher.value}" takes one value only`),
      )(dashboard);
    },
  },
  {
    name: "query-window",
    because: "a fixed window is empty with slow scrapes and blind on long time ranges",
    check: ofSelections(windowComplaint),
  },
  {
    name: "query-counter",
    because: "the height of a counter says only how long its process has been running",
    check: ofSelections(counterComplaint),
  },
  {
    name: "query-gauge",
    because: "a gauge that falls would count as a restart",
    check: ofSelections(gaugeComplaint),
  },
  {
    name: "query-percentile",
    because: "percentiles of single instances cannot be added up",
    check: quantileComplaints,
  },
  {
    name: "query-legend",
    because: "lines without names cannot be told apart",
    check: ofPanels(legendComplaints),
  },
];
