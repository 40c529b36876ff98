/** Describes the change of a program where the stack file does not have the setting. */
import { basename } from "node:path";
import { parse } from "yaml";
import type { Owner } from "../deployed/resources";
import type { KeyEntry } from "../keys/keyStates";
import { lackOf, type StackFile } from "../stack/stackFile";

/** Where to make the change. */
export interface ProgramPlace {
  readonly owner: Owner;
  /** The runtime of the program; undefined where Pulumi.yaml has none. */
  readonly runtime: string | undefined;
  /** Pulumi.yaml, which contains a YAML program. */
  readonly projectFile: string;
  /** Why nothing was edited: what the stack file lacks. */
  readonly lacks: string;
}

/** Finds where the program sets what the stack file does not have. */
export function programPlace(file: StackFile, setting: string, owner: Owner): ProgramPlace {
  const { runtime, file: projectFile = "Pulumi.yaml" } = file.project ?? {};
  return { owner, runtime, projectFile, lacks: lackOf(file, setting) };
}

/** A key of the new list. */
export interface ListedKey {
  readonly entry: KeyEntry;
  readonly retiredAt: Date | undefined;
}

const enumeration: Readonly<Record<string, string>> = { state: "KeyState", source: "KeySource" };

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;

/** Formats a key in the program's language. */
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

/** Describes where the argument is: `index.ts, line 4`, or the resource of a YAML program. */
function whereText({ owner, runtime, projectFile }: ProgramPlace): string {
  if (runtime === "yaml") {
    return `In ${basename(projectFile)}, under properties of the ${owner.component} resource ${owner.site ?? ""}`;
  }
  return `In the program${owner.position === undefined ? "" : ` (${owner.position})`}, among the arguments of ${owner.component} ${JSON.stringify(owner.site ?? "")}`;
}

/** Describes the new list of keys, and where to write it. */
export function keysChangeText(place: ProgramPlace, keys: readonly ListedKey[]): string {
  const { owner, runtime, lacks } = place;
  const argument = owner.component === "SigningKeys" ? "keys" : "signingKeys";
  const lines = keys.map((key) => `    ${keyText(key, runtime)}`);
  const list = runtime === "yaml" ? [`  ${argument}:`, ...lines] : [`  ${argument}: [`, ...lines, "  ],"];
  return [
    `Nothing was changed: ${lacks}, so the program sets it.`,
    `${whereText(place)}, change ${argument} to the following: the deployed list with this change; each key keeps its other properties.`,
    "",
    ...list,
  ].join("\n");
}

/** Describes the new generation of the header, and where to write it. */
export function headerChangeText(place: ProgramPlace, current: number, leaked: boolean): string {
  const comma = place.runtime === "yaml" ? "" : ",";
  return [
    `Nothing was changed: ${place.lacks}, so the program sets it.`,
    `${whereText(place)}, set the following. CloudFront sends generation ${current} now.`,
    "",
    `  headerGeneration: ${current + 1}${comma}`,
    ...(leaked
      ? [
          `  droppedHeaderGenerations: [${current}]${comma}`,
          "",
          `If the program already has droppedHeaderGenerations, add ${current} to it.`,
        ]
      : []),
  ].join("\n");
}
