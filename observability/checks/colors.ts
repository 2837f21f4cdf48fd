/** How far a colour stands out, and how far two stay apart, for every reader. */

const linear = (channel: number): number => {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

type Triple = readonly [number, number, number];

const channels = (color: string): Triple => [
  linear(parseInt(color.slice(1, 3), 16)),
  linear(parseInt(color.slice(3, 5), 16)),
  linear(parseInt(color.slice(5, 7), 16)),
];

const luminance = (color: string): number => {
  const [red, green, blue] = channels(color);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** The contrast of WCAG 2: 1 to 21. */
export const contrast = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

type Matrix = readonly [Triple, Triple, Triple];

/** What eyes without red cones, without green cones and with all of them see (Machado and others, 2009). */
const SIGHTS: readonly Matrix[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
];

const times = (row: Triple, color: Triple): number =>
  Math.min(1, Math.max(0, row[0] * color[0] + row[1] * color[1] + row[2] * color[2]));

const lab = ([red, green, blue]: Triple): Triple => {
  const root = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
  const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

/** The distance in Lab for the reader who tells them apart worst; some 10 are told apart at a glance. */
export const distance = (one: string, other: string): number =>
  Math.min(
    ...SIGHTS.map((sight) => {
      const [a, b] = [one, other].map((color) => {
        const seen = channels(color);
        return lab([times(sight[0], seen), times(sight[1], seen), times(sight[2], seen)]);
      }) as [Triple, Triple];
      return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    }),
  );
