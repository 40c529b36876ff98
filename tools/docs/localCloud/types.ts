import type { ResourceType } from "../../../local/cloud/model/resourceType";
import { holdsImmutable } from "../../../local/cloud/model/schema";
import type { Answer } from "../../../local/cloud/refusal";

/** A row of a table of refusals. */
interface Row extends Answer {
  operations: readonly string[];
  description: string;
}

/** Returns the chapter of a resource type: calls, replacing arguments, refusals. */
export function chapterOf(type: ResourceType, all: readonly ResourceType[]): string {
  const { create, update, delete: remove } = type.operations;
  const replacing = Object.entries(type.inputs)
    .filter(([, field]) => field.writeOnly !== true && holdsImmutable(field))
    .map(([name]) => code(name));
  const lines = [
    `### ${code(type.token)}`,
    "",
    `${link("Arguments and outputs", type.source)}. Calls: ${[...new Set([create, update, remove])].map(code).join(", ")}.`,
    ...(replacing.length > 0 ? [`Replaced when one of these changes: ${replacing.join(", ")}.`] : []),
    ...notes(type),
  ];
  const rows = [...rowsOf(type), ...heldBy(type, all)];
  return [...lines, ...(rows.length > 0 ? ["", table(rows)] : []), ""].join("\n");
}

function notes(type: ResourceType): string[] {
  return [
    ...(type.naming === undefined
      ? []
      : [
          `Named ${code(type.naming.field)} by the provider when the program does not; at most ${type.naming.max} characters.`,
        ]),
    ...(type.stored === false ? ["Exists in Pulumi's state only."] : []),
    ...(type.recoveryDays === undefined ? [] : ["Deleted after a recovery window."]),
    ...(type.propagation === "waited"
      ? ["Can be delayed: the provider waits until a change is in effect."]
      : []),
    ...(type.propagation === "lagging" ? ["Can be delayed: AWS answers before a change is in effect."] : []),
  ];
}

function rowsOf(type: ResourceType): Row[] {
  const { create, update, delete: remove } = type.operations;
  const calls = { create, update, delete: remove };
  return [
    ...(type.rules ?? []).map((rule) => ({
      ...rule,
      operations: rule.operation === undefined ? rule.on.map((on) => calls[on]) : [rule.operation],
    })),
    ...(type.unique ?? []).map((unique) => ({
      ...unique,
      operations: [create, update],
      description: `${unique.of.map(code).join(" and ")} ${unique.of.length > 1 ? "together are" : "is"} unique in ${unique.within === "account" ? "the account" : "a region"}.`,
    })),
    ...(type.references ?? []).map((reference) => ({
      ...reference.missing,
      operations: [create, update],
      description: `${code(reference.path)} names an existing ${reference.to.map(nameOf).join(" or ")}.`,
    })),
  ];
}

/** Returns the refusals to delete a resource of a type that others reference. */
function heldBy(type: ResourceType, all: readonly ResourceType[]): Row[] {
  return all.flatMap((holder) =>
    (holder.references ?? []).flatMap(({ to, path, inUse }) =>
      inUse !== undefined && to.includes(type.token)
        ? [
            {
              ...inUse,
              operations: [type.operations.delete],
              description: `It cannot be deleted while ${code(path)} of ${one(holder.token)} names it.`,
            },
          ]
        : [],
    ),
  );
}

/** Returns a table of refusals, each code with a link to its source. */
function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ code: name, status, source, operations, description }) =>
      `| ${description.replaceAll("|", "\\|")} | ${link(code(name), source)} ${status} | ${[...new Set(operations)].map(code).join(", ")} |`,
  );
  return ["| rule | code | refused by |", "| --- | --- | --- |", ...lines].join("\n");
}

/** Returns a link. */
export const link = (text: string, url: string): string => `[${text}](${url})`;

/** Returns code in a page. */
export const code = (text: string): string => `\`${text}\``;

/** Returns the name of a type: "Key". */
function nameOf(token: string): string {
  return token.split(":").pop() ?? token;
}

/** Returns one of a type in words: "a Key", "an Alias". */
function one(token: string): string {
  const name = nameOf(token);
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}
