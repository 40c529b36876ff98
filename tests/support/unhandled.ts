/**
 * Fails the run on an unhandled rejection: mocha ignores it, so that an assertion in an unawaited `apply` would never
 * fail. It is a root hook, because mocha's workers drop other listeners after each file.
 */
import { setTimeout } from "node:timers/promises";

let expected: ((reason: Error) => void) | undefined;

function fail(reason: unknown): void {
  const error = reason instanceof Error ? reason : new Error(`unhandled rejection: ${String(reason)}`);
  if (expected === undefined) {
    throw error;
  }
  expected(error);
}

/** Root hooks, which mocha finds by this name. */
export const mochaHooks = {
  beforeAll(): void {
    if (!process.listeners("unhandledRejection").includes(fail)) {
      process.on("unhandledRejection", fail);
    }
  },
};

/** Runs code that must cause an unhandled rejection, and returns the error of the first. */
export async function unhandledRejectionOf(cause: () => void): Promise<Error> {
  const first = new Promise<Error>((resolve) => {
    expected = resolve;
  });
  try {
    cause();
    return await first;
  } finally {
    // Promises that depend on the rejected one are rejected right after it.
    await setTimeout(20);
    expected = undefined;
  }
}
