/** An update is killed, or one of its operations fails; the next `up` completes it. */
import assert from "node:assert/strict";
import { type Fault, TestEnvironment } from "../environment";
import type { Row } from "../tally";
import { inconsistencies, recover } from "./recovery";

/** A fault in an update: the engine is killed after an operation, or an operation fails. */
export type InjectedFault =
  | { readonly kind: "killed"; readonly step: number }
  | { readonly kind: "failed"; readonly fault: Fault };

/** Runs an `up` with a fault; throws if it succeeds. */
export async function runWithFault(environment: TestEnvironment, fault: InjectedFault): Promise<void> {
  if (fault.kind === "failed") {
    environment.setFaults([fault.fault]);
    assert.notEqual((await environment.tryUp()).code, 0, "the update should have failed");
    assert.equal(environment.faultsLeft(), 0, "the fault did not occur");
    return;
  }
  let done = 0;
  let group: number | undefined;
  environment.onOperation = ({ outcome }) => {
    done += outcome === "done" ? 1 : 0;
    if (done === fault.step && group !== undefined) {
      // The response to this operation never reaches the engine.
      process.kill(-group, "SIGKILL");
    }
  };
  try {
    const run = await environment.tryUp({ onGroup: (id) => (group = id) });
    assert.notEqual(run.code, 0, "the engine should have been killed");
    assert.ok(
      done >= fault.step,
      `the engine should have been killed at step ${fault.step}, but ended after ${done}`,
    );
  } finally {
    environment.onOperation = () => undefined;
  }
}

/**
 * Runs one update with a fault after the other, each time from where the last one left it, and then completes it.
 *
 * @returns what is wrong with the stack afterwards
 */
export async function repeatWithFaults(
  environment: TestEnvironment,
  faults: readonly InjectedFault[],
): Promise<string[]> {
  const exposed = environment.exposed.size;
  for (const fault of faults) {
    await runWithFault(environment, fault);
    if (fault.kind === "killed") {
      await recover(environment);
    }
  }
  await environment.up();
  return [
    ...(await environment.pendingChanges()),
    ...inconsistencies(environment),
    ...[...environment.exposed].slice(exposed).map((one) => `exposed: ${one}`),
  ];
}

/** Creates a row of the table for a scenario without load. */
export function rowWithoutLoad(what: string, failures: readonly string[]): Row {
  return { what, requests: 0, inWindow: 0, refused: 0, longestGap: 0, failures };
}

/** How many first deployments run at once. */
const atOnce = 2;

/** How much of the engine's output a failure quotes, in characters. */
const quoted = 2_000;

/** Runs first deployments with a fault, each in an account of its own. */
export async function* firstDeployments(faults: readonly InjectedFault[]): AsyncGenerator<Row> {
  for (let done = 0; done < faults.length; done += atOnce) {
    yield* await Promise.all(faults.slice(done, done + atOnce).map(firstDeployment));
  }
}

async function firstDeployment(fault: InjectedFault): Promise<Row> {
  const environment = new TestEnvironment();
  try {
    await environment.open();
    return rowWithoutLoad(`first deployment ${nameOf(fault)}`, await repeatWithFaults(environment, [fault]));
  } catch (error) {
    // The other deployments go on.
    return rowWithoutLoad(`first deployment ${nameOf(fault)}`, [(error as Error).message.slice(-quoted)]);
  } finally {
    await environment.close();
  }
}

/** Rotates the header repeatedly under load, each time with one fault. */
export async function* rotations(
  environment: TestEnvironment,
  from: number,
  faults: readonly InjectedFault[],
): AsyncGenerator<Row> {
  for (const [index, fault] of faults.entries()) {
    yield await rotationWithFaults(environment, from + 1 + index, `rotation ${nameOf(fault)}`, [fault]);
  }
}

/** Rotates the header under load, with faults. */
export async function rotationWithFaults(
  environment: TestEnvironment,
  generation: number,
  what: string,
  faults: readonly InjectedFault[],
): Promise<Row> {
  let wrong: string[] = [];
  const row = await environment.underLoad(what, async () => {
    environment.set({ headerGeneration: generation });
    wrong = await repeatWithFaults(environment, faults);
  });
  return { ...row, failures: [...row.failures, ...wrong] };
}

function nameOf(fault: InjectedFault): string {
  return fault.kind === "killed"
    ? `killed at step ${fault.step}`
    : `with ${fault.fault.operation} ${(fault.fault.skip ?? 0) + 1} failed`;
}
