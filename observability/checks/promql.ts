/** Reads PromQL with Prometheus's own grammar and answers questions about an expression. */
import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";

/** A choice of series as it stands in an expression. */
export interface Selection {
  metric: string;
  matchers: { label: string; operator: string; value: string }[];
  /** The window of a range selector, such as `5m`. */
  range: string | undefined;
  /** The functions and aggregations around it, innermost first. */
  within: string[];
  /** Whether it is the right side of `unless`, where only its presence counts. */
  onlyPresence: boolean;
}

/** A function or aggregation: its name and the labels that it keeps. */
export interface Call {
  name: string;
  by: string[];
  text: string;
}

const GRAFANA_VARIABLES: Readonly<Record<string, string>> = {
  $__rate_interval: "61s",
  $__range: "62s",
  $__interval: "63s",
};

/** The dashboards' variables are no PromQL: windows become durations that can be told apart, names stay in their quotes. */
export const substituted = (expression: string): string =>
  Object.entries(GRAFANA_VARIABLES).reduce((text, [name, value]) => text.replaceAll(name, value), expression);

const original = (duration: string): string =>
  Object.entries(GRAFANA_VARIABLES).find(([, value]) => value === duration)?.[0] ?? duration;

export class Expression {
  readonly text: string;
  private readonly tree: Tree;

  constructor(source: string) {
    this.text = substituted(source);
    this.tree = parser.parse(this.text);
  }

  /** Where the grammar does not follow; undefined if it does. */
  syntaxError(): string | undefined {
    let error: string | undefined;
    this.tree.iterate({
      enter: (node) => {
        if (node.type.isError && error === undefined) {
          error = `after "${this.text.slice(Math.max(0, node.from - 25), node.from)}"`;
        }
      },
    });
    return error;
  }

  selections(): Selection[] {
    return this.nodes("VectorSelector").map((node) => this.selection(node));
  }

  calls(): Call[] {
    const functions = this.nodes("FunctionCall").map((node) => ({
      name: this.of(node.getChild("FunctionIdentifier")),
      by: [],
      text: this.of(node),
    }));
    const aggregations = this.nodes("AggregateExpr").map((node) => ({
      name: this.of(node.getChild("AggregateOp")),
      by: this.labels(node.getChild("AggregateModifier")),
      text: this.of(node),
    }));
    return [...functions, ...aggregations];
  }

  /** The labels that the result keeps, if its outermost aggregation tells; undefined for an expression that aggregates nothing. */
  private labels(modifier: SyntaxNode | null): string[] {
    const grouping = modifier?.getChild("GroupingLabels") ?? null;
    return grouping === null ? [] : grouping.getChildren("LabelName").map((label) => this.of(label));
  }

  private nodes(name: string): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    this.tree.iterate({
      enter: (node) => {
        if (node.name === name) {
          found.push(node.node);
        }
      },
    });
    return found;
  }

  private of(node: SyntaxNode | null): string {
    return node === null ? "" : this.text.slice(node.from, node.to);
  }

  private selection(node: SyntaxNode): Selection {
    const within: string[] = [];
    let range: string | undefined;
    let onlyPresence = false;
    for (let inner = node, outer = node.parent; outer !== null; inner = outer, outer = outer.parent) {
      if (outer.name === "MatrixSelector") {
        range = original(this.of(outer).replace(/^.*\[([^\]]*)\].*$/s, "$1"));
      }
      if (outer.name === "FunctionCall") {
        within.push(this.of(outer.getChild("FunctionIdentifier")));
      }
      if (outer.name === "AggregateExpr") {
        within.push(this.of(outer.getChild("AggregateOp")));
      }
      if (outer.name === "BinaryExpr" && outer.getChild("Unless") !== null && outer.lastChild?.from === inner.from) {
        onlyPresence = true;
      }
    }
    return { metric: this.of(node.getChild("Identifier")), matchers: this.matchers(node), range, within, onlyPresence };
  }

  private matchers(node: SyntaxNode): Selection["matchers"] {
    const list = node.getChild("LabelMatchers");
    if (list === null) {
      return [];
    }
    return [...list.getChildren("UnquotedLabelMatcher"), ...list.getChildren("QuotedLabelMatcher")].map((matcher) => ({
      label: this.of(matcher.firstChild),
      operator: this.of(matcher.getChild("MatchOp")),
      value: this.of(matcher.lastChild).slice(1, -1),
    }));
  }
}
