/** What Prometheus answered to the queries of a dashboard, as the system test keeps it. */
import type { Panel } from "@grafana/schema";
import { targetsOf } from "../checks/dashboards.js";

interface Series {
  metric: Record<string, string>;
  value?: [number, string];
  values?: [number, string][];
}

/** @param panels the answer by the panel's id and the query's letter */
export interface Answers {
  from: number;
  to: number;
  step: number;
  panels: Record<string, Record<string, { result: Series[] }>>;
}

/** A line with its name; instants have one point. */
export interface NamedLine {
  name: string;
  target: string;
  labels: Record<string, string>;
  points: [number, number][];
}

const named = (format: string, labels: Record<string, string>): string =>
  format.replace(/\{\{(\w+)\}\}/g, (_, label: string) => labels[label] ?? "");

/** All lines of a panel in the order of its queries. */
export const linesOf = (panel: Panel, answers: Answers): NamedLine[] =>
  targetsOf(panel).flatMap((target) => {
    const result = answers.panels[String(panel.id)]?.[target.refId]?.result ?? [];
    return result.map((series) => ({
      name: named(target.legendFormat, series.metric),
      target: target.refId,
      labels: series.metric,
      points: (series.values ?? (series.value === undefined ? [] : [series.value])).map(
        ([time, value]): [number, number] => [time, Number(value)],
      ),
    }));
  });
