import { answers } from "../../../local/cloud/awsModels/errors";
import { type Model, modelOf } from "../../../local/cloud/awsModels/model";
import { translatePattern } from "../../../local/cloud/awsModels/patterns";
import { requests } from "../../../local/cloud/awsModels/requests";
import { inResource } from "../../../local/cloud/awsModels/shape";
import { modelTable, versions } from "../../../local/cloud/awsModels/tables";
import { type Covered, coverage } from "./coverage";

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

/** Generates docs/contributing/aws-models.md. */
export function describeModels(): string {
  return [introduction(), codes(), untranslated(), ...requests.map(chapter)].join("\n");
}

function introduction(): string {
  const { botocore, "cfn-lint": lint, region } = versions();
  const kinds = totals();
  return `# What AWS's models say about each argument

<!-- Written by npm run docs from local/cloud/awsModels: change that. -->

The local cloud checks every create and update request against AWS's own models: the services' models in botocore
${botocore}, and CloudFormation's resource schemas with cfn-lint's additions, as cfn-lint ${lint} ships them for
${region}. \`npm run aws-models\` reads both and writes the tables in \`local/cloud/awsModels/tables\`;
\`local/cloud/awsModels/requests\` maps arguments to members of requests. A refusal has the service's error code and names
the model.

- Both models apply, except that CloudFormation's enumerations, which may be shorter, are ignored if the service's model
  has one.
- A pattern without an anchor applies to the whole value in a service's model, and to any part of it in a schema.
- A missing argument that AWS requires and the provider does not is accepted, because the provider fills it in or sends it
  empty.
- Empty lists and maps are not checked, because the provider omits them.
- Values that are unknown before the update are not checked.
- cfn-lint's conditional rules (if one argument has a value, another must …) are not used.
- "AWS documents none" means that neither model constrains the argument beyond its type. Constraints that only the text of
  AWS's pages states are rules of the type, in [local-cloud.md](local-cloud.md).

${kinds.arguments} arguments of ${kinds.types} types: ${kinds.limited} with constraints, ${kinds.none} without documented constraints,
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
  return [
    "## Error codes",
    "",
    "| service | error code | source |",
    "| --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
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
    : ["## Unchecked patterns", "", "| shape | pattern | why |", "| --- | --- | --- |", ...lines, ""].join(
        "\n",
      );
}

function model(token: string): Model {
  const found = modelOf(token);
  if (found === undefined) {
    throw new Error(`${token} has no requests. Add it to local/cloud/awsModels/requests.`);
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
    ([path, source]) =>
      `CloudFormation's constraints on ${code(path)} do not apply to the service: <${source}>.\n`,
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
