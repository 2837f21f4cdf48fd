import type { FieldConfig, FieldConfigSource, Panel, ThresholdsConfig } from "@grafana/schema";
import {
  AxisPlacement,
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  FieldColorModeId,
  GraphDrawStyle,
  GraphThresholdsStyleMode,
  HeatmapCellLayout,
  LegendDisplayMode,
  LineInterpolation,
  PercentChangeColorMode,
  SortOrder,
  StackingMode,
  TableCellDisplayMode,
  TableCellHeight,
  ThresholdsMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizOrientation,
} from "@grafana/schema";
import type { GraphFieldConfig, TableFieldOptions, TableOptions } from "@grafana/schema";
import type { Options as BarGaugeOptions } from "@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen";
import type { HeatmapColorMode, Options as HeatmapOptions } from "@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen";
import type { Options as StatOptions } from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import type {
  FieldConfig as TimelineFieldConfig,
  Options as TimelineOptions,
} from "@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen";
import type { Options as TimeSeriesOptions } from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";
import type { ValueLink } from "./links.js";
import { meaning, series, seriesColors, type PaletteColor } from "./palette.js";

/** What a reader needs who has never seen the panel. */
export interface Explanation {
  shows: string;
  normal: string;
  act: string;
}

/** A query of Prometheus, as its data source plug-in for Grafana keeps it. */
export interface PrometheusTarget extends Record<string, unknown> {
  refId: string;
  expr: string;
  legendFormat: string;
  format: "time_series" | "table" | "heatmap";
  instant: boolean;
  range: boolean;
  exemplar: boolean;
  datasource: { type: "prometheus"; uid: string };
}

/** A panel before it has a place and an id. */
export interface UnplacedPanel {
  width: number;
  panel: Panel;
}

/** What all panels have in common. */
export interface PanelWords {
  title: string;
  width: number;
  unit: string;
  explanation: Explanation;
  links?: readonly ValueLink[];
}

/** A line, or a group of lines named by a label. */
export interface Query {
  expr: string;
  legend: string;
  exemplar?: boolean;
}

export const prometheus = { type: "prometheus", uid: "${datasource}" } as const;

const REF_IDS = "ABCDEFGHIJ";

const describe = (words: Explanation): string =>
  `${words.shows}\n\n**Normal:** ${words.normal}\n\n**Otherwise:** ${words.act}`;

const target = (query: Query, index: number, kind: Partial<PrometheusTarget> = {}): PrometheusTarget => ({
  refId: REF_IDS.charAt(index),
  datasource: prometheus,
  expr: query.expr,
  legendFormat: query.legend,
  format: "time_series",
  instant: false,
  range: true,
  exemplar: query.exemplar ?? false,
  ...kind,
});

const instant = { instant: true, range: false } as const;

/** Blue until the first limit, then amber, then red; limits that fall mean that less is worse. */
export const thresholds = (warning: number, bad: number): ThresholdsConfig => {
  const steps =
    warning <= bad
      ? [
          { color: meaning.good, value: null },
          { color: meaning.warning, value: warning },
          { color: meaning.bad, value: bad },
        ]
      : [
          { color: meaning.bad, value: null },
          { color: meaning.warning, value: bad },
          { color: meaning.good, value: warning },
        ];
  return { mode: ThresholdsMode.Absolute, steps };
};

/** Blue, and red from one limit on. */
export const alarm = (bad: number): ThresholdsConfig => ({
  mode: ThresholdsMode.Absolute,
  steps: [
    { color: meaning.good, value: null },
    { color: meaning.bad, value: bad },
  ],
});

/** A figure that is neither good nor bad. */
export const plain: ThresholdsConfig = {
  mode: ThresholdsMode.Absolute,
  steps: [{ color: meaning.good, value: null }],
};

const base = (words: PanelWords, type: string, targets: PrometheusTarget[]): Panel => ({
  type,
  title: words.title,
  description: describe(words.explanation),
  datasource: prometheus,
  targets,
});

const withLinks = (defaults: FieldConfig, links: readonly ValueLink[] | undefined): FieldConfig =>
  links === undefined ? defaults : { ...defaults, links: [...links] };

