import { evaluate, GROUP, resourcePath, type Json, type TemplateContext } from "./evaluation.js";

/** A resource as it is sent to Azure; only what the resource manager itself reads is taken out of its body. */
export interface DeployedResource {
  readonly symbol: string;
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly scope: string;
  readonly body: { [key: string]: Json };
}

export interface Deployment {
  readonly resources: DeployedResource[];
  readonly outputs: { [key: string]: Json };
}

interface TemplateResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly copy?: { name: string; count: Json };
  readonly condition?: Json;
  readonly scope?: string;
  readonly dependsOn?: string[];
  readonly [key: string]: unknown;
}

interface Template {
  readonly parameters: Record<string, { type: string; defaultValue?: Json; allowedValues?: Json[] }>;
  readonly variables: Record<string, Json>;
  readonly resources: Record<string, TemplateResource>;
  readonly outputs: Record<string, { value: Json }>;
}

const MANAGERS_OWN = new Set(["type", "apiVersion", "name", "copy", "condition", "scope", "dependsOn"]);

/** What a template makes of the given parameters. What could not be deployed is an error. */
export function deploy(content: unknown, given: { [key: string]: Json }): Deployment {
  return new TemplateDeployment(content as Template, given).deployment();
}

class TemplateDeployment {
  private readonly parameters: { [key: string]: Json } = {};
  private readonly variables = new Map<string, Json>();
  private referred = new Set<string>();

  constructor(
    private readonly template: Template,
    given: { [key: string]: Json },
  ) {
    for (const [name, declared] of Object.entries(template.parameters)) {
      const value = given[name] ?? declared.defaultValue;
      if (value === undefined) {
        throw new Error(`the parameter ${name} is not given`);
      }
      this.parameters[name] = evaluate(value, this.context(undefined));
      if (declared.allowedValues !== undefined && !declared.allowedValues.includes(this.parameters[name])) {
        throw new Error(`the parameter ${name} may not be ${String(value)}`);
      }
    }
    const unknown = Object.keys(given).filter((name) => !(name in template.parameters));
    if (unknown.length > 0) {
      throw new Error(`there is no parameter ${unknown.join(", ")}`);
    }
  }

  deployment(): Deployment {
    const resources = Object.keys(this.template.resources).flatMap((symbol) => this.deployed(symbol));
    const ids = resources.map((resource) => `${resource.scope}${resource.id}`);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    if (twice.length > 0) {
      throw new Error(`deployed twice: ${twice.join(", ")}`);
    }
    this.requireOrder();
    const outputs = Object.fromEntries(
      Object.entries(this.template.outputs).map(([name, output]) => [
        name,
        evaluate(output.value, this.context(undefined)),
      ]),
    );
    return { resources, outputs };
  }

  private deployed(symbol: string): DeployedResource[] {
    const resource = this.resource(symbol);
    if (resource.copy === undefined) {
      return this.one(symbol, resource, undefined);
    }
    const count = Number(evaluate(resource.copy.count, this.context(undefined)));
    return Array.from({ length: count }, (_, i) => i).flatMap((i) => this.one(symbol, resource, i));
  }

  private one(symbol: string, resource: TemplateResource, index: number | undefined): DeployedResource[] {
    const context = this.context(index);
    if (resource.condition !== undefined && evaluate(resource.condition, context) !== true) {
      return [];
    }
    const name = String(evaluate(resource.name, context));
    const scope = resource.scope === undefined ? "" : String(evaluate(resource.scope, context));
    this.referred = new Set();
    const body = Object.fromEntries(
      Object.entries(resource)
        .filter(([key]) => !MANAGERS_OWN.has(key))
        .map(([key, value]) => [key, evaluate(value as Json, context)]),
    );
    const missing = [...this.referred].filter((other) => !(resource.dependsOn ?? []).includes(other));
    if (missing.length > 0) {
      throw new Error(`${symbol} refers to ${missing.join(", ")} and does not wait for it`);
    }
    const id = `${scope === "" ? GROUP : scope}/providers/${resourcePath(resource.type, name.split("/"))}`;
    return [{ symbol, id, type: resource.type, apiVersion: resource.apiVersion, name, scope, body }];
  }

  private requireOrder(): void {
    const done = new Set<string>();
    const visit = (symbol: string, waiting: string[]): void => {
      if (waiting.includes(symbol)) {
        throw new Error(`each waits for the next: ${[...waiting, symbol].join(", ")}`);
      }
      if (!done.has(symbol)) {
        (this.resource(symbol).dependsOn ?? []).forEach((other) => visit(other, [...waiting, symbol]));
        done.add(symbol);
      }
    };
    Object.keys(this.template.resources).forEach((symbol) => visit(symbol, []));
  }

  private resource(symbol: string): TemplateResource {
    const resource = this.template.resources[symbol];
    if (resource === undefined) {
      throw new Error(`there is no resource called ${symbol}`);
    }
    return resource;
  }

  private context(copyIndex: number | undefined): TemplateContext {
    return {
      parameters: this.parameters,
      variable: (name) => this.variable(name),
      reference: (symbol) => this.referred.add(symbol.replace(/\[\d+\]$/, "")),
      copyIndex,
      lambdas: new Map(),
    };
  }

  private variable(name: string): Json {
    const known = this.variables.get(name);
    if (known !== undefined) {
      return known;
    }
    const declared = this.template.variables[name];
    if (declared === undefined) {
      throw new Error(`there is no variable ${name}`);
    }
    const value = evaluate(declared, this.context(undefined));
    this.variables.set(name, value);
    return value;
  }
}
