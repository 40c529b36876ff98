/** Drill 2: the signing key is rotated by the `secure-origin keys` command, from KMS to Secrets Manager and back. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { command, edit, refuse } from "./command";
import type { Stand } from "./environment";
import type { Ask } from "./load";
import type { Row } from "./tally";
import { appSigner, asksSignedNow } from "./viewers";

/** How long viewers go on with the last signatures of a retired key, seconds. */
const goOn = 15;

/** Makes a key pair whose private half is in Secrets Manager, and announces it. */
async function announceStored(stand: Stand, id: string): Promise<void> {
  const flags = ["--in", "secretsManager", "--name", `members/${id}`, "--region", "eu-west-1", "--json"];
  const made = await command(stand, "keys", "generate", ...flags);
  assert.equal(made.code, 0, made.err);
  const { arn, publicKeyPem } = JSON.parse(made.out) as { arn: string; publicKeyPem: string };
  const file = join(stand.stack.folder.root, `${id}.pem`);
  writeFileSync(file, publicKeyPem);
  const where = ["--source", "secretsManager", "--arn", arn, "--public-key", file];
  await edit(stand, "keys", "announce", id, ...where);
}

/** Viewers come with what was signed before the step, and with what was signed a moment ago. */
async function askWith(stand: Stand, before: readonly Ask[], label: string): Promise<Ask[]> {
  const fresh = await asksSignedNow((await appSigner(stand)).signer, label);
  stand.ask([...before, ...fresh]);
  return fresh;
}

/** What each key signed while it was active, and when it was retired, in milliseconds since 1970. */
const signedBefore = new Map<string, readonly Ask[]>();
const retiredAt = new Map<string, number>();

/** From one key to the next: announced, active; the one before is retired. */
async function* succeed(
  stand: Stand,
  from: string,
  to: string,
  announce: () => Promise<void>,
): AsyncGenerator<Row> {
  const old = await askWith(stand, [], from);
  signedBefore.set(from, old);
  yield await stand.under(`key ${to} announced`, async () => {
    await announce();
    await refuse(stand, /CloudFront does not trust/, "keys", "activate", to);
    await stand.up();
  });
  yield await activate(stand, from, to, old);
}

/** The announced key signs; what the one before has signed goes on opening. */
export function activate(stand: Stand, from: string, to: string, old: readonly Ask[]): Promise<Row> {
  return stand.under(`key ${to} active, ${from} retired`, async () => {
    retiredAt.set(from, Date.now());
    await edit(stand, "keys", "activate", to);
    await stand.up();
    await askWith(stand, old, to);
    await sleep(1_000);
  });
}

/** A retired key is removed when the last signature made with it has ended, and not a moment sooner. */
async function* removeRetired(stand: Stand, id: string, active: string): AsyncGenerator<Row> {
  const longest = Math.ceil((Date.now() - (retiredAt.get(id) ?? 0)) / 1_000) + goOn;
  const flags = ["keys", "remove", id, "--longest", `${longest}s`];
  const said = await refuse(stand, /signatures made with .* may be in use until/, ...flags);
  const until = Date.parse(/until (\S+Z)/.exec(said)?.[1] ?? "");
  // Until then its signatures open; they end with it.
  yield await stand.under(`key ${id} until its last signature ends`, async () => {
    await askWith(stand, signedBefore.get(id) ?? [], active);
    await sleep(Math.max(0, until - Date.now() - 1_500));
  });
  await askWith(stand, [], active);
  await sleep(Math.max(0, until - Date.now()) + 100);
  yield await stand.under(`key ${id} removed`, async () => {
    await edit(stand, ...flags);
    await stand.up();
  });
}

/** The whole of it: KMS to KMS, to Secrets Manager, and back to KMS. */
export async function* rotateKeys(stand: Stand): AsyncGenerator<Row> {
  const announce = (id: string) => async (): Promise<void> => {
    await edit(stand, "keys", "announce", id);
  };
  yield* succeed(stand, "dev-1", "dev-2", announce("dev-2"));
  yield* removeRetired(stand, "dev-1", "dev-2");
  yield* succeed(stand, "dev-2", "stored-3", () => announceStored(stand, "stored-3"));
  yield* removeRetired(stand, "dev-2", "stored-3");
  yield* succeed(stand, "stored-3", "dev-4", announce("dev-4"));
  yield* removeRetired(stand, "stored-3", "dev-4");
}
