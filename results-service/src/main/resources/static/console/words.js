// Numbers, times and states as people read them.

const STATES = {
  NOT_STARTED: "not started",
  WAITING: "waiting",
  ACCEPTED: "accepted",
  QUEUED: "queued",
  SCHEDULED: "scheduled",
  RUNNING: "running",
  READY: "ready",
  PARTIAL: "partial",
  FAILED: "failed",
  REJECTED: "rejected",
};

const FINAL = ["READY", "PARTIAL", "FAILED", "REJECTED"];
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

export function hasEnded(status) {
  return FINAL.includes(status.state);
}

export function hasResult(status) {
  return status.state === "READY" || status.state === "PARTIAL";
}

/** The state of a drop; one that was cancelled has failed for that reason, with no partial result, and one that pauses is in work. */
export function stateOf(status) {
  if (!hasEnded(status) && status.pause?.paused) return "paused";
  const cancelled = hasEnded(status) && !hasResult(status) && status.failure?.code === "cancelled";
  return cancelled ? "cancelled" : STATES[status.state] || "waiting";
}

export function count(number, thing, things = `${thing}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? thing : things}`;
}

export function size(bytes) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  if (unit === 0) return value === 1 ? "1 byte" : `${value} bytes`;
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** How long something takes, in its two largest units. */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86400)} d ${Math.floor((whole % 86400) / 3600)} h`;
}

export function secondsBetween(from, to) {
  return (new Date(to) - new Date(from)) / 1000;
}

/** How long ago something was, roughly. */
export function ago(instant, now = Date.now()) {
  const seconds = Math.round((now - new Date(instant)) / 1000);
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return count(Math.floor(seconds / 86400), "day") + " ago";
}

/** The time itself, with the day unless it is today. */
export function absolute(instant, now = new Date()) {
  const at = new Date(instant);
  const today = at.toDateString() === now.toDateString();
  return today ? CLOCK.format(at) : `${DAY.format(at)}, ${CLOCK.format(at)}`;
}

export function money(amount, currency) {
  return `${Number(amount).toFixed(2)} ${currency}`;
}

/**
 * What a level is called. Levels before the map split the drop; the map is the first where nothing is said. In rounds
 * map and merges come again.
 */
export function levelName({ level, mapLevel = 0, levels, rounds }) {
  if (level < mapLevel) {
    return "split";
  }
  const perRound = rounds ? (levels - mapLevel) / rounds : Infinity;
  const place = (level - mapLevel) % perRound;
  const name = place === 0 ? "map" : `merge round ${place}`;
  return rounds ? `round ${Math.floor((level - mapLevel) / perRound) + 1}, ${name}` : name;
}

/** The last part of a path. */
export function fileName(path) {
  return path.split("/").pop();
}
