/** Reads the caller and its permissions from STS and IAM. */
import type { Statement } from "../../deployerPolicy/statements";
import type { Aws } from "./clients";

/** Reads the caller's identity. */
export async function fetchCaller({ sdk, clients }: Aws): Promise<{ account: string; arn: string }> {
  const { Account: account = "", Arn: arn = "" } = await clients.sts.send(
    new sdk.sts.GetCallerIdentityCommand({}),
  );
  return { account, arn };
}

/** Lists the services whose service-linked role, of those given, the account lacks. */
export async function fetchMissingLinkedRoles(
  { sdk, clients }: Aws,
  roles: Readonly<Record<string, string>>,
): Promise<string[]> {
  const missing: string[] = [];
  for (const [service, RoleName] of Object.entries(roles)) {
    try {
      await clients.iam.send(new sdk.iam.GetRoleCommand({ RoleName }));
    } catch (error) {
      if (!(error instanceof sdk.iam.NoSuchEntityException)) {
        throw error;
      }
      missing.push(service);
    }
  }
  return missing;
}

/** Actions in one request to IAM's policy simulator. */
const BATCH = 50;

/** Builds a request context that meets the conditions of a statement. */
function contextOf({ Condition = {} }: Statement) {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([ContextKeyName, values]) => ({
      ContextKeyName,
      ContextKeyValues: [typeof values === "string" ? values : (values[0] ?? "")],
      ContextKeyType: operator.startsWith("ForAllValues:") ? ("stringList" as const) : ("string" as const),
    })),
  );
}

/** Lists the actions of the statements that IAM denies the caller on their resources. */
export async function fetchDenied(
  { sdk, clients }: Aws,
  source: string,
  statements: readonly Statement[],
): Promise<string[]> {
  const denied = new Set<string>();
  for (const statement of statements) {
    for (let at = 0; at < statement.Action.length; at += BATCH) {
      const pages = sdk.iam.paginateSimulatePrincipalPolicy(
        { client: clients.iam },
        {
          PolicySourceArn: source,
          ActionNames: statement.Action.slice(at, at + BATCH),
          ResourceArns: [...statement.Resource],
          ContextEntries: contextOf(statement),
        },
      );
      for await (const { EvaluationResults = [] } of pages) {
        for (const { EvalActionName = "", EvalDecision } of EvaluationResults) {
          if (EvalDecision !== "allowed") {
            denied.add(EvalActionName);
          }
        }
      }
    }
  }
  return [...denied];
}
