/** A value of a template: JSON, in which an expression stands for what is known only when it is deployed. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | TemplateCode
  | TemplateValue[]
  | { [key: string]: TemplateValue };

/** An expression of a template's language, without the brackets around it. */
export class TemplateCode {
  constructor(readonly text: string) {}

  property(name: string): TemplateCode {
    return new TemplateCode(/^[A-Za-z_]\w*$/.test(name) ? `${this.text}.${name}` : `${this.text}[${quoted(name)}]`);
  }

  at(index: TemplateValue): TemplateCode {
    return new TemplateCode(`${this.text}[${code(index)}]`);
  }
}

export function call(name: string, ...values: TemplateValue[]): TemplateCode {
  return new TemplateCode(`${name}(${values.map(code).join(", ")})`);
}

/** The value as part of an expression. */
export function code(value: TemplateValue): string {
  if (value instanceof TemplateCode) {
    return value.text;
  }
  if (value === null) {
    return "null()";
  }
  if (Array.isArray(value)) {
    return call("createArray", ...value).text;
  }
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return value.toString();
    case "boolean":
      return value ? "true()" : "false()";
    case "object":
      return call("createObject", ...Object.entries(value).flat()).text;
  }
}

/** The value as the JSON of a template. */
export function json(value: TemplateValue): unknown {
  if (value instanceof TemplateCode) {
    return `[${value.text}]`;
  }
  if (Array.isArray(value)) {
    return value.map(json);
  }
  if (typeof value === "string") {
    return value.startsWith("[") ? `[${value}` : value;
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, json(inner)]));
  }
  return value;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