type Override = FieldConfigSource["overrides"][number];

const fixedColor = (name: string, color: PaletteColor): Override => ({
  matcher: { id: "byName", options: name },
  properties: [{ id: "color", value: { mode: FieldColorModeId.Fixed, fixedColor: color } }],
});

/** What is measured against: a dashed line without fill, on no stack. */
const reference = (name: string): Override => ({
  matcher: { id: "byName", options: name },
  properties: [
    { id: "custom.lineStyle", value: { fill: "dash", dash: [8, 6] } },
    { id: "custom.fillOpacity", value: 0 },
    { id: "custom.lineWidth", value: 2 },
    { id: "custom.stacking", value: { mode: StackingMode.None } },
    { id: "custom.drawStyle", value: GraphDrawStyle.Line },
  ],
});

const REFERENCES: readonly string[] = ["objective", "limit", "target"];

const PLACEHOLDER = /\{\{/;

/** Colours by name: of the words that a legend says itself, and of the values that its label may take. */
const colorOverrides = (queries: readonly Query[], values: readonly string[]): Override[] => {
  const said = queries.map((query) => query.legend).filter((legend) => !PLACEHOLDER.test(legend));
  return [...said, ...values].flatMap((name, index) => {
    const color = seriesColors[name] ?? (said.length > 1 || values.includes(name) ? series[index % series.length] : undefined);
    const colored = color === undefined ? [] : [fixedColor(name, color)];
    return REFERENCES.includes(name) ? [...colored, reference(name)] : colored;
  });
};

/** Lines over time. */
export interface TimeSeriesWords extends PanelWords {
  queries: readonly Query[];
  /** Values of the label that names the series, where they are known and few. */
  values?: readonly string[];
  look?: "lines" | "stack" | "bars";
  limits?: ThresholdsConfig;
  max?: number;
  min?: number;
  /** How the legend sums a line up. */
  calc?: "lastNotNull" | "mean" | "max" | "sum";
}

const graphConfig = (look: "lines" | "stack" | "bars", hasLimits: boolean): GraphFieldConfig => ({
  drawStyle: look === "bars" ? GraphDrawStyle.Bars : GraphDrawStyle.Line,
  lineInterpolation: LineInterpolation.Linear,
  lineWidth: look === "bars" ? 1 : 2,
  fillOpacity: look === "lines" ? 6 : look === "bars" ? 80 : 30,
  spanNulls: false,
  stacking: { mode: look === "lines" ? StackingMode.None : StackingMode.Normal, group: "A" },
  axisPlacement: AxisPlacement.Auto,
  thresholdsStyle: { mode: hasLimits ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off },
});

export const timeSeries = (words: TimeSeriesWords): UnplacedPanel => {
  const options: TimeSeriesOptions = {
    legend: {
      displayMode: LegendDisplayMode.List,
      placement: "bottom",
      showLegend: true,
      calcs: words.calc === undefined ? [] : [words.calc],
    },
    tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending },
  };
  const defaults: FieldConfig = {
    unit: words.unit,
    min: words.min ?? 0,
    color: { mode: FieldColorModeId.PaletteClassicByName },
    thresholds: words.limits ?? plain,
    custom: { ...graphConfig(words.look ?? "lines", words.limits !== undefined) },
    ...(words.max === undefined ? {} : { max: words.max }),
  };
  return {
    width: words.width,
    panel: {
      ...base(words, "timeseries", words.queries.map((query, index) => target(query, index))),
      options: { ...options },
      fieldConfig: {
        defaults: withLinks(defaults, words.links),
        overrides: colorOverrides(words.queries, words.values ?? []),
      },
    },
  };
};

/** One figure, coloured by its limits. */
export interface StatWords extends PanelWords {
  expr: string;
  limits?: ThresholdsConfig;
  /** Whether a line behind the figure shows its course; else it is the figure of the whole time range. */
  course?: boolean;
  decimals?: number;
  /** What stands there while nothing is measured. */
  none?: string;
}

export const stat = (words: StatWords): UnplacedPanel => {
  const options: StatOptions = {
    colorMode: BigValueColorMode.Value,
    graphMode: words.course === true ? BigValueGraphMode.Area : BigValueGraphMode.None,
    justifyMode: BigValueJustifyMode.Auto,
    textMode: BigValueTextMode.Value,
    orientation: VizOrientation.Auto,
    reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
    percentChangeColorMode: PercentChangeColorMode.Standard,
    showPercentChange: false,
    wideLayout: true,
  };
  const defaults: FieldConfig = {
    unit: words.unit,
    color: { mode: FieldColorModeId.Thresholds },
    thresholds: words.limits ?? plain,
    noValue: words.none ?? "none",
    ...(words.decimals === undefined ? {} : { decimals: words.decimals }),
  };
  const query = target({ expr: words.expr, legend: words.title }, 0, words.course === true ? {} : instant);
  return {
    width: words.width,
    panel: {
      ...base(words, "stat", [query]),
      options: { ...options },
      fieldConfig: { defaults: withLinks(defaults, words.links), overrides: [] },
    },
  };
};

/** Bars, one for each value of a label, longest first. */
export interface BarWords extends PanelWords {
  expr: string;
  legend: string;
  limits?: ThresholdsConfig;
  max?: number;
  decimals?: number;
}

export const bars = (words: BarWords): UnplacedPanel => {
  const options: BarGaugeOptions = {
    displayMode: BarGaugeDisplayMode.Basic,
    valueMode: BarGaugeValueMode.Color,
    namePlacement: BarGaugeNamePlacement.Left,
    sizing: BarGaugeSizing.Auto,
    showUnfilled: true,
    minVizHeight: 14,
    maxVizHeight: 28,
    minVizWidth: 8,
    orientation: VizOrientation.Horizontal,
    reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
    legend: { showLegend: false, displayMode: LegendDisplayMode.Hidden, placement: "bottom", calcs: [] },
  };
  const defaults: FieldConfig = {
    unit: words.unit,
    min: 0,
    color: { mode: FieldColorModeId.Thresholds },
    thresholds: words.limits ?? plain,
    noValue: "none",
    ...(words.max === undefined ? {} : { max: words.max }),
    ...(words.decimals === undefined ? {} : { decimals: words.decimals }),
  };
  return {
    width: words.width,
    panel: {
      ...base(words, "bargauge", [target({ expr: words.expr, legend: words.legend }, 0, instant)]),
      options: { ...options },
      fieldConfig: { defaults: withLinks(defaults, words.links), overrides: [] },
    },
  };
};

/** How often each duration occurred, over time; with exemplars that lead to traces. */
export interface HeatmapWords extends PanelWords {
  /** The buckets' growth by `le`. */
  expr: string;
}

export const heatmap = (words: HeatmapWords): UnplacedPanel => {
  const options: HeatmapOptions = {
    calculate: false,
    cellGap: 1,
    color: { mode: "scheme" as HeatmapColorMode, scheme: "Blues", exponent: 0.5, fill: meaning.good, reverse: false, steps: 32 },
    exemplars: { color: meaning.warning },
    filterValues: { le: 1e-9 },
    legend: { show: true },
    rowsFrame: { layout: HeatmapCellLayout.auto },
    showValue: VisibilityMode.Never,
    tooltip: { mode: TooltipDisplayMode.Single, yHistogram: true },
    yAxis: { axisPlacement: AxisPlacement.Left, unit: words.unit, reverse: false },
  };
  return {
    width: words.width,
    panel: {
      ...base(words, "heatmap", [target({ expr: words.expr, legend: "{{le}}", exemplar: true }, 0, { format: "heatmap" })]),
      options: { ...options },
      fieldConfig: { defaults: { unit: words.unit }, overrides: [] },
    },
  };
};

/** The states of several things over time, one row for each. */
export interface TimelineWords extends PanelWords {
  queries: readonly Query[];
  limits: ThresholdsConfig;
}

export const timeline = (words: TimelineWords): UnplacedPanel => {
  const options: TimelineOptions = {
    alignValue: "left",
    mergeValues: true,
    rowHeight: 0.85,
    showValue: VisibilityMode.Auto,
    legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: "bottom", calcs: [] },
    tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
  };
  const custom: TimelineFieldConfig = { fillOpacity: 75, lineWidth: 0 };
  return {
    width: words.width,
    panel: {
      ...base(words, "state-timeline", words.queries.map((query, index) => target(query, index))),
      options: { ...options },
      fieldConfig: {
        defaults: withLinks(
          {
            unit: words.unit,
            color: { mode: FieldColorModeId.Thresholds },
            thresholds: words.limits,
            custom: { ...custom },
          },
          words.links,
        ),
        overrides: [],
      },
    },
  };
};

