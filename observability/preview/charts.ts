/** Panels as SVG and HTML, near to how Grafana draws them. */
import type { FieldConfig, Panel, ThresholdsConfig } from "@grafana/schema";
import { series as colors } from "../builders/palette.js";
import type { Answers, NamedLine } from "./answers.js";
import { written } from "./units.js";

export interface Size {
  width: number;
  height: number;
}

const AXIS = 66;
const TIME_AXIS = 18;
const LEGEND_LINE = 18;

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const defaults = (panel: Panel): FieldConfig => panel.fieldConfig?.defaults ?? {};

const unitOf = (panel: Panel): string => defaults(panel).unit ?? "short";

interface Look {
  color: string;
  dashed: boolean;
}

/** What the panel's overrides say of a name; else the next colour. */
const lookOf = (panel: Panel, name: string, index: number): Look => {
  const override = (panel.fieldConfig?.overrides ?? []).filter((candidate) => candidate.matcher.options === name);
  const properties = override.flatMap((candidate) => candidate.properties);
  const color = properties.find((property) => property.id === "color")?.value as { fixedColor?: string } | undefined;
  return {
    color: color?.fixedColor ?? colors[index % colors.length] ?? "#838A93",
    dashed: properties.some((property) => property.id === "custom.lineStyle"),
  };
};

export const thresholdColor = (thresholds: ThresholdsConfig | undefined, value: number): string => {
  const steps = thresholds?.steps ?? [];
  const reached = steps.filter((step) => step.value === null || step.value <= value);
  return reached.at(-1)?.color ?? "#1F6FE0";
};

const niceStep = (rough: number): number => {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power;
};

const ticks = (low: number, high: number, count: number): number[] => {
  const step = niceStep((high - low) / count);
  const first = Math.ceil(low / step) * step;
  const found: number[] = [];
  for (let value = first; value <= high + step / 1000; value += step) {
    found.push(value);
  }
  return found;
};

const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 19);

const timeAxis = (answers: Answers, x: (time: number) => number, bottom: number, width: number): string => {
  const count = Math.max(2, Math.floor(width / 110));
  const step = niceStep((answers.to - answers.from) / count);
  const marks: string[] = [];
  for (let time = Math.ceil(answers.from / step) * step; time <= answers.to; time += step) {
    if (x(time) < AXIS + 18 || x(time) > width - 22) continue;
    marks.push(`<text class="tick" x="${x(time).toFixed(1)}" y="${bottom + 14}" text-anchor="middle">${clock(time)}</text>`);
  }
  return marks.join("");
};

interface DrawnLine extends NamedLine, Look {}

const stackable = (panel: Panel): boolean => {
  const custom = defaults(panel).custom as { stacking?: { mode?: string } } | undefined;
  return custom?.stacking?.mode === "normal";
};

const isBars = (panel: Panel): boolean =>
  (defaults(panel).custom as { drawStyle?: string } | undefined)?.drawStyle === "bars";

const legend = (lines: readonly DrawnLine[]): string =>
  `<div class="legend">${lines
    .map(
      (line) =>
        `<span><i style="background:${line.color}${line.dashed ? ";opacity:.6" : ""}"></i>${escaped(line.name)}</span>`,
    )
    .join("")}</div>`;

const legendLines = (lines: readonly NamedLine[], width: number): number => {
  const characters = lines.reduce((sum, line) => sum + line.name.length * 6.2 + 28, 0);
  return Math.min(3, Math.max(1, Math.ceil(characters / (width - 10))));
};

