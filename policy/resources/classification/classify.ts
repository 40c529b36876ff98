import { canonicalType } from "../resourceTypes";
import installed from "./awsTypes.json";
import { awsAnything, awsReferences, awsSenders } from "./awsUnfollowed";
import { awsWithoutWay } from "./awsWithoutWay";
import {
  foreignAnything,
  foreignCode,
  foreignReferences,
  foreignSenders,
  harmlessPrefixes,
  harmlessProviders,
} from "./otherProviders";
import type { TypeClass, TypeGroup } from "./typeClass";

/** The version of the AWS provider whose types are known. */
export const knownProvider = installed.provider;

const classes = new Map<string, TypeClass>();

/** Returns how the policies treat a resource type. */
export function classOf(token: string): TypeClass {
  let found = classes.get(token);
  if (found === undefined) {
    found = classify(token);
    classes.set(token, found);
  }
  return found;
}

/** Lists every known type of the AWS provider. */
export function knownTypes(): string[] {
  return [...awsTypes().keys()];
}

function classify(token: string): TypeClass {
  const listed = listedTypes().get(token);
  // Some senders are read for other rules alone, such as for the role that they act with.
  if (canonicalType(token) !== undefined && (listed === undefined || listed.kind === "none")) {
    return { kind: "modelled", reason: "its arguments are read" };
  }
  const [owner = "", path = ""] = token.split(":");
  if (owner === "aws") {
    return listed ?? classOfAws(token, path);
  }
  // A provider, or a component or the stack itself.
  if (owner === "pulumi") {
    return { kind: "none", reason: "a provider, or the stack itself" };
  }
  if (token.endsWith(":index:ModuleState")) {
    return { kind: "none", reason: "the state of a Terraform module, whose resources are judged themselves" };
  }
  return path === "tf" ? classOfTerraform(token) : classOfOther(owner, token);
}

function classOfAws(token: string, path: string): TypeClass {
  const takesPlace = awsTypes().get(token);
  if (takesPlace === undefined) {
    const reason = `a type that version ${knownProvider} of the provider does not have`;
    return { kind: "notKnown", reason };
  }
  return takesPlace
    ? { kind: "reference", reason: `a resource of ${path.split("/")[0] ?? ""} with a place in the network` }
    : { kind: "none", reason: "takes no subnet, security group, load balancer or address" };
}

/**
 * A module's resources have the package's name, which its user chooses, and Terraform's type.
 *
 * @see https://github.com/pulumi/pulumi-terraform-module
 */
function classOfTerraform(token: string): TypeClass {
  const type = token.split(":").at(-1) ?? "";
  const [provider = "", service = ""] = type.split("_");
  const isQuiet = provider === "aws" ? isQuietService(service) : providerReason(provider) !== undefined;
  return isQuiet
    ? {
        kind: "none",
        reason: "a resource of a Terraform module, of a service without a place in the network",
      }
    : { kind: "anything", reason: "a resource of a Terraform module, whose arguments are not read" };
}

const foreignKinds = [
  ["code", foreignCode],
  ["reference", foreignReferences],
  ["sender", foreignSenders],
] as const;

function classOfOther(owner: string, token: string): TypeClass {
  const reasonIn = (list: readonly { reason: string; prefixes: readonly string[] }[]): string | undefined =>
    list.find(({ prefixes }) => prefixes.some((prefix) => token.startsWith(prefix)))?.reason;
  const harmless = providerReason(owner) ?? reasonIn(harmlessPrefixes);
  if (harmless !== undefined) {
    return { kind: "none", reason: harmless };
  }
  const service = token.split(":")[1]?.split("/")[0] ?? "";
  const anything = reasonIn(foreignAnything);
  if (anything !== undefined) {
    return /^aws/.test(owner) && isQuietService(service.toLowerCase())
      ? { kind: "none", reason: "a Cloud Control resource of a service without a place in the network" }
      : { kind: "anything", reason: anything };
  }
  for (const [kind, list] of foreignKinds) {
    const reason = reasonIn(list);
    if (reason !== undefined) {
      return { kind, reason };
    }
  }
  return {
    kind: "otherProvider",
    reason: `a resource of the provider ${owner}, which the pack does not know`,
  };
}

function providerReason(owner: string): string | undefined {
  return harmlessProviders.find(({ packages }) => packages.split(" ").includes(owner))?.reason;
}

let byToken: ReadonlyMap<string, boolean> | undefined;

/** The types of the provider, and whether each takes a place in a network. */
function awsTypes(): ReadonlyMap<string, boolean> {
  return (byToken ??= new Map(
    Object.entries(installed.modules).flatMap(([module, names]) =>
      names.split(" ").map((name) => [tokenOf(module, name.replace("*", "")), name.endsWith("*")] as const),
    ),
  ));
}

let listed: ReadonlyMap<string, TypeClass> | undefined;

function listedTypes(): ReadonlyMap<string, TypeClass> {
  return (listed ??= new Map([
    ...tokensIn(awsWithoutWay, "none"),
    ...tokensIn(awsSenders, "sender"),
    ...tokensIn(awsReferences, "reference"),
    ...tokensIn(awsAnything, "anything"),
  ]));
}

function tokensIn(groups: readonly TypeGroup[], kind: TypeClass["kind"]): [string, TypeClass][] {
  return groups.flatMap(({ reason, types }) =>
    Object.entries(types).flatMap(([module, names]) =>
      names.split(" ").map((name): [string, TypeClass] => [tokenOf(module, name), { kind, reason }]),
    ),
  );
}

function tokenOf(module: string, name: string): string {
  return `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

let quiet: ReadonlySet<string> | undefined;

/**
 * Returns whether a service opens no way: none of its types is read, or has a place in a network.
 *
 * @param name in lower case, as in the provider's modules or in the types of CloudFormation
 */
export function isQuietService(name: string): boolean {
  return quietServices().has(name);
}

function quietServices(): ReadonlySet<string> {
  return (quiet ??= new Set([
    ...Object.keys(installed.modules).filter((module) =>
      (installed.modules as Record<string, string>)[module]
        ?.split(" ")
        .every((name) => !name.endsWith("*") && classOf(tokenOf(module, name)).kind === "none"),
    ),
    // Services of CloudFormation whose types are in the provider's module cloudwatch.
    "cloudwatch",
    "events",
    "logs",
  ]));
}
