/**
 * Draws the dashboards with the answers of a real run, each in light and dark: node pages.js DASHBOARDS ANSWERS FOLDER.
 * It prints a line for each page: its file, width and height.
 */
import type { Dashboard, Panel } from "@grafana/schema";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRow } from "../checks/dashboards.js";
import { readDashboards } from "../checks/lint.js";
import { linesOf, type Answers } from "./answers.js";
import {
  barChart,
  escaped,
  heatmapChart,
  statChart,
  tableChart,
  timelineChart,
  timeSeriesChart,
  type Size,
} from "./charts.js";

const WIDTH = 1440;
const MARGIN = 16;
const GAP = 8;
const CELL = 30;
const HEAD = 56;
const TITLE = 30;
const INNER = 8;

const THEMES = {
  light: { paper: "#f4f5f5", card: "#ffffff", ink: "#24292e", quiet: "#6a727c", line: "#e2e5e9" },
  dark: { paper: "#111217", card: "#181b1f", ink: "#d8d9dd", quiet: "#8e959e", line: "#2c3036" },
} as const;

const style = (theme: keyof typeof THEMES): string => {
  const { paper, card, ink, quiet, line } = THEMES[theme];
  return `:root { --quiet: ${quiet}; }
* { box-sizing: border-box; }
body { margin: 0; background: ${paper}; color: ${ink}; font: 13px/1.4 "DejaVu Sans", sans-serif; position: relative; }
header { position: absolute; left: ${MARGIN}px; right: ${MARGIN}px; top: 12px; display: flex; gap: 16px; align-items: baseline; }
h1 { font-size: 18px; margin: 0; font-weight: 500; } header p { margin: 0; color: ${quiet}; }
.row { position: absolute; left: ${MARGIN}px; right: ${MARGIN}px; height: ${CELL}px; line-height: ${CELL}px; font-size: 15px; font-weight: 600; }
.panel { position: absolute; background: ${card}; border: 1px solid ${line}; border-radius: 3px; overflow: hidden; }
.panel h2 { font-size: 13px; font-weight: 600; margin: 0; padding: 0 ${INNER}px; height: ${TITLE}px; line-height: ${TITLE}px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.content { position: absolute; left: ${INNER}px; right: ${INNER}px; top: ${TITLE}px; bottom: ${INNER}px; overflow: hidden; }
.tick { fill: ${quiet}; font-size: 11px; } .inside { fill: #fff; font-size: 11px; }
.grid { stroke: ${line}; stroke-width: 1; }
.legend { font-size: 11px; line-height: 18px; color: ${ink}; display: flex; flex-wrap: wrap; column-gap: 12px; max-height: 54px; overflow: hidden; padding-left: 4px; }
.legend span { white-space: nowrap; } .legend i { display: inline-block; width: 14px; height: 4px; border-radius: 2px; margin-right: 5px; vertical-align: 3px; }
.stat { display: flex; align-items: center; justify-content: center; font-weight: 500; position: relative; }
.spark { position: absolute; left: 0; top: 0; }
.none { display: flex; align-items: center; justify-content: center; color: ${quiet}; }
.bars { display: flex; flex-direction: column; justify-content: space-evenly; }
.bar { display: flex; align-items: center; gap: 8px; }
.bar .name { flex: 0 0 32%; text-align: right; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.bar .rail { flex: 1; background: ${line}; height: 100%; } .bar b { display: block; height: 100%; }
.bar .value { flex: 0 0 70px; font-weight: 600; }
.table { overflow: hidden; } table { border-collapse: collapse; width: 100%; font-size: 12px; }
th { text-align: left; color: ${quiet}; font-weight: 600; } th, td { padding: 4px 8px; border-bottom: 1px solid ${line}; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }`;
};

const content = (panel: Panel, answers: Answers, size: Size): string => {
  const lines = linesOf(panel, answers);
  if (lines.length === 0 && !["alertlist", "stat", "bargauge"].includes(panel.type)) {
    return `<div class="none" style="height:${size.height}px">No data</div>`;
  }
  switch (panel.type) {
    case "timeseries":
      return timeSeriesChart(panel, lines, answers, size);
    case "stat":
      return statChart(panel, lines, answers, size);
    case "bargauge":
      return barChart(panel, lines, size);
    case "heatmap":
      return heatmapChart(panel, lines, answers, size);
    case "state-timeline":
      return timelineChart(panel, lines, answers, size);
    case "table":
      return tableChart(panel, lines, size);
    default:
      return `<div class="none" style="height:${size.height}px">No alert fires</div>`;
  }
};

const COLUMN = (WIDTH - 2 * MARGIN + GAP) / 24;
const topOf = (y: number): number => HEAD + y * (CELL + GAP);

const drawn = (panel: Panel, answers: Answers): string => {
  const { x, y, w, h } = panel.gridPos ?? { x: 0, y: 0, w: 0, h: 0 };
  const width = w * COLUMN - GAP;
  const height = h * (CELL + GAP) - GAP;
  const size = { width: width - 2 * INNER - 2, height: height - TITLE - INNER - 2 };
  return (
    `<section class="panel" style="left:${(MARGIN + x * COLUMN).toFixed(1)}px;top:${topOf(y)}px;width:${width.toFixed(1)}px;height:${height}px">` +
    `<h2>${escaped(panel.title ?? "")}</h2><div class="content">${content(panel, answers, size)}</div></section>`
  );
};

const page = (dashboard: Dashboard, answers: Answers, theme: keyof typeof THEMES): { html: string; height: number } => {
  const panels = dashboard.panels ?? [];
  const height = Math.max(...panels.map(({ gridPos }) => topOf((gridPos?.y ?? 0) + (gridPos?.h ?? 0)))) + GAP;
  const parts = panels.map((panel) =>
    isRow(panel)
      ? `<div class="row" style="top:${topOf(panel.gridPos?.y ?? 0)}px">${escaped(panel.title ?? "")}</div>`
      : drawn(panel, answers),
  );
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(dashboard.title ?? "")}</title><style>${style(theme)}</style>
<body style="width:${WIDTH}px;height:${height}px"><header><h1>${escaped(dashboard.title ?? "")}</h1><p>${escaped(dashboard.description ?? "")}</p></header>
${parts.join("\n")}</body></html>`;
  return { html, height };
};

const [dashboards, answersFolder, folder] = process.argv.slice(2);
if (dashboards === undefined || answersFolder === undefined || folder === undefined) {
  throw new Error("usage: pages.js DASHBOARDS ANSWERS FOLDER");
}
mkdirSync(folder, { recursive: true });
for (const dashboard of readDashboards(dashboards)) {
  const file = join(answersFolder, `${dashboard.uid}.json`);
  if (!existsSync(file)) {
    throw new Error(`${file} is missing: run DashboardsTest first, which keeps the answers`);
  }
  const answers = JSON.parse(readFileSync(file, "utf8")) as Answers;
  for (const theme of ["light", "dark"] as const) {
    const { html, height } = page(dashboard, answers, theme);
    const name = `${dashboard.uid ?? ""}-${theme}`;
    writeFileSync(join(folder, `${name}.html`), html);
    console.log(`${name} ${WIDTH} ${height}`);
  }
}