const path = (points: [number, number][]): string =>
  points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)},${y.toFixed(1)}`).join("");

/** A line is broken where samples are missing. */
const pieces = (line: NamedLine, step: number): [number, number][][] => {
  const found: [number, number][][] = [];
  let last: number | undefined;
  for (const [time, value] of line.points) {
    if (!Number.isFinite(value)) {
      last = undefined;
      continue;
    }
    if (last === undefined || time - last > step * 1.5) found.push([]);
    found.at(-1)?.push([time, value]);
    last = time;
  }
  return found;
};

interface Pile {
  line: DrawnLine;
  low: [number, number][];
  high: [number, number][];
}

/** One above the other; each piece of a line that has gaps is an area of its own. */
const stacked = (lines: readonly DrawnLine[], step: number): Pile[] => {
  const heights = new Map<number, number>();
  return lines.flatMap((line) =>
    pieces(line, step).map((piece) => {
      const low = piece.map(([time]): [number, number] => [time, heights.get(time) ?? 0]);
      const high = piece.map(([time, value]): [number, number] => [time, (heights.get(time) ?? 0) + value]);
      high.forEach(([time, value]) => heights.set(time, value));
      return { line, low, high };
    }),
  );
};

export const timeSeriesChart = (panel: Panel, lines: readonly NamedLine[], answers: Answers, size: Size): string => {
  const drawn: DrawnLine[] = lines.map((line, index) => ({ ...line, ...lookOf(panel, line.name, index) }));
  const stack = stackable(panel);
  const inStack = drawn.filter((line) => stack && !line.dashed);
  const alone = drawn.filter((line) => !stack || line.dashed);
  const height = size.height - legendLines(drawn, size.width) * LEGEND_LINE - 4;
  const bottom = height - TIME_AXIS;
  const piles = stacked(inStack, answers.step);
  const values = [
    ...piles.flatMap((pile) => pile.high.map(([, value]) => value)),
    ...alone.flatMap((line) => line.points.map(([, value]) => value)),
  ].filter(Number.isFinite);
  const top = Math.max(defaults(panel).max ?? 0, ...values) || 1;
  const high = ticks(0, top * 1.02, 4).at(-1) === undefined ? top : Math.max(top * 1.05, niceStep(top / 4));
  const x = (time: number): number =>
    AXIS + ((time - answers.from) / Math.max(1, answers.to - answers.from)) * (size.width - AXIS - 8);
  const y = (value: number): number => bottom - (value / high) * (bottom - 6);
  const unit = unitOf(panel);
  const grid = ticks(0, high, 4)
    .map(
      (value) =>
        `<line class="grid" x1="${AXIS}" x2="${size.width - 8}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}"/>` +
        `<text class="tick" x="${AXIS - 6}" y="${(y(value) + 3.5).toFixed(1)}" text-anchor="end">${escaped(written(value, unit))}</text>`,
    )
    .join("");
  const place = ([time, value]: [number, number]): [number, number] => [x(time), y(value)];
  const areaOf = ({ line, low, high: upper }: Pile): string => {
    const edge = path(upper.map(place));
    const back = [...low].reverse().map(place).map(([px, py]) => `L${px.toFixed(1)},${py.toFixed(1)}`);
    return (
      `<path d="${edge}${back.join("")}Z" fill="${line.color}" fill-opacity="0.3"/>` +
      `<path d="${edge}" fill="none" stroke="${line.color}" stroke-width="1.5"/>`
    );
  };
  const barsOf = ({ line, low, high: upper }: Pile, step: number): string =>
    upper
      .map(([time, value], index) => {
        const under = low[index]?.[1] ?? 0;
        const width = x(time + step) - x(time);
        return (
          `<rect x="${(x(time) - width / 2).toFixed(1)}" y="${y(value).toFixed(1)}" width="${(width * 0.8).toFixed(1)}"` +
          ` height="${(y(under) - y(value)).toFixed(1)}" fill="${line.color}" fill-opacity="0.8"/>`
        );
      })
      .join("");
  const areas = piles.map((pile) => (isBars(panel) ? barsOf(pile, answers.step) : areaOf(pile))).join("");
  const strokes = alone
    .flatMap((line) =>
      pieces(line, answers.step).map((piece) =>
        piece.length === 1 && piece[0] !== undefined
          ? `<circle cx="${x(piece[0][0]).toFixed(1)}" cy="${y(piece[0][1]).toFixed(1)}" r="2" fill="${line.color}"/>`
          : `<path d="${path(piece.map(place))}" fill="none" stroke="${line.color}" stroke-width="2"${line.dashed ? ' stroke-dasharray="8 6"' : ""}/>`,
      ),
    )
    .join("");
  return (
    `<svg width="${size.width}" height="${height}">${grid}${timeAxis(answers, x, bottom, size.width)}${areas}${strokes}</svg>` +
    legend(drawn)
  );
};

export const statChart = (panel: Panel, lines: readonly NamedLine[], answers: Answers, size: Size): string => {
  const line = lines[0];
  const last = line?.points.filter(([, value]) => Number.isFinite(value)).at(-1)?.[1];
  const settings = defaults(panel);
  const color = last === undefined ? "var(--quiet)" : thresholdColor(settings.thresholds, last);
  const text = last === undefined ? (settings.noValue ?? "no data") : written(last, unitOf(panel), settings.decimals);
  const font = Math.min(size.height * 0.5, (size.width - 16) / Math.max(3, text.length * 0.6), 46);
  const course = (line?.points.length ?? 0) > 1 ? spark(line as NamedLine, answers, color, size) : "";
  return `${course}<div class="stat" style="color:${color};font-size:${font.toFixed(0)}px;height:${size.height}px">${escaped(text)}</div>`;
};

const spark = (line: NamedLine, answers: Answers, color: string, size: Size): string => {
  const values = line.points.filter(([, value]) => Number.isFinite(value));
  const top = Math.max(1e-9, ...values.map(([, value]) => value));
  const points = values.map(([time, value]): [number, number] => [
    ((time - answers.from) / Math.max(1, answers.to - answers.from)) * size.width,
    size.height - (value / top) * size.height * 0.4,
  ]);
  const first = points[0];
  const end = points.at(-1);
  if (first === undefined || end === undefined) return "";
  return (
    `<svg class="spark" width="${size.width}" height="${size.height}"><path d="${path(points)}L${end[0]},${size.height}L${first[0]},${size.height}Z"` +
    ` fill="${color}" fill-opacity="0.16"/><path d="${path(points)}" fill="none" stroke="${color}" stroke-width="1.2"/></svg>`
  );
};

export const barChart = (panel: Panel, lines: readonly NamedLine[], size: Size): string => {
  const settings = defaults(panel);
  const bars = lines
    .map((line) => ({ name: line.name, value: line.points.at(-1)?.[1] ?? Number.NaN }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => b.value - a.value);
  if (bars.length === 0) return `<div class="none" style="height:${size.height}px">${escaped(settings.noValue ?? "no data")}</div>`;
  const top = settings.max ?? Math.max(1e-9, ...bars.map(({ value }) => value));
  const height = Math.min(28, Math.max(14, size.height / bars.length - 6));
  return `<div class="bars" style="height:${size.height}px">${bars
    .map(({ name, value }) => {
      const color = thresholdColor(settings.thresholds, value);
      const share = Math.min(100, Math.max(0.5, (value / top) * 100));
      return (
        `<div class="bar" style="height:${height.toFixed(0)}px"><span class="name">${escaped(name)}</span>` +
        `<span class="rail"><b style="width:${share.toFixed(1)}%;background:${color}"></b></span>` +
        `<span class="value" style="color:${color}">${escaped(written(value, unitOf(panel), settings.decimals))}</span></div>`
      );
    })
    .join("")}</div>`;
};

const bound = (line: NamedLine): number => (line.labels["le"] === "+Inf" ? Infinity : Number(line.labels["le"]));

/** Prometheus counts what is below each bound: a cell is the difference to the bound below. */
export const heatmapChart = (panel: Panel, lines: readonly NamedLine[], answers: Answers, size: Size): string => {
  const buckets = [...lines].sort((a, b) => bound(a) - bound(b));
  const columns = Math.min(60, Math.floor((answers.to - answers.from) / answers.step) + 1);
  const columnSeconds = (answers.to - answers.from) / columns;
  const counts = buckets.map((bucket, row) => {
    const below = new Map(buckets[row - 1]?.points ?? []);
    const cells = new Array<number>(columns).fill(0);
    for (const [time, value] of bucket.points) {
      const column = Math.min(columns - 1, Math.floor((time - answers.from) / columnSeconds));
      const count = value - (below.get(time) ?? 0);
      if (column >= 0 && count > 0) cells[column] = Math.max(cells[column] ?? 0, count);
    }
    return cells;
  });
  const shown = counts.map((cells, row) => ({ cells, row })).filter(({ cells }) => cells.some((count) => count > 0.01));
  const lowest = Math.max(0, Math.min(...shown.map(({ row }) => row), buckets.length) - 1);
  const highest = Math.min(buckets.length - 1, Math.max(...shown.map(({ row }) => row), 0) + 1);
  const rows = Math.max(1, highest - lowest + 1);
  const bottom = size.height - TIME_AXIS;
  const cellHeight = (bottom - 4) / rows;
  const cellWidth = (size.width - AXIS - 8) / columns;
  const top = Math.max(1e-9, ...counts.flat());
  const x = (time: number): number => AXIS + ((time - answers.from) / Math.max(1, answers.to - answers.from)) * (size.width - AXIS - 8);
  const parts: string[] = [];
  for (let row = lowest; row <= highest; row++) {
    const y = bottom - (row - lowest + 1) * cellHeight;
    const name = buckets[row]?.labels["le"] === "+Inf" ? "more" : written(bound(buckets[row] as NamedLine), unitOf(panel));
    parts.push(`<text class="tick" x="${AXIS - 6}" y="${(y + cellHeight / 2 + 3.5).toFixed(1)}" text-anchor="end">${escaped(name)}</text>`);
    counts[row]?.forEach((count, column) => {
      if (count <= 0.01) return;
      const strength = 0.25 + 0.75 * (count / top) ** 0.5;
      parts.push(
        `<rect x="${(AXIS + column * cellWidth).toFixed(1)}" y="${(y + 0.5).toFixed(1)}" width="${Math.max(1, cellWidth - 1).toFixed(1)}"` +
          ` height="${(cellHeight - 1).toFixed(1)}" fill="#1F6FE0" fill-opacity="${strength.toFixed(2)}"/>`,
      );
    });
  }
  return `<svg width="${size.width}" height="${size.height}">${parts.join("")}${timeAxis(answers, x, bottom, size.width)}</svg>`;
};

export const timelineChart = (panel: Panel, lines: readonly NamedLine[], answers: Answers, size: Size): string => {
  const name = 250;
  const bottom = size.height - TIME_AXIS;
  const rowHeight = Math.min(30, bottom / Math.max(1, lines.length));
  const x = (time: number): number => name + ((time - answers.from) / Math.max(1, answers.to - answers.from)) * (size.width - name - 8);
  const rows = lines.map((line, row) => {
    const y = row * rowHeight;
    const blocks = pieces(line, answers.step).flatMap((piece) => runs(piece)).map(({ from, to, value }) => {
      const width = Math.max(2, x(to + answers.step) - x(from));
      const color = thresholdColor(defaults(panel).thresholds, value);
      const label = width > 14 ? `<text class="inside" x="${(x(from) + 4).toFixed(1)}" y="${(y + rowHeight / 2 + 4).toFixed(1)}">${escaped(written(value, unitOf(panel)))}</text>` : "";
      return `<rect x="${x(from).toFixed(1)}" y="${(y + 2).toFixed(1)}" width="${Math.min(width, size.width - 8 - x(from)).toFixed(1)}" height="${(rowHeight - 4).toFixed(1)}" fill="${color}" fill-opacity="0.75"/>${label}`;
    });
    return `<text class="tick" x="${name - 6}" y="${(y + rowHeight / 2 + 4).toFixed(1)}" text-anchor="end">${escaped(line.name.slice(0, 38))}</text>${blocks.join("")}`;
  });
  return `<svg width="${size.width}" height="${size.height}">${rows.join("")}${timeAxis(answers, x, bottom, size.width)}</svg>`;
};

const runs = (piece: [number, number][]): { from: number; to: number; value: number }[] => {
  const found: { from: number; to: number; value: number }[] = [];
  for (const [time, value] of piece) {
    const last = found.at(-1);
    if (last !== undefined && last.value === value) last.to = time;
    else found.push({ from: time, to: time, value });
  }
  return found;
};

interface Column {
  title: string;
  unit: string;
  decimals: number | undefined;
  thresholds: ThresholdsConfig | undefined;
}

/** The names that the transformation gives to labels and to the queries' values. */
const renames = (panel: Panel): Record<string, string> => {
  const organize = (panel.transformations ?? []).find(({ id }) => id === "organize");
  return (organize?.options as { renameByName?: Record<string, string> } | undefined)?.renameByName ?? {};
};

const columnOf = (panel: Panel, title: string): Column => {
  const properties = (panel.fieldConfig?.overrides ?? [])
    .filter((candidate) => candidate.matcher.options === title)
    .flatMap((candidate) => candidate.properties);
  const value = (id: string): unknown => properties.find((property) => property.id === id)?.value;
  return {
    title,
    unit: (value("unit") as string | undefined) ?? "short",
    decimals: value("decimals") as number | undefined,
    thresholds: value("thresholds") as ThresholdsConfig | undefined,
  };
};

export const tableChart = (panel: Panel, lines: readonly NamedLine[], size: Size): string => {
  const renamed = renames(panel);
  const keys = Object.entries(renamed).filter(([name]) => !name.startsWith("Value"));
  const targets = (panel.targets ?? []).map((target) => String((target as { refId: string }).refId));
  const columns = targets.map((refId) => columnOf(panel, renamed[targets.length === 1 ? "Value" : `Value #${refId}`] ?? refId));
  const rows = new Map<string, { keys: string[]; values: (number | undefined)[] }>();
  for (const line of lines) {
    const key = keys.map(([name]) => line.labels[name] ?? "");
    const row = rows.get(key.join("\n")) ?? { keys: key, values: targets.map(() => undefined) };
    row.values[targets.indexOf(line.target)] = line.points.at(-1)?.[1];
    rows.set(key.join("\n"), row);
  }
  const options = panel.options as { sortBy?: { displayName: string }[] };
  const sortIndex = columns.findIndex(({ title }) => title === options.sortBy?.[0]?.displayName);
  const sorted = [...rows.values()].sort((a, b) => (b.values[sortIndex] ?? -1) - (a.values[sortIndex] ?? -1));
  const cell = (value: number | undefined, column: Column): string => {
    if (value === undefined || !Number.isFinite(value)) return '<td class="number">–</td>';
    const color = column.thresholds === undefined ? "" : ` style="color:${thresholdColor(column.thresholds, value)}"`;
    return `<td class="number"${color}>${escaped(written(value, column.unit, column.decimals))}</td>`;
  };
  const head = [...keys.map(([, title]) => `<th>${escaped(title)}</th>`), ...columns.map(({ title }) => `<th class="number">${escaped(title)}</th>`)];
  const body = sorted.map(
    (row) =>
      `<tr>${row.keys.map((key) => `<td>${escaped(key)}</td>`).join("")}${row.values.map((value, index) => cell(value, columns[index] as Column)).join("")}</tr>`,
  );
  return `<div class="table" style="height:${size.height}px"><table><tr>${head.join("")}</tr>${body.join("")}</table></div>`;
};
