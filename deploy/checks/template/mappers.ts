import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Json } from "./evaluation.js";

/** How Azure's clients describe a value of a request. */
interface MapperType {
  readonly name: string;
  readonly className?: string;
  readonly modelProperties?: Record<string, MapperProperty>;
  readonly polymorphicDiscriminator?: { serializedName: string };
  readonly uberParent?: string;
  readonly element?: { type: MapperType };
  readonly allowedValues?: string[];
}

interface MapperProperty {
  readonly serializedName?: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly isConstant?: boolean;
  readonly constraints?: Record<string, unknown>;
  readonly type: MapperType;
}

type MapperModule = Record<string, unknown> & { discriminators?: Record<string, { type: MapperType }> };

/** Finds in requests what the types of one of Azure's clients do not know. */
export class RequestMappers {
  private constructor(private readonly mappers: MapperModule) {}

  /** Of a package of npm; only its description of types is read. */
  static async of(packageName: string): Promise<RequestMappers> {
    const require = createRequire(import.meta.url);
    const file = require.resolve(`${packageName}/dist-esm/src/models/mappers.js`);
    const source = readFileSync(file, "utf8").replace(/^\/\/# sourceMappingURL.*$/m, "");
    return new RequestMappers(
      (await import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`)) as MapperModule,
    );
  }

  faults(className: string, value: Json): string[] {
    return [...this.composite(this.named(className), value, className)];
  }

  private named(className: string): MapperType {
    const mapper = this.mappers[className] as { type: MapperType } | undefined;
    if (mapper === undefined) {
      throw new Error(`there is no type ${className}`);
    }
    return mapper.type;
  }

  private *value(type: MapperType, value: Json, path: string): Generator<string> {
    if (value === null) {
      return;
    }
    switch (type.name) {
      case "Composite":
        yield* this.composite(type.modelProperties === undefined ? this.named(type.className ?? "") : type, value, path);
        return;
      case "Sequence":
        yield* this.sequence(type, value, path);
        return;
      case "Dictionary":
      case "any":
        return;
      case "Enum":
        if (!(type.allowedValues ?? []).includes(String(value))) {
          yield `${path} may not be ${JSON.stringify(value)}: ${(type.allowedValues ?? []).join(", ")}`;
        }
        return;
      default:
        if (typeof value !== (SIMPLE[type.name] ?? "string")) {
          yield `${path} is no ${type.name}: ${JSON.stringify(value)}`;
        }
    }
  }

  private *sequence(type: MapperType, value: Json, path: string): Generator<string> {
    if (!Array.isArray(value)) {
      yield `${path} is no list: ${JSON.stringify(value)}`;
      return;
    }
    for (const [i, item] of value.entries()) {
      yield* this.value((type.element as { type: MapperType }).type, item, `${path}[${i}]`);
    }
  }

  private *composite(declared: MapperType, value: Json, path: string): Generator<string> {
    if (value === null || typeof value !== "object" || Array.isArray(value)) {
      yield `${path} is no object: ${JSON.stringify(value)}`;
      return;
    }
    const type = this.subtype(declared, value);
    if (type === undefined) {
      yield `${path}: ${JSON.stringify(value[declared.polymorphicDiscriminator?.serializedName ?? ""])} is no ${declared.className}`;
      return;
    }
    const known = Object.values(type.modelProperties ?? {});
    for (const [name, given] of flattened(value, known)) {
      const property = known.find((candidate) => candidate.serializedName === name);
      if (property === undefined) {
        yield `${path}.${name} is not known`;
      } else if (property.readOnly === true) {
        yield `${path}.${name} is Azure's to say`;
      } else {
        yield* this.value(property.type, given, `${path}.${name}`);
      }
    }
    const names = new Set(flattened(value, known).map(([name]) => name));
    for (const property of known.filter((candidate) => candidate.required === true && candidate.isConstant !== true)) {
      if (!names.has(property.serializedName ?? "")) {
        yield `${path}.${property.serializedName} is missing`;
      }
    }
  }

  private subtype(type: MapperType, value: { [key: string]: Json }): MapperType | undefined {
    const discriminator = type.polymorphicDiscriminator;
    if (discriminator === undefined) {
      return type;
    }
    const key = `${type.uberParent ?? type.className}.${String(value[discriminator.serializedName])}`;
    return this.mappers.discriminators?.[key]?.type;
  }
}

const SIMPLE: Record<string, string> = { Boolean: "boolean", Number: "number" };

/** Clients flatten "properties": what they call properties.filter is a level deeper in JSON. */
function flattened(value: { [key: string]: Json }, known: MapperProperty[]): [string, Json][] {
  return Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    const deeper = known.some((property) => property.serializedName?.startsWith(`${name}.`));
    return deeper && inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.entries(inner).map(([key, given]) => [`${name}.${key}`, given])
      : [[name, inner]];
  });
}
