import { answers } from "../../../local/cloud/models/errors";
import { type Model, modelOf } from "../../../local/cloud/models/model";
import { translatePattern } from "../../../local/cloud/models/patterns";
import { requests } from "../../../local/cloud/models/requests";
import { inResource } from "../../../local/cloud/models/shape";
import { modelTable, versions } from "../../../local/cloud/models/tables";
import { type Covered, coverage } from "./coverage";

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

/** The whole of docs/contributing/aws-models.md. */
export function describeModels(): string {
  return [introduction(), codes(), untranslated(), ...requests.map(chapter)].join("\n");
}

function introduction(): string {
  const { botocore, "cfn-lint": lint, region } = versions();
  const kinds = totals();
  return `# What AWS's models say of each argument

<!-- Written by npm run docs from local/cloud/models: change that. -->

The local cloud checks every create and update request against AWS's own models before it accepts it: botocore
${botocore} (the services' models) and CloudFormation's resource schemas with cfn-lint's additions, as cfn-lint ${lint}
ships them for ${region}. \`npm run aws-models\` reads both and writes the tables in \`local/cloud/models/tables\`; how
arguments become members of requests stands in \`local/cloud/models/requests\`. A refusal has the service's code and
names the model.

- Both count. Only the values to choose from are the service's own where its model lists them: CloudFormation may offer
  fewer.
- A pattern without any anchor is for the whole value in a service's model and for any part of it in a schema, as the
  two are applied.
- What AWS requires and the provider does not is filled in by the provider, or sent empty: its absence is not refused.
- The provider sends no empty list and no empty map.
- Values that are not known before the update are not checked.
- cfn-lint's rules that hold under a condition (if one argument has a value, another must …) are not read.
- "AWS documents none": neither model limits the argument beyond its type. What only the text of AWS's pages says is a
  rule of the type, in [local-cloud.md](local-cloud.md).

${kinds.arguments} arguments of ${kinds.types} types: ${kinds.limited} with constraints, ${kinds.none} of which AWS documents none,
${kinds.notSent} that are not part of a request.
`;
}

function totals(): Record<"arguments" | "types" | "limited" | "none" | "notSent", number> {
  const all = requests.flatMap(({ types }) => Object.keys(types).map(model)).map(coverage);
  const flat = all.flat();
  const notSent = flat.filter((one) => one.notSent !== undefined).length;
  const limited = flat.filter(({ constraints }) => constraints.length > 0).length;
  return {
    arguments: flat.length,
    types: all.length,
    limited,
    none: flat.length - limited - notSent,
    notSent,
  };
}

function codes(): string {
  const lines = requests.map(({ service }) => {
    const { invalid, missing, source } = answers(service);
    const both = missing === undefined ? code(invalid) : `${code(invalid)}, ${code(missing)}`;
    return `| ${service} | ${both} | <${source}> |`;
  });
  return ["## Codes", "", "| service | code | shown by |", "| --- | --- | --- |", ...lines, ""].join("\n");
}

function untranslated(): string {
  const lines = requests.flatMap(({ model: name }) =>
    Object.entries(modelTable(name).shapes).flatMap(([shape, { pattern }]) => {
      const made = pattern === undefined ? undefined : translatePattern(pattern, !shape.startsWith("AWS::"));
      return made !== undefined && "untranslated" in made
        ? [`| ${code(shape)} | ${code(pattern ?? "")} | ${made.untranslated} |`]
        : [];
    }),
  );
  return lines.length === 0
    ? "Every pattern of the tables is checked.\n"
    : [
        "## Patterns that are not checked",
        "",
        "| shape | pattern | why |",
        "| --- | --- | --- |",
        ...lines,
        "",
      ].join("\n");
}

function model(token: string): Model {
  const found = modelOf(token);
  if (found === undefined) {
    throw new Error(`${token} has no requests. Add it to local/cloud/models/requests.`);
  }
  return found;
}

function chapter({ service, model: name, types }: (typeof requests)[number]): string {
  const { version } = modelTable(name);
  const tables = Object.keys(types).map((token) => typeTable(model(token)));
  return [`## ${service}`, "", `Model: ${name} ${version}.`, "", ...tables].join("\n");
}

function typeTable(of: Model): string {
  const { type, request } = of;
  const looser = Object.entries(request.looserThanCloudFormation ?? {}).map(
    ([path, source]) => `CloudFormation's limits of ${code(path)} are not the service's: <${source}>.\n`,
  );
  const also = request.resource === undefined ? "" : `; ${code(request.resource)}`;
  return [
    `### ${type.token}`,
    "",
    `${code(type.operations.create)}${also}`,
    "",
    ...looser,
    "| argument | member | constraints |",
    "| --- | --- | --- |",
    ...coverage(of).map(row),
    "",
  ].join("\n");
}

function row({ path, places, constraints, notSent }: Covered): string {
  const members = places.map((place) => code(inResource(place) ? `/${place.path}` : place.path));
  const words =
    notSent !== undefined
      ? `not part of the request: ${notSent}`
      : constraints.length === 0
        ? "AWS documents none"
        : constraints.join("; ");
  return `| ${code(path)} | ${[...new Set(members)].join(" ")} | ${words} |`;
}
