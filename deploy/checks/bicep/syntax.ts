import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, Parser, type Node } from "web-tree-sitter";

const GRAMMAR = createRequire(import.meta.url).resolve("tree-sitter-bicep/tree-sitter-bicep.wasm");

/** The syntax tree of a Bicep file, or an error that names each place that is not Bicep. */
export async function parseBicep(file: string): Promise<Node> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(GRAMMAR));
  const tree = parser.parse(readFileSync(file, "utf8"));
  if (tree === null) {
    throw new Error(`${file} cannot be parsed`);
  }
  const faults = [...faultsIn(tree.rootNode)];
  if (faults.length > 0) {
    throw new Error(faults.map((fault) => `${file}:${fault}`).join("\n"));
  }
  return tree.rootNode;
}

function* faultsIn(node: Node): Generator<string> {
  if (node.isError || node.isMissing) {
    const { row, column } = node.startPosition;
    const what = node.isMissing ? `${node.type} is missing` : `not understood: ${node.text.split("\n")[0]}`;
    yield `${row + 1}:${column + 1}: ${what}`;
    return;
  }
  for (const child of node.children) {
    if (child !== null) {
      yield* faultsIn(child);
    }
  }
}

/** The children that mean something: no punctuation, no comments. */
export function parts(node: Node): Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null && child.type !== "comment");
}

export function field(node: Node, name: string): Node {
  const found = node.childForFieldName(name);
  if (found === null) {
    throw unexpected(node, `has no ${name}`);
  }
  return found;
}

/** The part of a node at an index, counted from the end if negative. */
export function part(node: Node, index: number): Node {
  const found = parts(node).at(index);
  if (found === undefined) {
    throw unexpected(node, `has no part ${index}`);
  }
  return found;
}

export function unexpected(node: Node, why: string): Error {
  const { row, column } = node.startPosition;
  return new Error(`${row + 1}:${column + 1}: ${node.type} ${why}: ${node.text.slice(0, 80)}`);
}
