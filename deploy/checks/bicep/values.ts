import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Node } from "web-tree-sitter";
import { call, code, TemplateCode, type TemplateValue } from "./code.js";
import { field, part, parts, unexpected } from "./syntax.js";

/** What the names in a place stand for. */
export type BicepScope = ReadonlyMap<string, TemplateCode>;

/** What a name may stand for that is no value by itself: a resource. */
export interface ResourceNames {
  isResource(name: string): boolean;
  member(name: string, index: TemplateValue | undefined, property: string): TemplateCode;
}

const OPERATORS: Record<string, (left: TemplateValue, right: TemplateValue) => TemplateCode> = {
  "==": (left, right) => call("equals", left, right),
  "!=": (left, right) => call("not", call("equals", left, right)),
  "&&": (left, right) => call("and", left, right),
  "||": (left, right) => call("or", left, right),
  ">": (left, right) => call("greater", left, right),
  "??": (left, right) => call("coalesce", left, right),
};

/** Functions that Bicep and templates share. What is not here may mean something else in a template, and is refused. */
const FUNCTIONS = new Set(
  ("concat contains empty environment filter flatten guid indexOf last map max replace resourceGroup resourceId split " +
    "subscriptionResourceId toLower uniqueString").split(" "),
);

/** Turns Bicep's expressions into those of templates. */
export class BicepValues {
  readonly files = new Map<string, unknown>();

  constructor(
    private readonly folder: string,
    private readonly globals: BicepScope,
    private readonly resources: ResourceNames,
  ) {}

  value(node: Node, scope: BicepScope = new Map()): TemplateValue {
    switch (node.type) {
      case "string":
        return this.string(node, scope);
      case "number":
        return Number(node.text);
      case "boolean":
        return node.text === "true";
      case "null":
        return null;
      case "array":
        return parts(node).map((item) => this.value(item, scope));
      case "object":
        return this.object(node, scope);
      case "identifier":
        return this.named(node, scope);
      case "parenthesized_expression":
        return this.value(part(node, 0), scope);
      case "member_expression":
        return this.member(node, scope);
      case "subscript_expression":
        requireBrackets(field(node, "object"));
        return asCode(this.value(field(node, "object"), scope), node).at(this.value(field(node, "index"), scope));
      case "call_expression":
        return this.call(node, scope);
      case "lambda_expression":
        return this.lambda(node, scope);
      case "unary_expression":
        return call("not", this.value(field(node, "argument"), scope));
      case "binary_expression":
        return this.binary(node, scope);
      case "ternary_expression":
        return call(
          "if",
          this.value(field(node, "condition"), scope),
          this.value(field(node, "consequence"), scope),
          this.value(field(node, "alternative"), scope),
        );
      default:
        throw unexpected(node, "is not known here");
    }
  }

  /** The properties of an object by their names. */
  properties(node: Node): Map<string, Node> {
    return new Map(parts(node).map((property) => [keyOf(part(property, 0)), part(property, 1)]));
  }

  private object(node: Node, scope: BicepScope): TemplateValue {
    return Object.fromEntries(
      [...this.properties(node)].map(([key, value]) => [key, this.value(value, scope)]),
    );
  }

  private string(node: Node, scope: BicepScope): TemplateValue {
    const texts: string[] = [];
    const values: TemplateValue[] = [];
    for (const piece of parts(node)) {
      if (piece.type === "interpolation") {
        texts.push(`{${values.length}}`);
        values.push(this.value(part(piece, 0), scope));
      } else {
        texts.push(piece.type === "escape_sequence" ? escaped(piece) : piece.text);
      }
    }
    return values.length === 0 ? texts.join("") : call("format", texts.join(""), ...values);
  }

  private named(node: Node, scope: BicepScope): TemplateValue {
    const found = scope.get(node.text) ?? this.globals.get(node.text);
    if (found === undefined) {
      throw unexpected(node, "stands for nothing");
    }
    return found;
  }

  private member(node: Node, scope: BicepScope): TemplateValue {
    const object = field(node, "object");
    requireBrackets(object);
    const property = field(node, "property").text;
    const resource = this.resource(object, scope);
    if (resource !== undefined) {
      return this.resources.member(resource.name, resource.index, property);
    }
    const value = asCode(this.value(object, scope), node);
    return node.children.some((child) => child?.type === ".?") ? call("tryGet", value, property) : value.property(property);
  }

  /** The resource that a node names, and which one if there is one for each item of a list. */
  resource(node: Node, scope: BicepScope): { name: string; index: TemplateValue | undefined } | undefined {
    if (node.type === "identifier" && !scope.has(node.text) && this.resources.isResource(node.text)) {
      return { name: node.text, index: undefined };
    }
    if (node.type === "subscript_expression" && this.resources.isResource(field(node, "object").text)) {
      return { name: field(node, "object").text, index: this.value(field(node, "index"), scope) };
    }
    return undefined;
  }

  private call(node: Node, scope: BicepScope): TemplateValue {
    const name = field(node, "function").text;
    const given = parts(field(node, "arguments"));
    if (name === "loadJsonContent") {
      return this.file(String(this.value(given[0] as Node)));
    }
    if (!FUNCTIONS.has(name)) {
      throw unexpected(node, "calls a function that this translation does not know");
    }
    return call(name, ...given.map((value) => this.value(value, scope)));
  }

  private file(path: string): TemplateCode {
    const known = [...this.files.keys()];
    if (!known.includes(path)) {
      this.files.set(path, JSON.parse(readFileSync(resolve(this.folder, path), "utf8")));
      known.push(path);
    }
    return call("variables", `$fxv#${known.indexOf(path)}`);
  }

  private lambda(node: Node, scope: BicepScope): TemplateCode {
    const name = part(node, 0).text;
    const inner = new Map(scope).set(name, call("lambdaVariables", name));
    return call("lambda", name, this.value(part(node, -1), inner));
  }

  private binary(node: Node, scope: BicepScope): TemplateValue {
    const left = field(node, "left");
    const right = field(node, "right");
    requireBrackets(left);
    requireBrackets(right);
    const sign = node.children.find((child) => child !== null && !child.isNamed)?.type ?? "";
    const operator = OPERATORS[sign];
    if (operator === undefined) {
      throw unexpected(node, `has the operator ${sign}, which this translation does not know`);
    }
    return operator(this.value(left, scope), this.value(right, scope));
  }
}

const LOOSE = new Set(["ternary_expression", "binary_expression", "lambda_expression"]);

/** The grammar binds some operators otherwise than Bicep does; with brackets both read the same. */
function requireBrackets(node: Node): void {
  if (LOOSE.has(node.type)) {
    throw unexpected(node, "needs brackets around it, or around what follows it");
  }
}

function asCode(value: TemplateValue, node: Node): TemplateCode {
  if (value instanceof TemplateCode) {
    return value;
  }
  if (value !== null && typeof value === "object") {
    return new TemplateCode(code(value));
  }
  throw unexpected(node, "looks into a value that has no parts");
}

function keyOf(node: Node): string {
  return node.type === "string" ? parts(node).map((piece) => piece.text).join("") : node.text;
}

function escaped(node: Node): string {
  const known: Record<string, string> = { "\\'": "'", "\\\\": "\\", "\\n": "\n", "\\$": "$" };
  const found = known[node.text];
  if (found === undefined) {
    throw unexpected(node, "is not known");
  }
  return found;
}
