/** An expression of a template's language, taken apart. */
export type Expression =
  | { kind: "literal"; value: string | number }
  | { kind: "call"; name: string; values: Expression[] }
  | { kind: "part"; of: Expression; index: Expression };

const TOKEN = /\s*(?:('(?:[^']|'')*')|(-?\d+)|([A-Za-z_]\w*)|([()[\],.]))/y;

/** Takes an expression apart, without the brackets around it. */
export function parseExpression(text: string): Expression {
  const parser = new ExpressionParser(text);
  const result = parser.expression();
  parser.end();
  return result;
}

class ExpressionParser {
  private position = 0;
  private token = "";

  constructor(private readonly text: string) {
    this.next();
  }

  expression(): Expression {
    let result = this.simple();
    for (;;) {
      if (this.accept(".")) {
        result = { kind: "part", of: result, index: { kind: "literal", value: this.take() } };
      } else if (this.accept("[")) {
        result = { kind: "part", of: result, index: this.expression() };
        this.require("]");
      } else {
        return result;
      }
    }
  }

  end(): void {
    if (this.token !== "") {
      throw new Error(`'${this.token}' is left over in ${this.text}`);
    }
  }

  private simple(): Expression {
    const token = this.take();
    if (token.startsWith("'")) {
      return { kind: "literal", value: token.slice(1, -1).replaceAll("''", "'") };
    }
    if (/^-?\d/.test(token)) {
      return { kind: "literal", value: Number(token) };
    }
    this.require("(");
    const values: Expression[] = [];
    while (!this.accept(")")) {
      if (values.length > 0) {
        this.require(",");
      }
      values.push(this.expression());
    }
    return { kind: "call", name: token, values };
  }

  private accept(token: string): boolean {
    if (this.token !== token) {
      return false;
    }
    this.next();
    return true;
  }

  private require(token: string): void {
    if (!this.accept(token)) {
      throw new Error(`'${token}' is missing before '${this.token}' in ${this.text}`);
    }
  }

  private take(): string {
    const token = this.token;
    this.next();
    return token;
  }

  private next(): void {
    TOKEN.lastIndex = this.position;
    const found = TOKEN.exec(this.text);
    if (found === null && this.text.slice(this.position).trim() !== "") {
      throw new Error(`not understood: ${this.text.slice(this.position)}`);
    }
    this.token = found === null ? "" : found[0].trim();
    this.position = found === null ? this.text.length : TOKEN.lastIndex;
  }
}
