/** Counts what code does, so that its growth can be tested without a clock. Imported first, before the code itself. */
import { type Profiler, Session } from "node:inspector";

const session = new Session();

/** A session with this process answers at once. */
function asked(method: string, parameters: object = {}): unknown {
  let answer: unknown;
  session.post(method, parameters, (error, result) => {
    if (error !== null) {
      throw error;
    }
    answer = result;
  });
  return answer;
}

session.connect();
asked("Profiler.enable");
// V8 counts blocks in functions that it compiles from now on.
asked("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

function taken(folders: readonly string[]): number {
  const coverage = asked("Profiler.takePreciseCoverage") as Profiler.TakePreciseCoverageReturnType;
  return coverage.result
    .filter(
      ({ url }) => folders.some((folder) => url.includes(`/${folder}/`)) && !url.includes("node_modules"),
    )
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0);
}

/**
 * Returns how many blocks of the code in these folders a function runs: the bodies of functions, loops and branches, each
 * counted as often as it is entered. It is the same at each run.
 */
export function blocksRun(folders: readonly string[], run: () => unknown): number {
  taken(folders);
  run();
  return taken(folders);
}
