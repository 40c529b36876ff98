/**
 * Makes a rejected promise that nobody waited for fail the run: mocha itself passes it over, and an assertion inside an
 * unawaited `apply` would never be seen. A root hook, because mocha's workers drop other listeners after each file.
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

/** Root hooks that mocha finds by this name. */
export const mochaHooks = {
  beforeAll(): void {
    if (!process.listeners("unhandledRejection").includes(fail)) {
      process.on("unhandledRejection", fail);
    }
  },
};

/** Runs something that must end in a rejection that nobody holds, and returns the error of the first. */
export async function unhandledRejectionOf(cause: () => void): Promise<Error> {
  const first = new Promise<Error>((resolve) => {
    expected = resolve;
  });
  try {
    cause();
    return await first;
  } finally {
    // What depends on the rejected promise is rejected right after it.
    await setTimeout(20);
    expected = undefined;
  }
}
