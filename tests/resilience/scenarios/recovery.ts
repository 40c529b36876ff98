/** Recovers from an update that was killed or failed, as an operator does, and checks the stack afterwards. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "@pulumi/aws/package.json";
import { stackStateFile } from "../../../local/engine";
import type { TestEnvironment } from "../environment";

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom?: boolean;
  readonly parent?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The engine's state of the stack. */
interface State {
  readonly resources: readonly StateResource[];
  readonly pending: readonly { readonly type: string; readonly resource: StateResource }[];
}

function stateOf(environment: TestEnvironment): State {
  const text = readFileSync(stackStateFile(environment.stack.folder, "secure-origin", "dev"), "utf8");
  const { checkpoint } = JSON.parse(text) as {
    checkpoint: { latest?: { resources?: StateResource[]; pending_operations?: State["pending"] } };
  };
  const { resources = [], pending_operations: pending = [] } = checkpoint.latest ?? {};
  return { resources, pending };
}

/** The regions that an id to import does not name. */
const defaultRegions: readonly string[] = ["eu-west-1", "aws-global"];

/**
 * Describes to `pulumi import` the resources that were being created when the engine was killed, so that they are in the
 * account and not in the state. An operator finds them in CloudTrail.
 *
 * @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/
 */
export function unrecordedResources(environment: TestEnvironment): {
  readonly nameTable: object;
  readonly resources: readonly object[];
} {
  const { pending, resources } = stateOf(environment);
  const account = environment.stack.account().resources;
  const known = new Set(resources.map(({ type, id }) => `${type} ${id ?? ""}`));
  const parents = new Map(
    resources.map(({ urn }) => [`p${resources.findIndex((one) => one.urn === urn)}`, urn]),
  );
  const created = pending.flatMap(({ type, resource }) => {
    const found = account
      .filter(({ urn }) => urn === resource.urn)
      .find((one) => !known.has(`${one.type} ${one.id}`));
    const [parent] = [...parents].find(([, urn]) => urn === resource.parent) ?? [];
    return type !== "creating" || found === undefined
      ? []
      : {
          type: resource.type,
          name: resource.urn.split("::").at(-1),
          // A region other than the provider's is appended to the id.
          id: defaultRegions.includes(found.region) ? found.id : `${found.id}@${found.region}`,
          version,
          ...(parent !== undefined && { parent }),
        };
  });
  return { nameTable: Object.fromEntries(parents), resources: created };
}

/** Runs a Pulumi command; throws unless it succeeds. */
async function run(environment: TestEnvironment, ...args: string[]): Promise<void> {
  const done = await environment.stack.pulumi(...args);
  assert.equal(done.code, 0, done.output);
}

/** Cancels the update that was killed, and imports what it created but did not record. */
export async function recover(environment: TestEnvironment): Promise<void> {
  await run(environment, "cancel", "--yes");
  const state = stateOf(environment);
  if (state.pending.length > 0) {
    const unattended = [
      "--yes",
      "--skip-preview",
      "--non-interactive",
      "--config-file",
      environment.configFile,
    ];
    const unrecorded = unrecordedResources(environment);
    if (unrecorded.resources.length > 0) {
      const file = join(environment.stack.folder.root, "unrecorded.json");
      writeFileSync(file, JSON.stringify(unrecorded));
      const flags = ["--file", file, "--protect=false", "--generate-code=false"];
      await run(environment, "import", ...flags, ...unattended);
    }
    await run(environment, "refresh", ...unattended, "--clear-pending-creates");
  }
}

/**
 * Lists what is wrong after the last `up`: resources that only the state or only the account has, keys that are being
 * deleted, header values that the edge sends and the load balancer does not accept.
 */
export function inconsistencies(environment: TestEnvironment): string[] {
  const { resources, pending } = stateOf(environment);
  const account = environment.stack.account();
  const inState = new Set(resources.map(({ type, id }) => `${type} ${id ?? ""}`));
  const urns = new Set(resources.map(({ urn }) => urn));
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
    ...account.resources
      .filter(({ urn, type, id }) => urn?.startsWith("urn:pulumi:dev::") && !inState.has(`${type} ${id}`))
      // Former releases and configurations are kept: instances of the former template boot with them.
      .filter(({ urn, type }) => type !== "aws:s3/bucketObjectv2:BucketObjectv2" || !urns.has(urn ?? ""))
      .map(({ type, id }) => `${type} ${id} is not in the state`),
    ...resources
      .filter(({ type, id, custom }) => custom && types.has(type) && !inAccount.has(`${type} ${id ?? ""}`))
      .map(({ type, id }) => `${type} ${id ?? ""} is not in the account`),
    ...(account.scheduled ?? [])
      .filter(({ type }) => type === "aws:kms/key:Key")
      .map(({ id }) => `key ${id} is being deleted`),
    ...(sent.length === 2 && sent.every((value) => accepted.includes(value))
      ? []
      : ["the load balancer does not accept the header values that the edge sends"]),
  ];
}

/** Finds the header values in a resource: 64 hexadecimal digits. */
function secretsIn(outputs: unknown): string[] {
  return JSON.stringify(outputs).match(/(?<=")[\da-f]{64}(?=")/g) ?? [];
}
