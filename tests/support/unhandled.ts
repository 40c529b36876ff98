/**
 * Makes a rejected promise that nobody waited for fail the run: mocha itself passes it over, and an assertion inside an
 * unawaited `apply` would never be seen. A root hook, because mocha's workers drop other listeners after each file.
 */
export const mochaHooks = {
  beforeAll(): void {
    if (!process.listeners("unhandledRejection").includes(fail)) {
      process.on("unhandledRejection", fail);
    }
  },
};

function fail(reason: unknown): never {
  throw reason instanceof Error ? reason : new Error(`unhandled rejection: ${String(reason)}`);
}
