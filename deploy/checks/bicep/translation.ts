import { dirname } from "node:path";
import type { Node } from "web-tree-sitter";
import { call, json, type TemplateCode, type TemplateValue } from "./code.js";
import { field, parseBicep, part, parts, unexpected } from "./syntax.js";
import { BicepValues, type BicepScope } from "./values.js";

/** A declared resource: one, or one for each item of a list. */
interface DeclaredResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly body: Node;
  readonly condition: Node | undefined;
  readonly loop: { item: string; index: string | undefined; list: Node } | undefined;
}

const SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const LIMITS = new Set(["minLength", "maxLength", "minValue", "maxValue"]);

/** The ARM template that a Bicep file stands for, as far as the file uses what is known here; anything else is an error. */
export async function translate(file: string): Promise<Record<string, unknown>> {
  return new BicepTranslation(await parseBicep(file), dirname(file)).template();
}

class BicepTranslation {
  private readonly globals = new Map<string, TemplateCode>();
  private readonly resources = new Map<string, DeclaredResource>();
  private readonly values: BicepValues;
  private mentioned = new Set<string>();

  constructor(
    private readonly root: Node,
    folder: string,
  ) {
    this.values = new BicepValues(folder, this.globals, {
      isResource: (name) => this.resources.has(name),
      member: (name, index, property) => this.member(name, index, property),
    });
  }

  template(): Record<string, unknown> {
    this.declare();
    const parameters = this.all("parameter_declaration", (node) => this.parameter(node));
    const variables = this.all("variable_declaration", (node) => json(this.values.value(part(node, -1))));
    const resources = Object.fromEntries([...this.resources.keys()].map((name) => [name, this.resource(name)]));
    const outputs = this.all("output_declaration", (node) => ({
      type: typeOf(node),
      ...this.description(node),
      value: json(this.values.value(part(node, -1))),
    }));
    const files = [...this.values.files.values()].map((content, i) => [`$fxv#${i}`, content]);
    return {
      $schema: SCHEMA,
      languageVersion: "2.0",
      contentVersion: "1.0.0.0",
      metadata: { description: "Written from main.bicep, which says why; see deploy/README.md." },
      parameters,
      variables: { ...Object.fromEntries(files), ...variables },
      resources,
      outputs,
    };
  }

  private declare(): void {
    for (const node of parts(this.root)) {
      const name = node.namedChildren.find((child) => child?.type === "identifier")?.text ?? "";
      if (node.type === "parameter_declaration") {
        this.globals.set(name, call("parameters", name));
      } else if (node.type === "variable_declaration") {
        this.globals.set(name, call("variables", name));
      } else if (node.type === "resource_declaration") {
        this.resources.set(name, declared(node));
      }
    }
  }

  private all(type: string, translated: (node: Node) => unknown): Record<string, unknown> {
    return Object.fromEntries(
      parts(this.root)
        .filter((node) => node.type === type)
        .map((node) => [part(node, 0).text, translated(node)]),
    );
  }

  private parameter(node: Node): Record<string, unknown> {
    const result: Record<string, unknown> = { type: typeOf(node), ...this.description(node) };
    for (const [name, value] of this.decorators(node)) {
      if (name === "allowed") {
        result["allowedValues"] = value;
      } else if (LIMITS.has(name)) {
        result[name] = value;
      } else if (name !== "description") {
        throw unexpected(node, `has a decorator that is not known: ${name}`);
      }
    }
    const last = part(node, -1);
    return last.type === "type" ? result : { ...result, defaultValue: json(this.values.value(last)) };
  }

  private description(node: Node): Record<string, unknown> {
    const said = this.decorators(node).get("description");
    return said === undefined ? {} : { metadata: { description: said } };
  }

  /** They stand before what they decorate. */
  private decorators(node: Node): Map<string, unknown> {
    const before = node.previousNamedSibling;
    if (before?.type !== "decorators") {
      return new Map();
    }
    return new Map(
      parts(before).map((decorator) => {
        const called = part(decorator, 0);
        return [field(called, "function").text, json(this.values.value(part(field(called, "arguments"), 0)))];
      }),
    );
  }

  private resource(name: string): Record<string, unknown> {
    const resource = this.found(name);
    const result: Record<string, unknown> = {};
    this.mentioned = new Set();
    const scope = this.scopeOf(resource, call("copyIndex"));
    if (resource.loop !== undefined) {
      result["copy"] = { name, count: json(call("length", this.values.value(resource.loop.list))) };
    }
    if (resource.condition !== undefined) {
      result["condition"] = json(this.values.value(resource.condition, scope));
    }
    result["type"] = resource.type;
    result["apiVersion"] = resource.apiVersion;
    result["name"] = json(this.nameOf(name, call("copyIndex"), joined));
    for (const [key, value] of this.values.properties(resource.body)) {
      this.property(result, key, value, scope);
    }
    if (this.mentioned.size > 0) {
      result["dependsOn"] = [...this.mentioned].sort();
    }
    return result;
  }

