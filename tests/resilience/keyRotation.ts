/** Drill 2: the signing key is rotated by the `secure-origin keys` command, from KMS to Secrets Manager and back. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { command, edit, refuse } from "./command";
import type { TestEnvironment } from "./environment";
import type { Ask } from "./load";
import type { Row } from "./tally";
import { appSigner, asksSignedNow } from "./viewers";

/** How long viewers go on with the last signatures of a retired key, seconds. */
const goOn = 15;

/** Makes a key pair whose private half is in Secrets Manager, and announces it. */
async function announceStored(environment: TestEnvironment, id: string): Promise<void> {
  const flags = ["--in", "secretsManager", "--name", `members/${id}`, "--region", "eu-west-1", "--json"];
  const made = await command(environment, "keys", "generate", ...flags);
  assert.equal(made.code, 0, made.err);
  const { arn, publicKeyPem } = JSON.parse(made.out) as { arn: string; publicKeyPem: string };
  const file = join(environment.stack.folder.root, `${id}.pem`);
  writeFileSync(file, publicKeyPem);
  const where = ["--source", "secretsManager", "--arn", arn, "--public-key", file];
  await edit(environment, "keys", "announce", id, ...where);
}

/** Viewers come with what was signed before the step, and with what was signed a moment ago. */
async function askWith(environment: TestEnvironment, before: readonly Ask[], label: string): Promise<Ask[]> {
  const fresh = await asksSignedNow((await appSigner(environment)).signer, label);
  environment.ask([...before, ...fresh]);
  return fresh;
}

/** What each key signed while it was active, and when it was retired, in milliseconds since 1970. */
const signedBefore = new Map<string, readonly Ask[]>();
const retiredAt = new Map<string, number>();

/** From one key to the next: announced, active; the one before is retired. */
async function* succeed(
  environment: TestEnvironment,
  from: string,
  to: string,
  announce: () => Promise<void>,
): AsyncGenerator<Row> {
  const old = await askWith(environment, [], from);
  signedBefore.set(from, old);
  yield await environment.under(`key ${to} announced`, async () => {
    await announce();
    await refuse(environment, /CloudFront does not trust/, "keys", "activate", to);
    await environment.up();
  });
  yield await activate(environment, from, to, old);
}

/** The announced key signs; what the one before has signed goes on opening. */
export function activate(
  environment: TestEnvironment,
  from: string,
  to: string,
  old: readonly Ask[],
): Promise<Row> {
  return environment.under(`key ${to} active, ${from} retired`, async () => {
    retiredAt.set(from, Date.now());
    await edit(environment, "keys", "activate", to);
    await environment.up();
    await askWith(environment, old, to);
    await sleep(1_000);
  });
}

/** A retired key is removed when the last signature made with it has ended, and not a moment sooner. */
async function* removeRetired(environment: TestEnvironment, id: string, active: string): AsyncGenerator<Row> {
  const longest = Math.ceil((Date.now() - (retiredAt.get(id) ?? 0)) / 1_000) + goOn;
  const flags = ["keys", "remove", id, "--longest", `${longest}s`];
  const said = await refuse(environment, /signatures of .* may be in use until/, ...flags);
  const until = Date.parse(/until (\S+Z)/.exec(said)?.[1] ?? "");
  // Until then its signatures open; they end with it.
  yield await environment.under(`key ${id} until its last signature ends`, async () => {
    await askWith(environment, signedBefore.get(id) ?? [], active);
    await sleep(Math.max(0, until - Date.now() - 1_500));
  });
  await askWith(environment, [], active);
  await sleep(Math.max(0, until - Date.now()) + 100);
  yield await environment.under(`key ${id} removed`, async () => {
    await edit(environment, ...flags);
    await environment.up();
  });
}

/** The whole of it: KMS to KMS, to Secrets Manager, and back to KMS. */
export async function* rotateKeys(environment: TestEnvironment): AsyncGenerator<Row> {
  const announce = (id: string) => async (): Promise<void> => {
    await edit(environment, "keys", "announce", id);
  };
  yield* succeed(environment, "dev-1", "dev-2", announce("dev-2"));
  yield* removeRetired(environment, "dev-1", "dev-2");
  yield* succeed(environment, "dev-2", "stored-3", () => announceStored(environment, "stored-3"));
  yield* removeRetired(environment, "dev-2", "stored-3");
  yield* succeed(environment, "stored-3", "dev-4", announce("dev-4"));
  yield* removeRetired(environment, "stored-3", "dev-4");
}
