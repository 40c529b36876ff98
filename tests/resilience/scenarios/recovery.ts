/** Recovers from an update that was killed or failed, as an operator does, and checks the stack afterwards. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "@pulumi/aws/package.json";
import type { AccountResource } from "../../../local/cloud";
import { projectName } from "../../../local/run/projectName";
import { changeOutsidePulumi, deleteOutsidePulumi } from "../../engine/outsidePulumi";
import type { TestEnvironment } from "../environment";
import { logicalName, type StackResource, stateOf } from "../stackState";

/** The regions that an id to import does not name. */
const defaultRegions: readonly string[] = ["eu-west-1", "aws-global"];

/** Returns the id by which `pulumi import` finds a resource: with the region, if it is not the provider's. */
export function importedId({ id, region }: { readonly id: string; readonly region: string }): string {
  return defaultRegions.includes(region) ? id : `${id}@${region}`;
}

/** A resource that was being created when the engine was killed, so that it is in the account and not in the state. */
interface Unrecorded {
  readonly resource: Pick<StackResource, "type" | "urn" | "parent">;
  readonly id: string;
  readonly region: string;
  /** Whether it was to replace one that the state has: it cannot be imported beside that one. */
  readonly replacement: boolean;
}

/** Finds such resources. An operator finds them in CloudTrail. */
function unrecorded(environment: TestEnvironment): Unrecorded[] {
  const { pending, resources } = stateOf(environment);
  const account = environment.stack.account().resources;
  const known = new Set(resources.map(({ type, id }) => `${type} ${id ?? ""}`));
  return pending.flatMap(({ type, resource }) => {
    const found = account
      .filter(({ urn }) => urn === resource.urn)
      .find((one) => !known.has(`${one.type} ${one.id}`));
    const replacement = resources.some(({ urn }) => urn === resource.urn);
    return type !== "creating" || found === undefined
      ? []
      : [{ resource, id: found.id, region: found.region, replacement }];
  });
}

/**
 * Describes such resources to `pulumi import`.
 *
 * @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/
 */
export function unrecordedResources(
  environment: TestEnvironment,
  found: readonly Unrecorded[] = unrecorded(environment),
): { readonly nameTable: object; readonly resources: readonly object[] } {
  const parents = stateOf(environment).resources.map(({ urn }, index) => [`p${index}`, urn] as const);
  return {
    nameTable: Object.fromEntries(parents),
    resources: found.map(({ resource, id, region }) => {
      const [parent] = parents.find(([, urn]) => urn === resource.parent) ?? [];
      return {
        type: resource.type,
        name: logicalName(resource),
        id: importedId({ id, region }),
        version,
        ...(parent !== undefined && { parent }),
      };
    }),
  };
}

/** Runs a Pulumi command; throws unless it succeeds. */
async function run(environment: TestEnvironment, ...args: string[]): Promise<void> {
  const done = await environment.stack.pulumi(...args);
  assert.equal(done.code, 0, done.output);
}

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";

/** Takes the protection from deletion off a load balancer by hand. */
export async function takeProtectionOff(environment: TestEnvironment, arn: string): Promise<void> {
  const found = environment.stack.account().resources.find(({ id }) => id === arn);
  await changeOutsidePulumi(
    environment,
    LOAD_BALANCER,
    logicalName({ urn: found?.urn }),
    { enableDeletionProtection: false },
    arn,
  );
}

/** Deletes a resource by hand. */
async function deleteByHand(
  environment: TestEnvironment,
  { type, urn, id }: Pick<AccountResource, "type" | "urn" | "id">,
): Promise<void> {
  if (type === LOAD_BALANCER) {
    await takeProtectionOff(environment, id);
  }
  await deleteOutsidePulumi(environment, type, logicalName({ urn }), id);
}

/** Cancels the update that was killed, imports what it created but did not record, and deletes new halves of replacements. */
export async function recover(environment: TestEnvironment): Promise<void> {
  await run(environment, "cancel", "--yes");
  const state = stateOf(environment);
  if (state.pending.length > 0) {
    const found = unrecorded(environment);
    for (const { resource, id } of found.filter(({ replacement }) => replacement)) {
      await deleteByHand(environment, { ...resource, id });
    }
    await importAll(
      environment,
      found.filter(({ replacement }) => !replacement),
    );
    await run(environment, "refresh", ...unattended(environment), "--clear-pending-creates");
  }
}

