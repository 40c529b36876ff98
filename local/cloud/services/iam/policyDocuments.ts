import type { Scope } from "../../model/resourceType";
import { ROLE } from "../../model/tokens";
import { asList, asText, asTexts, dig, isObject, type Value } from "../../values";

/** Returns the statements of a policy document; none if it is invalid. */
export function statementsOf(document: string): Value[] {
  try {
    const statement = dig(JSON.parse(document) as Value, "Statement");
    return Array.isArray(statement) ? statement : statement === undefined ? [] : [statement];
  } catch {
    return [];
  }
}

function texts(value: Value | undefined): string[] {
  return Array.isArray(value) ? asTexts(value) : value === undefined ? [] : [asText(value) ?? ""];
}

/** Returns the AWS principals of a statement: ARNs, account ids and "*". */
function principalsOf(statement: Value): string[] {
  const principal = dig(statement, "Principal");
  return isObject(principal) ? texts(principal["AWS"]) : texts(principal);
}

/** ARN of the user that deploys to the local account. */
export function callerArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:user/local`;
}

/**
 * Returns the first principal of this account in a resource policy that does not exist.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function unknownPrincipal(
  scope: Pick<Scope, "account" | "accountId">,
  document: string,
): string | undefined {
  const own = new RegExp(`^arn:aws:iam::${scope.accountId}:(role|user)/`);
  const known = new Set([
    callerArn(scope.accountId),
    ...scope.account.all(ROLE).map((one) => asText(one.outputs["arn"]) ?? ""),
  ]);
  const lost = statementsOf(document)
    .flatMap(principalsOf)
    .find((principal) => own.test(principal) && !known.has(principal));
  return lost === undefined
    ? undefined
    : `Policy contains a statement with one or more invalid principals: ${lost}.`;
}

/** Returns whether a key policy would prevent its own later changes. */
export function lockedOut(scope: Pick<Scope, "accountId">, document: string): boolean {
  const mine = new Set([
    "*",
    scope.accountId,
    `arn:aws:iam::${scope.accountId}:root`,
    callerArn(scope.accountId),
  ]);
  return (
    document !== "" &&
    !statementsOf(document).some(
      (statement) =>
        dig(statement, "Effect") === "Allow" &&
        principalsOf(statement).some((principal) => mine.has(principal)) &&
        texts(dig(statement, "Action")).some((action) =>
          /^(\*|kms:(\*|Put\*|PutKey\*|PutKeyPolicy))$/.test(action),
        ),
    )
  );
}

/** Returns whether a resource policy admits everybody without a condition. */
export function isPublic(document: string): boolean {
  return statementsOf(document).some(
    (statement) =>
      dig(statement, "Effect") === "Allow" &&
      dig(statement, "Condition") === undefined &&
      principalsOf(statement).includes("*"),
  );
}

/**
 * Returns whether a resource policy allows a service, or one of AWS's accounts, an action.
 *
 * @param resource what it is to be done with
 */
export function lets(
  document: string,
  principals: readonly string[],
  action: string,
  resource: string,
): boolean {
  return statementsOf(document).some(
    (statement) =>
      dig(statement, "Effect") === "Allow" &&
      [...principalsOf(statement), ...texts(dig(statement, "Principal.Service"))].some((one) =>
        principals.includes(one),
      ) &&
      texts(dig(statement, "Action")).some((one) =>
        new RegExp(`^${one.replaceAll("*", ".*")}$`, "i").test(action),
      ) &&
      texts(dig(statement, "Resource")).some((one) =>
        new RegExp(`^${one.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(resource),
      ),
  );
}

/** Returns the error in a policy document's form; undefined if it has statements with effects. */
export function malformed(document: string): string | undefined {
  if (document === "") {
    return undefined;
  }
  const statements = statementsOf(document);
  const whole = asList(statements).every((one) =>
    ["Allow", "Deny"].includes(asText(dig(one, "Effect")) ?? ""),
  );
  return statements.length > 0 && whole ? undefined : "Syntax errors in policy.";
}