/** A column of a table: one query, joined to the others by the labels that they share. */
export interface Column {
  title: string;
  expr: string;
  unit: string;
  limits?: ThresholdsConfig;
  decimals?: number;
  hidden?: boolean;
}

export interface TableWords extends PanelWords {
  /** The labels that name a row, and how their columns are called. */
  keys: Readonly<Record<string, string>>;
  columns: readonly Column[];
  /** The column whose largest value stands first. */
  sortBy: string;
}

const valueField = (index: number, total: number): string => (total === 1 ? "Value" : `Value #${REF_IDS.charAt(index)}`);

const columnOverride = (column: Column): Override => ({
  matcher: { id: "byName", options: column.title },
  properties: [
    { id: "unit", value: column.unit },
    ...(column.decimals === undefined ? [] : [{ id: "decimals", value: column.decimals }]),
    ...(column.limits === undefined
      ? []
      : [
          { id: "thresholds", value: column.limits },
          { id: "custom.cellOptions", value: { type: TableCellDisplayMode.ColorText } },
        ]),
  ],
});

export const table = (words: TableWords): UnplacedPanel => {
  const options: TableOptions = {
    cellHeight: TableCellHeight.Sm,
    frameIndex: 0,
    showHeader: true,
    sortBy: [{ displayName: words.sortBy, desc: true }],
  };
  const renamed = Object.fromEntries([
    ...Object.entries(words.keys),
    ...words.columns.map((column, index) => [valueField(index, words.columns.length), column.title]),
  ]);
  const order = [...Object.keys(words.keys), ...words.columns.map((_, index) => valueField(index, words.columns.length))];
  const custom: TableFieldOptions = {
    align: "auto",
    cellOptions: { type: TableCellDisplayMode.Auto },
    inspect: false,
    filterable: false,
  };
  return {
    width: words.width,
    panel: {
      ...base(
        words,
        "table",
        words.columns.map((column, index) =>
          target({ expr: column.expr, legend: column.title }, index, { ...instant, format: "table" }),
        ),
      ),
      options: { ...options },
      transformations: [
        { id: "merge", options: {} },
        {
          id: "organize",
          options: {
            excludeByName: { Time: true },
            indexByName: Object.fromEntries(order.map((name, index) => [name, index])),
            renameByName: renamed,
          },
        },
      ],
      fieldConfig: {
        defaults: withLinks(
          {
            unit: words.unit,
            color: { mode: FieldColorModeId.Thresholds },
            thresholds: plain,
            noValue: "–",
            custom: { ...custom },
          },
          words.links,
        ),
        overrides: words.columns.map(columnOverride),
      },
    },
  };
};

/** The alerts of Dropbatch that fire or are about to. */
export const alertList = (words: Omit<PanelWords, "unit">): UnplacedPanel => ({
  width: words.width,
  panel: {
    type: "alertlist",
    title: words.title,
    description: describe(words.explanation),
    datasource: prometheus,
    options: {
      alertName: "Dropbatch",
      dashboardAlerts: false,
      datasource: "${datasource}",
      groupBy: [],
      groupMode: "default",
      maxItems: 20,
      sortOrder: 3,
      stateFilter: { error: true, firing: true, noData: false, normal: false, pending: true },
      viewMode: "list",
    },
    fieldConfig: { defaults: {}, overrides: [] },
  },
});