function unattended({ configFile }: TestEnvironment): string[] {
  return ["--yes", "--skip-preview", "--non-interactive", "--config-file", configFile];
}

async function importAll(environment: TestEnvironment, found: readonly Unrecorded[]): Promise<void> {
  if (found.length > 0) {
    const file = join(environment.stack.folder.root, "unrecorded.json");
    writeFileSync(file, JSON.stringify(unrecordedResources(environment, found)));
    const flags = ["--file", file, "--protect=false", "--generate-code=false"];
    await run(environment, "import", ...flags, ...unattended(environment));
  }
}

/** Finds the component in the state that is the parent of a resource, by the types in its URN. */
function parentOf(environment: TestEnvironment, urn: string): string | undefined {
  const typesIn = (one: string): string[] => one.split("::")[2]?.split("$") ?? [];
  const parents = typesIn(urn).slice(0, -1).join("$");
  return stateOf(environment).resources.find((one) => typesIn(one.urn).join("$") === parents)?.urn;
}

/** Finds the resources that the stack created and does not have in its state. */
function leftInAccount(environment: TestEnvironment): AccountResource[] {
  const { resources } = stateOf(environment);
  const inState = new Set(resources.map(({ type, id }) => `${type} ${id ?? ""}`));
  const urns = new Set(resources.map(({ urn }) => urn));
  return (
    environment.stack
      .account()
      .resources.filter(({ urn }) => urn?.startsWith(`urn:pulumi:dev::${projectName}::`))
      .filter(({ type, id }) => !inState.has(`${type} ${id}`))
      // Former releases and configurations are kept: instances of the former template boot with them.
      .filter(({ urn, type }) => type !== "aws:s3/bucketObjectv2:BucketObjectv2" || !urns.has(urn ?? ""))
  );
}

/** A replica of a key, which cannot be created again in its region while it waits for its deletion. */
const REPLICA = "aws:kms/replicaKey:ReplicaKey";

/**
 * Deletes what was created although the engine was told that it failed: no other resource uses it yet. A replica of a key is
 * imported.
 */
export async function repairLostCreations(environment: TestEnvironment): Promise<void> {
  const left = leftInAccount(environment);
  await importAll(
    environment,
    left
      .filter(({ type }) => type === REPLICA)
      .map(({ type, urn = "", id, region }) => ({
        resource: { type, urn, parent: parentOf(environment, urn) },
        id,
        region,
        replacement: false,
      })),
  );
  for (const one of left.filter(({ type }) => type !== REPLICA)) {
    await deleteByHand(environment, one);
  }
}

/**
 * Lists what is wrong after the last `up`: resources that only the state or only the account has, keys that are being
 * deleted, header values that the edge sends and the load balancer does not accept.
 */
export function inconsistencies(environment: TestEnvironment): string[] {
  const { resources, pending } = stateOf(environment);
  const account = environment.stack.account();
  const inAccount = new Set(account.resources.map(({ type, id }) => `${type} ${id}`));
  const types = new Set(account.resources.map(({ type }) => type));
  const sent = account.resources.flatMap(({ type, outputs }) =>
    type === "aws:cloudfront/distribution:Distribution" ? secretsIn(outputs) : [],
  );
  const accepted = account.resources.flatMap(({ type, outputs }) =>
    type === "aws:lb/listenerRule:ListenerRule" ? secretsIn(outputs) : [],
  );
  return [
    ...pending.map(({ type, resource }) => `${resource.urn} is still ${type}`),
    ...leftInAccount(environment).map(({ type, id }) => `${type} ${id} is not in the state`),
    ...resources
      .filter(({ type, id, custom }) => custom && types.has(type) && !inAccount.has(`${type} ${id ?? ""}`))
      .map(({ type, id }) => `${type} ${id ?? ""} is not in the account`),
    ...(account.scheduled ?? [])
      .filter(({ type }) => type === "aws:kms/key:Key")
      .map(({ id }) => `key ${id} is being deleted`),
    ...(sent.length >= 2 && sent.every((value) => accepted.includes(value))
      ? []
      : ["the load balancer does not accept the header values that the edge sends"]),
  ];
}

/** Finds the header values in a resource: 64 hexadecimal digits. */
function secretsIn(outputs: unknown): string[] {
  return JSON.stringify(outputs).match(/(?<=")[\da-f]{64}(?=")/g) ?? [];
}
