import { Engine } from "./client";
import { Site } from "./site";

/** The local cloud of the current test. */
export interface TestCloud {
  readonly engine: Engine;
  readonly site: Site;
}

/** Starts a local cloud before each test, or once for a suite, and stops it afterwards. */
export function useCloud(scope: "each test" | "suite" = "each test"): TestCloud {
  let started: TestCloud | undefined;
  const current = (): TestCloud => {
    if (started === undefined) {
      throw new Error("the local cloud runs within tests only");
    }
    return started;
  };
  const [start, stop] = scope === "suite" ? [before, after] : [beforeEach, afterEach];
  start(async () => {
    const engine = await Engine.start();
    started = { engine, site: new Site(engine) };
  });
  stop(() => started?.engine.stop());
  return {
    get engine() {
      return current().engine;
    },
    get site() {
      return current().site;
    },
  };
}
