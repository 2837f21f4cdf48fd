/** Values as Grafana writes them in the units that the dashboards use. */

const rounded = (value: number, decimals: number): string => {
  const fixed = value.toFixed(decimals);
  return fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
};

const scaled = (value: number, base: number, units: readonly string[], decimals?: number): string => {
  let rest = Math.abs(value);
  let step = 0;
  while (rest >= base && step < units.length - 1) {
    rest /= base;
    step++;
  }
  const digits = decimals ?? (rest >= 100 || (step === 0 && Number.isInteger(rest)) ? 0 : rest >= 10 ? 1 : 2);
  return `${value < 0 ? "-" : ""}${rounded(rest, digits)}${units[step]}`;
};

const duration = (seconds: number, decimals?: number): string => {
  const size = Math.abs(seconds);
  if (size < 0.001 && size > 0) return `${rounded(seconds * 1e6, decimals ?? 0)} µs`;
  if (size < 1 && size > 0) return `${rounded(seconds * 1e3, decimals ?? 0)} ms`;
  if (size < 60) return `${rounded(seconds, decimals ?? 2)} s`;
  if (size < 3600) return `${rounded(seconds / 60, decimals ?? 2)} min`;
  if (size < 86400) return `${rounded(seconds / 3600, decimals ?? 2)} h`;
  return `${rounded(seconds / 86400, decimals ?? 2)} d`;
};

const SHORT = ["", " K", " Mil", " Bil"] as const;
const BYTES = [" B", " KiB", " MiB", " GiB", " TiB"] as const;

export const written = (value: number, unit: string, decimals?: number): string => {
  switch (unit) {
    case "percentunit":
      return `${rounded(value * 100, decimals ?? 1)}%`;
    case "s":
      return duration(value, decimals);
    case "h":
      return `${rounded(value, decimals ?? 2)} h`;
    case "cpm":
      return `${scaled(value, 1000, SHORT, decimals)} c/m`;
    case "reqps":
      return `${scaled(value, 1000, SHORT, decimals)} req/s`;
    case "bytes":
      return scaled(value, 1024, BYTES, decimals);
    case "Bps":
      return scaled(value, 1000, [" B/s", " kB/s", " MB/s", " GB/s"], decimals);
    default:
      return scaled(value, 1000, SHORT, decimals);
  }
};
