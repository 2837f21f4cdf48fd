/** A dashboard as it is committed, flattened to what the rules ask of it. */
import type { Dashboard, Panel, RowPanel } from "@grafana/schema";
import type { PrometheusTarget } from "../builders/panel.js";

export const isRow = (panel: Panel | RowPanel): panel is RowPanel => panel.type === "row";

/** All panels with content, those in collapsed rows included. */
export const panelsOf = (dashboard: Dashboard): Panel[] =>
  (dashboard.panels ?? []).flatMap((panel) => (isRow(panel) ? panel.panels : [panel]));

export const targetsOf = (panel: Panel): PrometheusTarget[] => (panel.targets ?? []) as PrometheusTarget[];

/** The queries of annotations, which are as good a place for a mistake as those of panels. */
export const annotationExpressions = (dashboard: Dashboard): { name: string; expr: string }[] =>
  (dashboard.annotations?.list ?? []).map((annotation) => ({
    name: annotation.name,
    expr: (annotation as unknown as { expr: string }).expr,
  }));

/** The series that a variable's values are read from, in `label_values(series, label)`. */
export const variableSeries = (query: unknown): string | undefined => {
  const text = typeof query === "string" ? query : (query as { query?: string } | undefined)?.query;
  return /^label_values\((.*), *[a-z_]+\)$/s.exec(text ?? "")?.[1];
};
