import type { StackModel } from "../../../stack/stack";
import { matchesName } from "../../../values/namePatterns";
import { coversTarget, type Target } from "./targets";

/** The ARN of one secret or parameter; Secrets Manager adds six characters to a name, for which a wildcard may stand. */
const oneOfThem =
  /^arn:[^:*?]+:(secretsmanager|ssm):[^:*?]+:\d{12}:((?:secret:|parameter\/)([^*?]+?))(?:-\?{6}|-\*)?$/;

/**
 * Returns the secrets and parameters with names of signing keys that IAM policies of the stack name, and that the stack does
 * not contain, as somebody created them elsewhere.
 *
 * @param own those that the stack contains
 */
export function namedSecrets(
  { permissions }: StackModel,
  signingKeys: readonly string[],
  own: readonly Target[],
): Target[] {
  const resources = permissions.flatMap(({ document }) =>
    document.state === "known" ? document.statements.flatMap((statement) => statement.resources) : [],
  );
  return [...new Set(resources)].flatMap((pattern): Target[] => {
    const [, service, resource = "", name = ""] = oneOfThem.exec(pattern) ?? [];
    const isNamed = [name, `/${name}`].some((each) => signingKeys.some((key) => matchesName(key, each)));
    const isOwn = own.some((each) => coversTarget({ resources: [pattern], exceptResources: false }, each));
    if (service === undefined || !isNamed || isOwn) {
      return [];
    }
    const arn = pattern.replace(/-(?:\?{6}|\*)$/, "-000000");
    return [{ urn: arn, arn, service, resource }];
  });
}
