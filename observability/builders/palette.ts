/**
 * The colours of all dashboards. Each stands out from Grafana's light and dark background by 3:1, and each pair stays apart
 * for people who see no red or no green; a check computes both.
 */
export const palette = {
  blue: "#1F6FE0",
  amber: "#C98500",
  red: "#C9301E",
  grey: "#838A93",
  plum: "#6A5D9C",
  green: "#54A26A",
  sky: "#3A95DA",
  violet: "#5F50FD",
} as const;

export type PaletteColor = (typeof palette)[keyof typeof palette];

/** What a colour says, the same on every panel: blue is well, amber needs an eye, red needs a hand, grey is neither. */
export const meaning = {
  good: palette.blue,
  warning: palette.amber,
  bad: palette.red,
  neutral: palette.grey,
} as const;

/** The colours of series whose names are known; what is not listed takes the next of Grafana's own. */
export const seriesColors: Readonly<Record<string, PaletteColor>> = {
  accepted: palette.sky,
  ready: palette.blue,
  ok: palette.blue,
  succeeded: palette.blue,
  completed: palette.blue,
  running: palette.blue,
  partial: palette.amber,
  rejected: palette.plum,
  failed: palette.red,
  abandoned: palette.amber,
  "dead-lettered": palette.red,
  "sound: true": palette.blue,
  "sound: false": palette.red,
  exported: palette.blue,
  dropped: palette.amber,
  queued: palette.grey,
  submitting: palette.sky,
  idle: palette.amber,
  other: palette.grey,
  p50: palette.sky,
  p95: palette.blue,
  p99: palette.plum,
  mean: palette.blue,
  objective: palette.red,
  limit: palette.red,
  target: palette.grey,
};

/** Where no name says otherwise, series take these in turn. */
export const series: readonly PaletteColor[] = [
  palette.blue,
  palette.amber,
  palette.green,
  palette.plum,
  palette.sky,
  palette.red,
  palette.violet,
  palette.grey,
];
