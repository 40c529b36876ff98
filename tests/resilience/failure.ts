/** Drill 4: an update is killed, or an operation of it fails; after another `up` the stack is whole. */
import assert from "node:assert/strict";
import { type Fault, Stand } from "./environment";
import { takeUp, wounds } from "./recovery";
import type { Row } from "./tally";

/** How an update ends before its time: the engine is killed when an operation is done, or an operation fails. */
export type Blow =
  | { readonly kind: "killed"; readonly step: number }
  | { readonly kind: "failed"; readonly fault: Fault };

/** Runs an `up` that is struck; throws when it survives. */
export async function strike(stand: Stand, blow: Blow): Promise<void> {
  if (blow.kind === "failed") {
    stand.disturb([blow.fault]);
    assert.notEqual((await stand.tryUp()).code, 0, "the update was to fail");
    assert.equal(stand.faultsLeft(), 0, "the fault did not strike");
    return;
  }
  let done = 0;
  let group: number | undefined;
  stand.onOperation = ({ outcome }) => {
    done += outcome === "done" ? 1 : 0;
    if (done === blow.step && group !== undefined) {
      // The answer to this operation never reaches the engine.
      process.kill(-group, "SIGKILL");
    }
  };
  try {
    const run = await stand.tryUp({ onGroup: (id) => (group = id) });
    assert.notEqual(run.code, 0, "the engine was to be killed");
    assert.ok(done >= blow.step, `the engine was to be killed at step ${blow.step}, and did ${done}`);
  } finally {
    stand.onOperation = () => undefined;
  }
}

/**
 * Strikes one update again and again: each time it is taken up where the blow before has left it. Afterwards it is brought to
 * its end.
 *
 * @returns what is wrong then
 */
export async function strikeInARow(stand: Stand, blows: readonly Blow[]): Promise<string[]> {
  const exposed = stand.exposed.size;
  for (const blow of blows) {
    await strike(stand, blow);
    if (blow.kind === "killed") {
      await takeUp(stand);
    }
  }
  await stand.up();
  return [
    ...((await stand.isAsConfigured()) ? [] : ["another preview shows changes"]),
    ...wounds(stand),
    ...[...stand.exposed].slice(exposed).map((way) => `a way in stood open: ${way}`),
  ];
}

/** A line of the table for what has no viewers. */
export function checked(what: string, failures: readonly string[]): Row {
  return { what, requests: 0, inWindow: 0, refused: 0, longestGap: 0, failures };
}

/** First deployments at once: one waits for another process most of the time. */
const atOnce = 2;

/** The most that a failure tells of what the engine printed, characters. */
const told = 2_000;

/** First deployments, each on an account of its own. */
export async function* firstDeployments(blows: readonly Blow[]): AsyncGenerator<Row> {
  for (let done = 0; done < blows.length; done += atOnce) {
    yield* await Promise.all(blows.slice(done, done + atOnce).map(firstDeployment));
  }
}

async function firstDeployment(blow: Blow): Promise<Row> {
  const stand = new Stand();
  try {
    await stand.open();
    return checked(`first deployment ${nameOf(blow)}`, await strikeInARow(stand, [blow]));
  } catch (error) {
    // The others are still to be heard.
    return checked(`first deployment ${nameOf(blow)}`, [(error as Error).message.slice(-told)]);
  } finally {
    await stand.close();
  }
}

/** Rotations of the header, one after the other, each struck once under load. */
export async function* rotations(stand: Stand, from: number, blows: readonly Blow[]): AsyncGenerator<Row> {
  for (const [index, blow] of blows.entries()) {
    yield await rotationStruck(stand, from + 1 + index, `rotation ${nameOf(blow)}`, [blow]);
  }
}

/** One rotation that is struck under load. */
export async function rotationStruck(
  stand: Stand,
  generation: number,
  what: string,
  blows: readonly Blow[],
): Promise<Row> {
  let wrong: string[] = [];
  const row = await stand.under(what, async () => {
    stand.set({ headerGeneration: generation });
    wrong = await strikeInARow(stand, blows);
  });
  return { ...row, failures: [...row.failures, ...wrong] };
}

function nameOf(blow: Blow): string {
  return blow.kind === "killed"
    ? `killed at step ${blow.step}`
    : `with ${blow.fault.operation} ${(blow.fault.skip ?? 0) + 1} failed`;
}
