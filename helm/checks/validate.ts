import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";

// validate OBJECTS.json: checks Kubernetes objects in two ways. Their schemas find missing and wrong values; TypeScript finds
// fields that the types do not have.
interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

interface KubernetesModel {
  validate(): void;
}

const PACKAGES: [RegExp, string][] = [
  [/^keda\.sh\//, "@kubernetes-models/keda"],
  [/^monitoring\.coreos\.com\//, "@kubernetes-models/prometheus-operator"],
  [/./, "kubernetes-models"],
];

const [file] = process.argv.slice(2);
if (file === undefined) {
  throw new Error("validate OBJECTS.json");
}
const objects = JSON.parse(readFileSync(file, "utf8")) as KubernetesObject[];
const faults = [...(await valueFaults()), ...fieldFaults()];
faults.forEach((fault) => console.log(fault));
console.log(`${objects.length} objects checked`);
process.exitCode = faults.length === 0 ? 0 : 1;

function moduleOf(object: KubernetesObject): string {
  const found = PACKAGES.find(([versions]) => versions.test(object.apiVersion)) as [RegExp, string];
  return `${found[1]}/${object.apiVersion}/${object.kind}`;
}

async function valueFaults(): Promise<string[]> {
  const found: string[] = [];
  for (const object of objects) {
    const module = (await import(moduleOf(object))) as Record<string, new (data: unknown) => KubernetesModel>;
    const model = module[object.kind];
    if (model === undefined) {
      throw new Error(`${moduleOf(object)} has no ${object.kind}`);
    }
    try {
      new model(object).validate();
    } catch (error) {
      found.push(`${object.kind} ${object.metadata.name}: ${(error as Error).message}`);
    }
  }
  return found;
}

/** Each object as a literal of its type: a literal may have no field that its type does not have. */
function fieldFaults(): string[] {
  const folder = join("literals", basename(file as string, ".json"));
  mkdirSync(folder, { recursive: true });
  const paths = objects.map((object, i) => {
    const path = join(folder, `${i}.ts`);
    writeFileSync(
      path,
      `import type { I${object.kind} } from "${moduleOf(object)}";\n` +
        `export const o: I${object.kind} = ${JSON.stringify(object, null, 1)};\n`,
    );
    return path;
  });
  const program = ts.createProgram(paths, {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map((fault) => {
    const object = objects[paths.indexOf(fault.file?.fileName ?? "")];
    return `${object?.kind} ${object?.metadata.name}: ${ts.flattenDiagnosticMessageText(fault.messageText, " ")}`;
  });
}
