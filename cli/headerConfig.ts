/** The secret header's generation in a stack's configuration file, changed line by line: everything else stays. */
import { isMap, isScalar, isSeq, type Pair, parseDocument, type Scalar } from "yaml";
import { CommandError } from "./report";

/** What the program takes when the setting is not there. */
const unset = 1;

interface Splice {
  readonly at: number;
  readonly to: number;
  readonly text: string;
}

/** The settings of a file, each with its key. @throws CommandError when the file is no stack configuration */
function settings(text: string, file: string): readonly Pair<Scalar>[] {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) {
    const [said = ""] = problem.message.split("\n", 1);
    throw new CommandError(`${file} is not YAML: ${said}`, "mend it by hand");
  }
  const config = document.get("config", true);
  return isMap(config) ? (config.items.filter(({ key }) => isScalar(key)) as Pair<Scalar>[]) : [];
}

const named = (name: string) => (pair: Pair<Scalar>) => String(pair.key.value).endsWith(`:${name}`);

/** Where a node stands in the text, comments behind it left out. */
function rangeOf(node: unknown): [number, number] {
  const { range } = node as { range?: [number, number, number] | null };
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}

const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

/** The start of the line of a setting, and what its name begins with: `  secure-origin:`. */
function lineOf(text: string, { key }: Pair<Scalar>): { readonly at: number; readonly prefix: string } {
  const [from] = rangeOf(key);
  const at = lineStart(text, from);
  const name = String(key.value);
  return { at, prefix: `${text.slice(at, from)}${name.slice(0, name.lastIndexOf(":") + 1)}` };
}

function generationOf(pair: Pair<Scalar> | undefined, file: string): number {
  const value = isScalar(pair?.value) ? pair.value.value : pair?.value;
  if (pair === undefined) {
    return unset;
  }
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1) {
    throw new CommandError(`headerGeneration in ${file} is not a whole number from 1`, "mend it by hand");
  }
  return value;
}

/** The generation in place of the one that is set; where none is, a line of its own. */
function raising(pair: Pair<Scalar> | undefined, generation: number, line: number, prefix: string): Splice {
  if (pair === undefined) {
    return { at: line, to: line, text: `${prefix}headerGeneration: ${generation}\n` };
  }
  const [at, to] = rangeOf(pair.value);
  return { at, to, text: String(generation) };
}

/** The list of dropped generations with one more. */
function dropping(text: string, pair: Pair<Scalar>, generation: number, file: string): Splice {
  const list = pair.value;
  if (!isSeq(list) || list.flow !== true) {
    throw new CommandError(
      `droppedHeaderGenerations in ${file} is not a list in one line`,
      "write it as: [1, 2]",
    );
  }
  const [at, to] = rangeOf(list);
  const inside = text.slice(at + 1, to - 1).trim();
  return { at, to, text: `[${inside === "" ? "" : `${inside}, `}${generation}]` };
}

/**
 * Raises the generation by one.
 *
 * @param leaked - the generation in use is dropped: the load balancer refuses it once the new one is in use
 * @throws CommandError when the file is not understood
 */
export function nextGeneration(text: string, file: string, leaked: boolean): string {
  const all = settings(text, file);
  const anchor = all.find(named("signingKeys"));
  if (anchor === undefined) {
    throw new CommandError(`${file} has no signingKeys`, "name the configuration of a stack of this program");
  }
  const current = all.find(named("headerGeneration"));
  const generation = generationOf(current, file);
  const dropped = all.find(named("droppedHeaderGenerations"));
  const { at: line, prefix } = lineOf(text, current ?? anchor);
  const raised = raising(current, generation + 1, line, prefix);
  const drop: Splice[] = !leaked
    ? []
    : dropped === undefined
      ? [{ at: line, to: line, text: `${prefix}droppedHeaderGenerations: [${generation}]\n` }]
      : [dropping(text, dropped, generation, file)];
  return [raised, ...drop]
    .sort((one, other) => other.at - one.at)
    .reduce((result, splice) => result.slice(0, splice.at) + splice.text + result.slice(splice.to), text);
}