  private property(result: Record<string, unknown>, key: string, node: Node, scope: BicepScope): void {
    if (key === "name" || key === "parent") {
      return;
    }
    if (key === "scope") {
      const of = this.values.resource(node, scope);
      if (of === undefined) {
        throw unexpected(node, "is no resource");
      }
      result["scope"] = json(this.member(of.name, of.index, "id"));
      return;
    }
    if (key === "dependsOn") {
      parts(node).forEach((other) => this.mention(other.text));
      return;
    }
    result[key] = json(this.values.value(node, scope));
  }

  private member(name: string, index: TemplateValue | undefined, property: string): TemplateCode {
    const resource = this.found(name);
    this.mention(name);
    const symbol = index === undefined ? name : call("format", `${name}[{0}]`, index);
    switch (property) {
      case "id":
        return this.nameOf(name, index, (segments) => call("resourceId", resource.type, ...segments)) as TemplateCode;
      case "name":
        return this.nameOf(name, index, (segments) => segments.at(-1) ?? "") as TemplateCode;
      case "properties":
        return call("reference", symbol);
      default:
        return call("reference", symbol, resource.apiVersion, "full").property(property);
    }
  }

  /** What a resource is called, from its parents' names down. */
  private nameOf(
    name: string,
    index: TemplateValue | undefined,
    of: (segments: TemplateValue[]) => TemplateValue,
  ): TemplateValue {
    const resource = this.found(name);
    const scope = this.scopeOf(resource, index);
    const properties = this.values.properties(resource.body);
    const own = this.values.value(properties.get("name") as Node, scope);
    const parent = properties.get("parent");
    if (parent === undefined) {
      if (resource.type.split("/").length > 2) {
        throw unexpected(resource.body, "is below another resource: name it as the parent");
      }
      return of([own]);
    }
    const above = this.values.resource(parent, scope);
    if (above === undefined) {
      throw unexpected(parent, "is no resource");
    }
    this.mention(above.name);
    return this.nameOf(above.name, above.index, (segments) => of([...segments, own]));
  }

  private scopeOf(resource: DeclaredResource, index: TemplateValue | undefined): BicepScope {
    if (resource.loop === undefined) {
      return new Map();
    }
    if (index === undefined) {
      throw unexpected(resource.body, "is one of many: say which");
    }
    const list = this.values.value(resource.loop.list) as TemplateCode;
    const scope = new Map([[resource.loop.item, list.at(index)]]);
    if (resource.loop.index !== undefined) {
      scope.set(resource.loop.index, index as TemplateCode);
    }
    return scope;
  }

  private mention(name: string): void {
    this.found(name);
    this.mentioned.add(name);
  }

  private found(name: string): DeclaredResource {
    const resource = this.resources.get(name);
    if (resource === undefined) {
      throw new Error(`there is no resource called ${name}`);
    }
    return resource;
  }
}

function joined(segments: TemplateValue[]): TemplateValue {
  const [only] = segments;
  return segments.length === 1 && only !== undefined
    ? only
    : call("format", segments.map((_, i) => `{${i}}`).join("/"), ...segments);
}

function declared(node: Node): DeclaredResource {
  const [, type, value] = parts(node);
  if (type === undefined || value === undefined) {
    throw unexpected(node, "is not whole");
  }
  const [typeName, apiVersion] = type.text.slice(1, -1).split("@");
  if (typeName === undefined || apiVersion === undefined) {
    throw unexpected(type, "is no type and version");
  }
  const loop = value.type === "for_statement" ? loopOf(value) : undefined;
  const inner = loop === undefined ? value : part(value, -1);
  const condition = inner.type === "if_statement" ? part(inner, 0) : undefined;
  const body = condition === undefined ? inner : part(inner, -1);
  return { type: typeName, apiVersion, body, condition, loop };
}

function loopOf(node: Node): { item: string; index: string | undefined; list: Node } {
  const names = part(node, 0);
  const list = part(node, 1);
  if (names.type === "identifier") {
    return { item: names.text, index: undefined, list };
  }
  return { item: part(names, 0).text, index: part(names, 1).text, list };
}

function typeOf(node: Node): string {
  const type = parts(node).find((child) => child.type === "type");
  if (type === undefined) {
    throw unexpected(node, "has no type");
  }
  return type.text;
}
