/** Drill 4: an update is killed, or an operation of it fails; after another `up` the stack is whole. */
import assert from "node:assert/strict";
import { type Fault, TestEnvironment } from "./environment";
import { takeUp, wounds } from "./recovery";
import type { Row } from "./tally";

/** How an update ends before its time: the engine is killed when an operation is done, or an operation fails. */
export type InjectedFault =
  | { readonly kind: "killed"; readonly step: number }
  | { readonly kind: "failed"; readonly fault: Fault };

/** Runs an `up` that is struck; throws when it survives. */
export async function runWithFault(environment: TestEnvironment, fault: InjectedFault): Promise<void> {
  if (fault.kind === "failed") {
    environment.setFaults([fault.fault]);
    assert.notEqual((await environment.tryUp()).code, 0, "the update was to fail");
    assert.equal(environment.faultsLeft(), 0, "the fault did not runWithFault");
    return;
  }
  let done = 0;
  let group: number | undefined;
  environment.onOperation = ({ outcome }) => {
    done += outcome === "done" ? 1 : 0;
    if (done === fault.step && group !== undefined) {
      // The answer to this operation never reaches the engine.
      process.kill(-group, "SIGKILL");
    }
  };
  try {
    const run = await environment.tryUp({ onGroup: (id) => (group = id) });
    assert.notEqual(run.code, 0, "the engine was to be killed");
    assert.ok(done >= fault.step, `the engine was to be killed at step ${fault.step}, and did ${done}`);
  } finally {
    environment.onOperation = () => undefined;
  }
}

/**
 * Strikes one update again and again: each time it is taken up where the fault before has left it. Afterwards it is brought to
 * its end.
 *
 * @returns what is wrong then
 */
export async function failInARow(
  environment: TestEnvironment,
  faults: readonly InjectedFault[],
): Promise<string[]> {
  const exposed = environment.exposed.size;
  for (const fault of faults) {
    await runWithFault(environment, fault);
    if (fault.kind === "killed") {
      await takeUp(environment);
    }
  }
  await environment.up();
  return [
    ...((await environment.isAsConfigured()) ? [] : ["another preview shows changes"]),
    ...wounds(environment),
    ...[...environment.exposed].slice(exposed).map((way) => `a way in stood open: ${way}`),
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
export async function* firstDeployments(faults: readonly InjectedFault[]): AsyncGenerator<Row> {
  for (let done = 0; done < faults.length; done += atOnce) {
    yield* await Promise.all(faults.slice(done, done + atOnce).map(firstDeployment));
  }
}

async function firstDeployment(fault: InjectedFault): Promise<Row> {
  const environment = new TestEnvironment();
  try {
    await environment.open();
    return checked(`first deployment ${nameOf(fault)}`, await failInARow(environment, [fault]));
  } catch (error) {
    // The others are still to be heard.
    return checked(`first deployment ${nameOf(fault)}`, [(error as Error).message.slice(-told)]);
  } finally {
    await environment.close();
  }
}

/** Rotations of the header, one after the other, each struck once under load. */
export async function* rotations(
  environment: TestEnvironment,
  from: number,
  faults: readonly InjectedFault[],
): AsyncGenerator<Row> {
  for (const [index, fault] of faults.entries()) {
    yield await rotationWithFaults(environment, from + 1 + index, `rotation ${nameOf(fault)}`, [fault]);
  }
}

/** One rotation that is struck under load. */
export async function rotationWithFaults(
  environment: TestEnvironment,
  generation: number,
  what: string,
  faults: readonly InjectedFault[],
): Promise<Row> {
  let wrong: string[] = [];
  const row = await environment.under(what, async () => {
    environment.set({ headerGeneration: generation });
    wrong = await failInARow(environment, faults);
  });
  return { ...row, failures: [...row.failures, ...wrong] };
}

function nameOf(fault: InjectedFault): string {
  return fault.kind === "killed"
    ? `killed at step ${fault.step}`
    : `with ${fault.fault.operation} ${(fault.fault.skip ?? 0) + 1} failed`;
}
