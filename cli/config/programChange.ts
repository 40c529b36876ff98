/** Puts a change of a program into words and code: what a person writes where the stack file does not decide. */
import { basename } from "node:path";
import { parse } from "yaml";
import type { Owner } from "../deployed/resources";
import type { KeyEntry } from "../keys/keyStates";
import { lackOf, type StackFile } from "../stack/stackFile";

/** Where a change is to be made. */
export interface ProgramPlace {
  readonly owner: Owner;
  /** The language of the program; undefined where Pulumi.yaml does not say. */
  readonly runtime: string | undefined;
  /** Pulumi.yaml, in which a YAML program is. */
  readonly projectFile: string;
  /** Why nothing was edited: what the stack file does not have. */
  readonly lacks: string;
}

/** Names the place of a setting that a stack file does not have. */
export function programPlace(file: StackFile, setting: string, owner: Owner): ProgramPlace {
  const { runtime, file: projectFile = "Pulumi.yaml" } = file.project ?? {};
  return { owner, runtime, projectFile, lacks: lackOf(file, setting) };
}

/** A key of the list as it has to be. */
export interface ListedKey {
  readonly entry: KeyEntry;
  readonly retiredAt: Date | undefined;
}

const enumeration: Readonly<Record<string, string>> = { state: "KeyState", source: "KeySource" };

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;

/** One key in the syntax of the program's language. */
function keyText({ entry, retiredAt }: ListedKey, runtime: string | undefined): string {
  const members = Object.entries(entry).map(([name, value]) => {
    const text = JSON.stringify(value);
    if (runtime === "yaml") {
      return `${name}: ${/^[a-z][\w-]*$/i.test(String(value)) && parse(String(value)) === value ? String(value) : text}`;
    }
    const type = enumeration[name];
    return runtime === "nodejs"
      ? `${name}: ${type === undefined ? text : `${type}.${capital(String(value))}`}`
      : `"${name}": ${text}`;
  });
  const note = retiredAt ? ` retired ${retiredAt.toISOString().replace(/\.\d+Z$/, "Z")}` : "";
  const hash = runtime === "yaml" || runtime === "python" ? " #" : " //";
  const body = `{ ${members.join(", ")} }`;
  const line = runtime === "yaml" ? `- ${body}` : `${body},`;
  return `${line}${note === "" ? "" : `${hash}${note}`}`;
}

/** Where a person finds the argument: `index.ts, line 4`, or the resource of a YAML program. */
function whereText({ owner, runtime, projectFile }: ProgramPlace): string {
  if (runtime === "yaml") {
    return `In ${basename(projectFile)}, under properties of the ${owner.component} resource ${owner.site ?? ""}`;
  }
  return `In the program${owner.position === undefined ? "" : ` (${owner.position})`}, among the arguments of ${owner.component} ${JSON.stringify(owner.site ?? "")}`;
}

/** Says how the list of keys has to be, and where. */
export function keysChangeText(place: ProgramPlace, keys: readonly ListedKey[]): string {
  const { owner, runtime, lacks } = place;
  const argument = owner.component === "SigningKeys" ? "keys" : "signingKeys";
  const lines = keys.map((key) => `    ${keyText(key, runtime)}`);
  const list = runtime === "yaml" ? [`  ${argument}:`, ...lines] : [`  ${argument}: [`, ...lines, "  ],"];
  return [
    `Nothing was changed: ${lacks}, so the program decides.`,
    `${whereText(place)}, ${argument} has to be as follows. It is the list as deployed, with the change; each key keeps its other properties.`,
    "",
    ...list,
  ].join("\n");
}

/** Says which generation of the header has to be set, and where. */
export function headerChangeText(place: ProgramPlace, current: number, leaked: boolean): string {
  const comma = place.runtime === "yaml" ? "" : ",";
  return [
    `Nothing was changed: ${place.lacks}, so the program decides.`,
    `${whereText(place)}, set the following. CloudFront sends generation ${current} now.`,
    "",
    `  headerGeneration: ${current + 1}${comma}`,
    ...(leaked
      ? [
          `  droppedHeaderGenerations: [${current}]${comma}`,
          "",
          `Where the program has droppedHeaderGenerations already, add ${current} to it.`,
        ]
      : []),
  ].join("\n");
}
