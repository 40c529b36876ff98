import { Reader } from "../../../resources/reader";
import { resourceTypes as t } from "../../../resources/resourceTypes";
import type { StackModel } from "../../../stack/stack";
import { known } from "../../../values/field";
import { matchesIam, type Statement } from "../../../values/policyDocuments";

/** A resource that policies name by its ARN. */
export interface Target {
  readonly urn: string;
  /** The ARN, if it is known. */
  readonly arn: string | undefined;
  readonly service: string;
  /** The last part of the ARN; while AWS's part of the name is unknown, zeros stand for it. */
  readonly resource: string;
}

const zeros = "0000000";
const identities = [
  [t.role, "role"],
  [t.user, "user"],
  [t.group, "group"],
] as const;

/** Describes a key, a secret, a parameter or a role as policies name it. */
export function targetOf(model: StackModel, urn: string): Target {
  const reader = Reader.over<{ arn?: string; name?: string; path?: string }>(
    model.links.resource(urn)?.props ?? {},
  );
  const arn = known(reader.at("arn").string());
  // Pulumi adds seven characters to the name of a resource for which the program chooses none.
  const name = known(reader.at("name").string()) ?? `${urn.split("::").at(-1) ?? ""}-${zeros}`;
  const of = (service: string, resource: string): Target => ({ urn, arn, service, resource });
  if (model.links.isOf(urn, [t.secret])) {
    return of("secretsmanager", `secret:${name}-${zeros.slice(1)}`);
  }
  if (model.links.isOf(urn, [t.parameter])) {
    return of("ssm", `parameter/${name.replace(/^\//, "")}`);
  }
  for (const [type, kind] of identities) {
    if (model.links.isOf(urn, [type])) {
      return of("iam", `${kind}${known(reader.at("path").string()) ?? "/"}${name}`);
    }
  }
  return of("kms", `key/${zeros}`);
}

/** Returns the paths above a parameter, by which `ssm:GetParametersByPath` reads it. */
export function parentsOf(target: Target): Target[] {
  const [root = "", ...names] = target.resource.split("/");
  const prefix = target.arn?.slice(0, -target.resource.length);
  return names.slice(0, -1).map((_, i) => {
    const resource = [root, ...names.slice(0, i + 1)].join("/");
    return { ...target, resource, arn: prefix === undefined ? undefined : `${prefix}${resource}` };
  });
}

/** Returns whether a statement of an identity's policy covers a target. */
export function coversTarget(
  { resources, exceptResources }: Pick<Statement, "resources" | "exceptResources">,
  target: Target,
): boolean {
  return resources.some((pattern) => matchesTarget(pattern, target)) !== exceptResources;
}

function matchesTarget(pattern: string, { arn, service, resource }: Target): boolean {
  if (arn !== undefined) {
    return matchesIam(pattern, arn);
  }
  // An unknown ARN has the region and the account that the pattern asks for.
  const [, partition = "aws", , region = "", account = ""] = pattern.split(":");
  const literal = (part: string) => part.replace(/[*?]/g, "0");
  const own = ["arn", literal(partition), service, literal(region), literal(account), resource].join(":");
  return matchesIam(pattern, own);
}
