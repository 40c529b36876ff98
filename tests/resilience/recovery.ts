/** After an update that was killed or that failed: what a person does, and whether the stack is whole again. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "@pulumi/aws/package.json";
import { stackStateFile } from "../../local/engine";
import type { TestEnvironment } from "./environment";

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom?: boolean;
  readonly parent?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What the engine has written down. */
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

/** The home of what has no region: an id needs none. */
const homes: readonly string[] = ["eu-west-1", "aws-global"];

/**
 * What `pulumi import` is told of resources that the account has and the engine never heard of: those that were being
 * created when it died. People find them as this does, by what the account says was made: in CloudTrail.
 *
 * @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/
 */
export function leftover(environment: TestEnvironment): {
  readonly nameTable: object;
  readonly resources: readonly object[];
} {
  const { pending, resources } = stateOf(environment);
  const account = environment.stack.account().resources;
  const known = new Set(resources.map(({ type, id }) => `${type} ${id ?? ""}`));
  const parents = new Map(
    resources.map(({ urn }) => [`p${resources.findIndex((one) => one.urn === urn)}`, urn]),
  );
  const made = pending.flatMap(({ type, resource }) => {
    const found = account
      .filter(({ urn }) => urn === resource.urn)
      .find((one) => !known.has(`${one.type} ${one.id}`));
    const [parent] = [...parents].find(([, urn]) => urn === resource.parent) ?? [];
    return type !== "creating" || found === undefined
      ? []
      : {
          type: resource.type,
          name: resource.urn.split("::").at(-1),
          // A region other than the provider's goes behind the id.
          id: homes.includes(found.region) ? found.id : `${found.id}@${found.region}`,
          version,
          ...(parent !== undefined && { parent }),
        };
  });
  return { nameTable: Object.fromEntries(parents), resources: made };
}

/** Runs a command of the engine; throws unless it succeeds. */
async function run(environment: TestEnvironment, ...args: string[]): Promise<void> {
  const done = await environment.stack.pulumi(...args);
  assert.equal(done.code, 0, done.output);
}

/** Frees the stack of the update that was killed, and takes up what that one left in the air. */
export async function takeUp(environment: TestEnvironment): Promise<void> {
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
    const left = leftover(environment);
    if (left.resources.length > 0) {
      const file = join(environment.stack.folder.root, "left.json");
      writeFileSync(file, JSON.stringify(left));
      const flags = ["--file", file, "--protect=false", "--generate-code=false"];
      await run(environment, "import", ...flags, ...unattended);
    }
    await run(environment, "refresh", ...unattended, "--clear-pending-creates");
  }
}

/**
 * Says what is not as it should be after the last `up`: resources that only one of engine and account knows, keys that
 * are being deleted, secrets that one side sends and the other does not take.
 */
export function wounds(environment: TestEnvironment): string[] {
  const { resources, pending } = stateOf(environment);
  const account = environment.stack.account();
  const inState = new Set(resources.map(({ type, id }) => `${type} ${id ?? ""}`));
  const urns = new Set(resources.map(({ urn }) => urn));
  const inAccount = new Set(account.resources.map(({ type, id }) => `${type} ${id}`));
  const kept = new Set(account.resources.map(({ type }) => type));
  const sent = account.resources.flatMap(({ type, outputs }) =>
    type === "aws:cloudfront/distribution:Distribution" ? secretsIn(outputs) : [],
  );
  const taken = account.resources.flatMap(({ type, outputs }) =>
    type === "aws:lb/listenerRule:ListenerRule" ? secretsIn(outputs) : [],
  );
  return [
    ...pending.map(({ type, resource }) => `${resource.urn} is still ${type}`),
    ...account.resources
      .filter(({ urn, type, id }) => urn?.startsWith("urn:pulumi:dev::") && !inState.has(`${type} ${id}`))
      // A former release stays, and a former configuration: instances of the former template boot with them.
      .filter(({ urn, type }) => type !== "aws:s3/bucketObjectv2:BucketObjectv2" || !urns.has(urn ?? ""))
      .map(({ type, id }) => `${type} ${id} is an orphan`),
    ...resources
      .filter(({ type, id, custom }) => custom && kept.has(type) && !inAccount.has(`${type} ${id ?? ""}`))
      .map(({ type, id }) => `${type} ${id ?? ""} is only in the state`),
    ...(account.scheduled ?? [])
      .filter(({ type }) => type === "aws:kms/key:Key")
      .map(({ id }) => `key ${id} is being deleted`),
    ...(sent.length === 2 && sent.every((value) => taken.includes(value))
      ? []
      : ["the load balancer does not take what the edge sends"]),
  ];
}

/** The header secrets in a resource: 64 hexadecimal digits. */
function secretsIn(outputs: unknown): string[] {
  return JSON.stringify(outputs).match(/(?<=")[\da-f]{64}(?=")/g) ?? [];
}
