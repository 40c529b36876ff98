/** The calls of a deployment in the local cloud, as IAM sees them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccountFile, AccountResource, HistoryLine } from "../../../local/cloud";
import { catalogue } from "../../../local/cloud/services/catalogue";
import { iamAction } from "./iamActions";
import { matchesFormat, resourceTypesOf } from "./resourceTypes";
import type { DeployerCall } from "./simulator";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The ARNs, derived from the id, of resources without an ARN among their outputs. */
const arnsById: Readonly<Record<string, (id: string, place: string) => string>> = {
  "aws:ec2/natGateway:NatGateway": (id, place) => `arn:aws:ec2:${place}:natgateway/${id}`,
  "aws:cloudwatch/dashboard:Dashboard": (id, place) =>
    `arn:aws:cloudwatch::${place.split(":")[1] ?? ""}:dashboard/${id}`,
  "aws:cloudwatch/contributorInsightRule:ContributorInsightRule": (id, place) =>
    `arn:aws:cloudwatch:${place}:insight-rule/${id}`,
};

/** Returns the ARNs by which policies can name a resource: its own, and for a bucket also its objects'. */
function arnsOf(resource: AccountResource, accountId: string): string[] {
  const { type, id, region, outputs } = resource;
  const place = `${region}:${accountId}`;
  const own = text(outputs.arn) || (arnsById[type]?.(id, place) ?? "");
  return own === "" ? [] : [own];
}

/** Returns the condition keys that AWS adds to a call. */
function contextOf({ type, outputs }: AccountResource): DeployerCall["context"] {
  return type === "aws:route53/record:Record"
    ? { "route53:ChangeResourceRecordSetsNormalizedRecordNames": [text(outputs.fqdn)] }
    : {};
}

/** Whether two resources are in different regions, in which an id can mean two things, such as a key and its replica. */
const isElsewhere = (one: AccountResource, other: AccountResource): boolean =>
  one.region !== other.region && ![one.region, other.region].includes("aws-global");

/** Hosted zones of a stack's records, which are no resources of the account. */
const zones = (account: AccountFile): string[] =>
  account.zones.map(({ id }) => `arn:aws:route53:::hostedzone/${id}`);

/**
 * Returns the calls of one step in the history: the operation on the resource itself, if the reference has its type, and
 * on other resources that the resource refers to and the operation needs.
 */
async function callsOf(line: HistoryLine, account: AccountFile): Promise<DeployerCall[]> {
  const type = catalogue.resource(line.type);
  const resource = account.resources.find((one) => one.type === line.type && one.id === line.id);
  if (type.stored === false || resource === undefined || !line.type.startsWith("aws:")) {
    return [];
  }
  const action = iamAction(type.service, type.operations[line.operation]);
  const types = await resourceTypesOf(action);
  if (types.length === 0) {
    return [{ action, resource: "*" }];
  }
  const fitting = (arns: readonly string[], required: boolean): string[] =>
    arns.filter((arn) => types.some((each) => (!required || each.required) && matchesFormat(arn, each.arn)));
  const own = fitting(arnsOf(resource, account.accountId), false);
  const told = JSON.stringify(resource.inputs);
  const named = account.resources.filter(
    (one) =>
      one !== resource &&
      [...(isElsewhere(one, resource) ? [] : [one.id]), text(one.outputs.arn)].some((id) =>
        told.includes(`"${id}"`),
      ),
  );
  const others = [...named.flatMap((one) => arnsOf(one, account.accountId)), ...zones(account)];
  const resources = [...new Set([...own, ...fitting(others, own.length > 0)])];
  if (resources.length === 0) {
    throw new Error(`${action} for ${line.type} ${line.id}: no resource to call it on`);
  }
  return resources.map((each) => ({ action, resource: each, context: contextOf(resource) }));
}

/** Reads the operations in a stack's history. */
export function readHistory(cloudFolder: string): HistoryLine[] {
  return readFileSync(join(cloudFolder, "history.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as HistoryLine);
}

/**
 * Returns all calls of a deployment.
 *
 * @param account - the account while all resources existed
 */
export async function deploymentCalls(
  history: readonly HistoryLine[],
  account: AccountFile,
): Promise<DeployerCall[]> {
  const calls = await Promise.all(history.map((line) => callsOf(line, account)));
  const seen = new Map(calls.flat().map((call) => [JSON.stringify(call), call]));
  return [...seen.values()];
}
