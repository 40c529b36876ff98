import type { Answer } from "../../../local/cloud/engine/refusal";
import type { ResourceType } from "../../../local/cloud/services/resourceType";
import { holdsImmutable } from "../../../local/cloud/services/schema";

/** One line of a table: who refuses what. */
interface Row extends Answer {
  operations: readonly string[];
  description: string;
}

/** The chapter of one resource type: its calls, what replaces it, what is refused. */
export function chapterOf(fact: ResourceType, all: readonly ResourceType[]): string {
  const { create, update, delete: remove } = fact.operations;
  const replacing = Object.entries(fact.inputs)
    .filter(([, field]) => field.writeOnly !== true && holdsImmutable(field))
    .map(([name]) => code(name));
  const lines = [
    `### ${code(fact.token)}`,
    "",
    `${link("Arguments and outputs", fact.source)}. Calls: ${[...new Set([create, update, remove])].map(code).join(", ")}.`,
    ...(replacing.length > 0 ? [`Replaced when one of these changes: ${replacing.join(", ")}.`] : []),
    ...notes(fact),
  ];
  const rows = [...rowsOf(fact), ...heldBy(fact, all)];
  return [...lines, ...(rows.length > 0 ? ["", table(rows)] : []), ""].join("\n");
}

function notes(fact: ResourceType): string[] {
  return [
    ...(fact.naming === undefined
      ? []
      : [
          `Named ${code(fact.naming.field)} by the provider when the program does not; at most ${fact.naming.max} characters.`,
        ]),
    ...(fact.stored === false ? ["Lives in Pulumi's state alone."] : []),
    ...(fact.recoveryDays === undefined
      ? []
      : ["Deleted after a recovery window, in which it is still known."]),
    ...(fact.propagation === "waited"
      ? ["Can be delayed: the provider waits until a change is in effect."]
      : []),
    ...(fact.propagation === "lagging" ? ["Can be delayed: AWS answers before a change is in effect."] : []),
  ];
}

function rowsOf(fact: ResourceType): Row[] {
  const { create, update, delete: remove } = fact.operations;
  const calls = { create, update, delete: remove };
  return [
    ...(fact.rules ?? []).map((rule) => ({
      ...rule,
      operations: rule.operation === undefined ? rule.on.map((on) => calls[on]) : [rule.operation],
    })),
    ...(fact.unique ?? []).map((unique) => ({
      ...unique,
      operations: [create, update],
      description: `${unique.of.map(code).join(" and ")} ${unique.of.length > 1 ? "together belong" : "belongs"} to one only ${unique.within === "account" ? "in the account" : "in a region"}.`,
    })),
    ...(fact.references ?? []).map((reference) => ({
      ...reference.missing,
      operations: [create, update],
      description: `${code(reference.path)} names ${reference.to.map(one).join(" or ")} that exists.`,
    })),
  ];
}

/** What keeps resources of a type from being deleted because others name them. */
function heldBy(fact: ResourceType, all: readonly ResourceType[]): Row[] {
  return all.flatMap((holder) =>
    (holder.references ?? []).flatMap(({ to, path, inUse }) =>
      inUse !== undefined && to.includes(fact.token)
        ? [
            {
              ...inUse,
              operations: [fact.operations.delete],
              description: `It stays while ${code(path)} of ${one(holder.token)} names it.`,
            },
          ]
        : [],
    ),
  );
}

/** A table of refusals, each code with a link to its source. */
function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ code: name, status, source, operations, description }) =>
      `| ${description.replaceAll("|", "\\|")} | ${link(code(name), source)} ${status} | ${[...new Set(operations)].map(code).join(", ")} |`,
  );
  return ["| what holds | code otherwise | refused by |", "| --- | --- | --- |", ...lines].join("\n");
}

/** A link. */
export const link = (text: string, url: string): string => `[${text}](${url})`;

/** Something as a program writes it. */
export const code = (text: string): string => `\`${text}\``;

/** One of a type, in words: "a Key", "an Alias". */
function one(token: string): string {
  const name = token.split(":").pop() ?? token;
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}
