import { createHash } from "node:crypto";
import { parseExpression, type Expression } from "./expressions.js";

/** The JSON of a template with its expressions worked out. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

type JsonObject = { [key: string]: Json };

/** Where a deployment goes to, as the checks imagine it. */
export const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/checks";

/** What an expression may refer to. */
export interface TemplateContext {
  readonly parameters: JsonObject;
  variable(name: string): Json;
  reference(symbol: string): void;
  readonly copyIndex: number | undefined;
  readonly lambdas: ReadonlyMap<string, Json>;
}

/** Works out every expression in a value of a template. */
export function evaluate(value: Json, context: TemplateContext): Json {
  if (typeof value === "string") {
    return value.startsWith("[[") ? value.slice(1) : evaluateText(value, context);
  }
  if (Array.isArray(value)) {
    return value.map((item) => evaluate(item, context));
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, evaluate(inner, context)]));
  }
  return value;
}

function evaluateText(text: string, context: TemplateContext): Json {
  return text.startsWith("[") && text.endsWith("]") ? compute(parseExpression(text.slice(1, -1)), context) : text;
}

function compute(expression: Expression, context: TemplateContext): Json {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "part":
      return partOf(compute(expression.of, context), compute(expression.index, context), expression);
    case "call":
      return called(expression.name, expression.values, context);
  }
}

/** What is known only when it is deployed is a text in these brackets, and so are its parts. */
const RUNTIME = /^<(.+)>$/;

function partOf(value: Json, index: Json, expression: Expression): Json {
  if (Array.isArray(value) && typeof index === "number" && index in value) {
    return value[index] as Json;
  }
  const runtime = typeof value === "string" ? RUNTIME.exec(value) : null;
  if (runtime !== null) {
    return `<${runtime[1] ?? ""}.${String(index)}>`;
  }
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    if (typeof index === "string" && index in value) {
      return value[index] as Json;
    }
  }
  throw new Error(`${JSON.stringify(value).slice(0, 200)} has no ${JSON.stringify(index)}: ${JSON.stringify(expression).slice(0, 300)}`);
}

/** Those whose values are not all worked out beforehand. */
function called(name: string, values: Expression[], context: TemplateContext): Json {
  const value = (i: number): Json => compute(values[i] as Expression, context);
  switch (name) {
    case "if":
      return value(0) === true ? value(1) : value(2);
    case "coalesce":
      for (let i = 0; i < values.length; i++) {
        const found = value(i);
        if (found !== null) {
          return found;
        }
      }
      return null;
    case "map":
      return array(value(0)).map((item) => applied(values[1], item, context));
    case "filter":
      return array(value(0)).filter((item) => applied(values[1], item, context) === true);
    default:
      return computed(name, values.map((_, i) => value(i)), context);
  }
}

function applied(lambda: Expression | undefined, item: Json, context: TemplateContext): Json {
  if (lambda?.kind !== "call" || lambda.name !== "lambda") {
    throw new Error("a lambda is missing");
  }
  const [name, body] = lambda.values;
  if (name?.kind !== "literal" || body === undefined) {
    throw new Error("a lambda has no name or no body");
  }
  return compute(body, { ...context, lambdas: new Map(context.lambdas).set(String(name.value), item) });
}

function computed(name: string, values: Json[], context: TemplateContext): Json {
  const [first = null, second = null, third = null] = values;
  switch (name) {
    case "parameters":
      return known(context.parameters[String(first)], `parameter ${String(first)}`);
    case "variables":
      return context.variable(String(first));
    case "lambdaVariables":
      return known(context.lambdas.get(String(first)), `lambda variable ${String(first)}`);
    case "copyIndex":
      return known(context.copyIndex, "copy index");
    case "reference":
      context.reference(String(first));
      return `<${String(first)}>`;
    case "resourceGroup":
      return { id: GROUP, name: "checks", location: "westeurope" };
    case "environment":
      return { name: "AzureUSGovernment", suffixes: { keyvaultDns: ".vault.azure.net" } };
    case "resourceId":
      return `${GROUP}/providers/${resourcePath(String(first), values.slice(1).map(text))}`;
    case "subscriptionResourceId":
      return `${GROUP.replace(/\/resourceGroups.*/, "")}/providers/${resourcePath(String(first), values.slice(1).map(text))}`;
    case "guid":
      return hash(values).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");
    case "uniqueString":
      return hash(values).slice(0, 13);
    case "format":
      return text(first).replace(/\{(\d+)\}/g, (_, i: string) => text(values[Number(i) + 1] ?? null));
    case "createArray":
      return values;
    case "createObject":
      return Object.fromEntries(
        values.flatMap((key, i) => (i % 2 === 0 ? [[text(key), values[i + 1] ?? null]] : [])),
      );
    case "tryGet":
      return first !== null && typeof first === "object" ? ((first as JsonObject)[text(second)] ?? null) : null;
    case "concat":
      return values.flatMap(array);
    case "flatten":
      return array(first).flatMap(array);
    case "length":
      return array(first).length;
    case "indexOf":
      return array(first).indexOf(second);
    case "contains":
      return array(first).includes(second);
    case "last":
      return array(first).at(-1) ?? null;
    case "split":
      return text(first).split(text(second));
    case "replace":
      return text(first).replaceAll(text(second), text(third));
    case "toLower":
      return text(first).toLowerCase();
    case "max":
      return Math.max(...values.map(Number));
    case "greater":
      return Number(first) > Number(second);
    case "equals":
      return first === second;
    case "not":
      return first !== true;
    case "and":
      return values.every((value) => value === true);
    case "or":
      return values.some((value) => value === true);
    case "empty":
      return first === null || first === "" || (typeof first === "object" && Object.keys(first).length === 0);
    case "true":
      return true;
    case "false":
      return false;
    case "null":
      return null;
    default:
      throw new Error(`templates have no function ${name} that these checks know`);
  }
}

/** Type and names, one after the other: type/name/child/name. */
export function resourcePath(type: string, names: string[]): string {
  const [provider, ...types] = type.split("/");
  if (types.length !== names.length) {
    throw new Error(`${type} takes ${types.length} names, not ${names.join("/")}`);
  }
  return [provider, ...types.flatMap((kind, i) => [kind, names[i]])].join("/");
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`there is no ${what}`);
  }
  return value;
}

function array(value: Json): Json[] {
  if (!Array.isArray(value)) {
    throw new Error(`${JSON.stringify(value).slice(0, 200)} is no array`);
  }
  return value;
}

function text(value: Json): string {
  if (value !== null && typeof value === "object") {
    throw new Error(`${JSON.stringify(value).slice(0, 200)} is no text`);
  }
  return String(value);
}

function hash(values: Json[]): string {
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}
