// What a drop runs on, and what that has cost.

import { h } from "./dom.js";
import { time } from "./times.js";
import { count, money } from "./words.js";

export function costsOf({ quote, receipt }) {
  if (!quote && !receipt) return [];
  return [h("h2", { id: "costs-title" }, "Pool and cost"), h("dl", {}, pool(quote), paid(receipt))];
}

function pool(quote) {
  if (!quote) return [];
  const price = quote.nodeHour === undefined ? "" : `, ${money(quote.nodeHour, quote.currency)} an hour each`;
  return [
    fact("Pool", `at most ${count(quote.nodes, "node")} ${quote.vmSize}, ${count(quote.slotsPerNode, "task")} each at a time${price}`),
    quote.budget === undefined ? [] : fact("Budget", money(quote.budget, quote.currency)),
    quote.notes.map((note) => fact("Note", note)),
  ];
}

function paid(receipt) {
  if (!receipt) return [];
  return fact("Spent", `${money(receipt.spent, receipt.currency)} for ${Number(receipt.nodeHours).toFixed(2)} node hours, counted `,
    time(receipt.until));
}

function fact(name, ...words) {
  return [h("dt", {}, name), h("dd", {}, words)];
}
