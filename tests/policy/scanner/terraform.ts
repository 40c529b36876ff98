/** Writes what a stack has created as Terraform, for scanners that cannot read Pulumi. */
import type { AccountResource } from "../../../local/cloud";
import { isObject, type Properties, plain, type Value } from "../../../local/cloud/values";

/** Terraform's types that have other names than Pulumi's tokens in small letters. */
const RENAMED: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "aws_s3_bucket",
  "aws:s3/bucketObjectv2:BucketObjectv2": "aws_s3_object",
  "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
  "aws:cloudwatch/logGroup:LogGroup": "aws_cloudwatch_log_group",
  "aws:iam/instanceProfile:InstanceProfile": "aws_iam_instance_profile",
};

/** Modules whose name is not part of Terraform's types. */
const UNNAMED = new Set(["ec2"]);

const snake = (text: string): string =>
  text.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? "" : "_"}${letter.toLowerCase()}`);

function typeOf(token: string): string {
  const [, path = "", name = ""] = token.split(":");
  const service = path.split("/")[0] ?? "";
  const own = snake(name);
  return RENAMED[token] ?? (UNNAMED.has(service) ? `aws_${own}` : `aws_${service}_${own}`);
}

/** A label that is unique in a configuration. */
const labelOf = (resource: AccountResource): string => resource.urn?.split("::").at(-1) ?? resource.id;

/** Maps whose keys are the stack's own. */
const MAPS = new Set(["tags", "dimensions"]);

/** Terraform names lists of blocks in the singular. */
const singular = (name: string): string => name.replace(/ies$/, "y").replace(/([^s])s$/, "$1");

/** Writes the resources of a stack, each reference as one. */
export function terraformOf(resources: readonly AccountResource[]): string {
  const own = resources.filter(({ urn, type }) => urn !== undefined && type.startsWith("aws:"));
  const references = new Map<string, string>();
  for (const resource of own) {
    const at = `${typeOf(resource.type)}.${labelOf(resource)}`;
    for (const key of ["arn", "name", "bucket"]) {
      const value = resource.outputs[key];
      if (typeof value === "string" && value.length > 8 && !references.has(value)) {
        references.set(value, `${at}.${key}`);
      }
    }
    if (!references.has(resource.id) || resource.type.endsWith(":Bucket")) {
      references.set(resource.id, `${at}.id`);
    }
  }
  return own
    .map((resource) => {
      const type = typeOf(resource.type);
      const label = labelOf(resource);
      const text = (value: Value): string => {
        const reference = typeof value === "string" ? references.get(value) : undefined;
        const known = reference !== undefined && !reference.startsWith(`${type}.${label}.`);
        return known ? reference : JSON.stringify(value).replaceAll("${", "$${");
      };
      const lines = argumentLines(plain(resource.inputs), "  ", text);
      return [`resource "${type}" "${label}" {`, ...lines, "}", ""].join("\n");
    })
    .join("\n");
}

/** Writes arguments: objects, and lists of objects, are blocks, but for maps of tags. */
function argumentLines(values: Properties, indent: string, text: (value: Value) => string): string[] {
  return Object.entries(values).flatMap(([name, value]): string[] => {
    const key = snake(name);
    if (name === "__defaults" || value === null) {
      return [];
    }
    if (MAPS.has(name) && isObject(value)) {
      const entries = Object.entries(value).map(
        ([tag, of]) => `${JSON.stringify(tag)} = ${JSON.stringify(of)}`,
      );
      return [`${indent}${key} = { ${entries.join(", ")} }`];
    }
    const block = (label: string, inner: Properties): string[] => [
      `${indent}${label} {`,
      ...argumentLines(inner, `${indent}  `, text),
      `${indent}}`,
    ];
    if (isObject(value)) {
      // A file that is uploaded has a hash beside its path.
      return "hash" in value ? [`${indent}${key} = ${text(value["path"] ?? "")}`] : block(key, value);
    }
    if (!Array.isArray(value)) {
      return [`${indent}${key} = ${text(value)}`];
    }
    const objects = value.filter(isObject);
    return objects.length > 0
      ? objects.flatMap((one) => block(singular(key), one))
      : [`${indent}${key} = [${value.map(text).join(", ")}]`];
  });
}
