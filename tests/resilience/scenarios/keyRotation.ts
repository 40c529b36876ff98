/** The signing key is rotated by the `secure-origin keys` command, from KMS to Secrets Manager and back. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { command, edit, expectRefusal } from "../command";
import type { TestEnvironment } from "../environment";
import type { ViewerRequest } from "../load/load";
import { appSigner, signedRequests } from "../load/signedRequests";
import type { Row } from "../tally";

/** How long viewers use the last signatures of a retired key, in seconds. */
const remaining = 15;

/** Creates a key pair whose private key is in Secrets Manager, and announces it. */
async function announceStored(environment: TestEnvironment, id: string): Promise<void> {
  const flags = ["--in", "secretsManager", "--name", `members/${id}`, "--region", "eu-west-1", "--json"];
  const generated = await command(environment, "keys", "generate", ...flags);
  assert.equal(generated.code, 0, generated.err);
  const { arn, publicKeyPem } = JSON.parse(generated.out) as { arn: string; publicKeyPem: string };
  const file = join(environment.stack.folder.root, `${id}.pem`);
  writeFileSync(file, publicKeyPem);
  const where = ["--source", "secretsManager", "--arn", arn, "--public-key", file];
  await edit(environment, "keys", "announce", id, ...where);
}

/** Sets the load to requests that were signed before, and newly signed ones. */
async function addNewlySigned(
  environment: TestEnvironment,
  before: readonly ViewerRequest[],
  label: string,
): Promise<ViewerRequest[]> {
  const fresh = await signedRequests((await appSigner(environment)).signer, label);
  environment.setRequests([...before, ...fresh]);
  return fresh;
}

/** The requests that each key signed while it was active. */
const signedBefore = new Map<string, readonly ViewerRequest[]>();
/** When each key was retired, in milliseconds since 1970. */
const retiredAt = new Map<string, number>();

/** Rotates from one key to the next: announces it, then activates it and retires the former one. */
async function* rotateTo(
  environment: TestEnvironment,
  from: string,
  to: string,
  announce: () => Promise<void>,
): AsyncGenerator<Row> {
  const old = await addNewlySigned(environment, [], from);
  signedBefore.set(from, old);
  yield await environment.underLoad(`key ${to} announced`, async () => {
    await announce();
    await expectRefusal(environment, /CloudFront does not trust/, "keys", "activate", to);
    await environment.up();
  });
  yield await activate(environment, from, to, old);
}

/** Activates the announced key; signatures of the former one stay valid. */
export function activate(
  environment: TestEnvironment,
  from: string,
  to: string,
  old: readonly ViewerRequest[],
): Promise<Row> {
  return environment.underLoad(`key ${to} active, ${from} retired`, async () => {
    retiredAt.set(from, Date.now());
    await edit(environment, "keys", "activate", to);
    await environment.up();
    await addNewlySigned(environment, old, to);
    await sleep(1_000);
  });
}

/** Removes a retired key once the last signature made with it has expired, and not before. */
async function* removeRetired(environment: TestEnvironment, id: string, active: string): AsyncGenerator<Row> {
  const longest = Math.ceil((Date.now() - (retiredAt.get(id) ?? 0)) / 1_000) + remaining;
  const flags = ["keys", "remove", id, "--longest", `${longest}s`];
  const message = await expectRefusal(environment, /signatures of .* may be in use until/, ...flags);
  const until = Date.parse(/until (\S+Z)/.exec(message)?.[1] ?? "");
  // Until then its signatures are valid.
  yield await environment.underLoad(`key ${id} until its last signature expires`, async () => {
    await addNewlySigned(environment, signedBefore.get(id) ?? [], active);
    await sleep(Math.max(0, until - Date.now() - 1_500));
  });
  await addNewlySigned(environment, [], active);
  await sleep(Math.max(0, until - Date.now()) + 100);
  yield await environment.underLoad(`key ${id} removed`, async () => {
    await edit(environment, ...flags);
    await environment.up();
  });
}

/** Rotates from KMS to KMS, to Secrets Manager, and back to KMS. */
export async function* rotateKeys(environment: TestEnvironment): AsyncGenerator<Row> {
  const announce = (id: string) => async (): Promise<void> => {
    await edit(environment, "keys", "announce", id);
  };
  yield* rotateTo(environment, "dev-1", "dev-2", announce("dev-2"));
  yield* removeRetired(environment, "dev-1", "dev-2");
  yield* rotateTo(environment, "dev-2", "stored-3", () => announceStored(environment, "stored-3"));
  yield* removeRetired(environment, "dev-2", "stored-3");
  yield* rotateTo(environment, "stored-3", "dev-4", announce("dev-4"));
  yield* removeRetired(environment, "stored-3", "dev-4");
}
