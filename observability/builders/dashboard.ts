import type { AnnotationQuery, Dashboard, Panel, RowPanel, VariableModel } from "@grafana/schema";
import { DashboardCursorSync, VariableHide, VariableRefresh, VariableSort } from "@grafana/schema";
import { consoleLink, otherDashboards, TAG } from "./links.js";
import { palette } from "./palette.js";
import { prometheus, type UnplacedPanel } from "./panel.js";
import { count, here } from "./promql.js";

/** Panels under a heading, side by side and wrapped at the grid's 24 columns. */
export interface Section {
  title: string;
  /** The height of its lines, in rows of the grid. */
  height: number;
  panels: readonly UnplacedPanel[];
}

export interface DashboardWords {
  uid: string;
  title: string;
  description: string;
  sections: readonly Section[];
  /** Variables beside those that every dashboard has. */
  variables?: readonly VariableModel[];
}

const GRID = 24;

const datasource: VariableModel = {
  type: "datasource",
  name: "datasource",
  label: "Prometheus",
  query: "prometheus",
  hide: VariableHide.dontHide,
  refresh: VariableRefresh.onDashboardLoad,
};

/** A choice among the values that a label has in the time range. */
export const labelVariable = (name: string, label: string, series: string, of: string, all: string): VariableModel => ({
  type: "query",
  name,
  label,
  datasource: prometheus,
  query: { query: `label_values(${series}, ${of})`, refId: name },
  refresh: VariableRefresh.onTimeRangeChanged,
  sort: VariableSort.alphabeticalAsc,
  multi: true,
  includeAll: true,
  allValue: all,
  current: { selected: true, text: ["All"], value: ["$__all"] },
});

const namespace = labelVariable("namespace", "Namespace", "dropbatch_build_info", "namespace", ".*");
const workload = labelVariable("workload", "Workload", here("dropbatch_drops_total"), "workload", ".+");

const consoleAddress: VariableModel = {
  type: "textbox",
  name: "console",
  label: "Console",
  description: "Where results-service is to be found from the browser, for links to the drops themselves.",
  query: "http://127.0.0.1:8084",
  current: { selected: true, text: "http://127.0.0.1:8084", value: "http://127.0.0.1:8084" },
  hide: VariableHide.dontHide,
};

/** A query for an annotation, as the Prometheus plug-in keeps it. */
interface PrometheusAnnotation extends AnnotationQuery {
  expr: string;
  titleFormat: string;
  textFormat: string;
  tagKeys?: string;
  step?: string;
  useValueForTime?: boolean;
}

const versions = (offset: string): string => count("version, revision", here("dropbatch_build_info") + offset);

const annotations: PrometheusAnnotation[] = [
  {
    name: "New version",
    datasource: prometheus,
    enable: true,
    iconColor: palette.violet,
    expr: `${versions("")} unless ${versions(" offset 5m")}`,
    titleFormat: "Version {{version}}",
    textFormat: "Revision {{revision}} began to run",
    step: "30s",
  },
  {
    name: "Restart",
    datasource: prometheus,
    enable: true,
    iconColor: palette.grey,
    expr: `${here("process_start_time_seconds", 'application=~".+-service"')} * 1000`,
    titleFormat: "Start of {{application}}",
    textFormat: "{{instance}} started",
    useValueForTime: true,
    step: "30s",
  },
  {
    name: "Preemption burst",
    datasource: prometheus,
    enable: true,
    iconColor: palette.amber,
    expr: `sum (increase(${here("dropbatch_tasks_preempted_total")}[5m])) >= 5`,
    titleFormat: "Spot nodes were taken",
    textFormat: "Five or more tasks lost their node within 5 minutes",
    step: "60s",
  },
];

const row = (title: string, y: number, id: number): RowPanel => ({
  type: "row",
  title,
  id,
  collapsed: false,
  panels: [],
  gridPos: { h: 1, w: GRID, x: 0, y },
});

/** Lays a section out from row {@code y} on and says where the next one begins. */
const place = (section: Section, y: number, firstId: number): { panels: (Panel | RowPanel)[]; next: number } => {
  const panels: (Panel | RowPanel)[] = [row(section.title, y, firstId)];
  let x = 0;
  let line = y + 1;
  section.panels.forEach(({ panel, width }, index) => {
    if (x + width > GRID) {
      x = 0;
      line += section.height;
    }
    panels.push({ ...panel, id: firstId + 1 + index, gridPos: { h: section.height, w: width, x, y: line } });
    x += width;
  });
  return { panels, next: line + section.height };
};

const layOut = (sections: readonly Section[]): (Panel | RowPanel)[] => {
  const panels: (Panel | RowPanel)[] = [];
  let y = 0;
  // Ids leave room in each section, so that a new panel does not change the address of those behind it.
  sections.forEach((section, index) => {
    const placed = place(section, y, (index + 1) * 100);
    panels.push(...placed.panels);
    y = placed.next;
  });
  return panels;
};

export const dashboard = (words: DashboardWords): Dashboard => ({
  uid: words.uid,
  title: words.title,
  description: words.description,
  tags: [TAG],
  schemaVersion: 41,
  editable: false,
  graphTooltip: DashboardCursorSync.Crosshair,
  time: { from: "now-6h", to: "now" },
  timezone: "browser",
  refresh: "30s",
  links: [otherDashboards, consoleLink],
  templating: { list: [datasource, namespace, workload, ...(words.variables ?? []), consoleAddress] },
  annotations: { list: annotations },
  panels: layOut(words.sections),
});
