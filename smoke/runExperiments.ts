/** Runs experiments: each program comes up once, its experiments are checked, and it is destroyed whatever happened. */
import { type Cleaned, cleanUp } from "./cleanUp";
import { errorLine } from "./errorLine";
import type { Experiment, Rig, Said, Settings, Verdict } from "./experiment";
import { configOf, type Pulumi } from "./pulumi/pulumi";
import type { Stopping } from "./stopping";

/** Where experiments run. */
export interface Place {
  readonly pulumi: Pulumi;
  readonly region: string;
  /** Settings that the user gave. */
  readonly given: Settings;
  /** Whether this is the local cloud, whose answers settle nothing. */
  readonly local: boolean;
  /** Seconds before each further attempt to destroy. */
  readonly pauses: readonly number[];
  /** Runs a check with a way to send requests to the distribution of a stack, if it has one. */
  visit<T>(outputs: Rig["outputs"], use: (get: Rig["get"]) => Promise<T>): Promise<T>;
}

/** What came of one experiment. */
export interface Result {
  readonly experiment: Experiment;
  readonly verdict: Verdict;
  /** False where a deployment that should have succeeded did not. */
  readonly deployed: boolean;
}

/** What came of one program. */
export interface ProgramResult extends Cleaned {
  readonly program: string;
  readonly results: readonly Result[];
}

const COUNTS = "the answer counts on AWS only";

const cannotTell = (seen: string): Verdict => ({ outcome: "cannot tell", seen });

/** Runs the experiments of one program. */
export async function runProgram(
  program: string,
  experiments: readonly Experiment[],
  place: Place,
  stopping: Stopping,
  report: (result: Result) => void,
): Promise<ProgramResult> {
  const { pulumi } = place;
  const results: Result[] = [];
  // Until a deployment succeeds, what is there is uncertain.
  let last: Said = { ok: false, output: "" };
  const prepare = (settings: Settings): Promise<void> =>
    pulumi.prepare(program, { "aws:region": place.region, ...configOf({ ...place.given, ...settings }) });
  const deploy = async (settings: Settings): Promise<Said> => {
    stopping.check();
    await prepare(settings);
    last = await pulumi.run(program, "up", "--yes", "--skip-preview", "--non-interactive");
    return last;
  };
  const tell = (result: Result): void => {
    results.push(result);
    report(result);
  };
  let cleaned: Cleaned = { left: [], next: undefined };
  // Without a stack there is nothing to clean up.
  await prepare({});
  try {
    const up = await deploy({});
    for (const experiment of experiments) {
      tell(up.ok ? await judge(experiment, place, stopping, deploy) : notUp(experiment, up, stopping));
    }
  } finally {
    cleaned = await cleanUp(pulumi, program, !last.ok || stopping.isStopped(), place.pauses);
  }
  return { program, results, ...cleaned };
}

function notUp(experiment: Experiment, up: Said, stopping: Stopping): Result {
  const why = stopping.isStopped() ? "interrupted" : `the program did not come up: ${errorLine(up.output)}`;
  return { experiment, verdict: cannotTell(why), deployed: false };
}

/** Answers an experiment whose program is up. */
async function judge(
  experiment: Experiment,
  place: Place,
  stopping: Stopping,
  deploy: Rig["deploy"],
): Promise<Result> {
  const { needs, played } = experiment;
  const done = (verdict: Verdict, deployed = true): Result => ({ experiment, verdict, deployed });
  if (stopping.isStopped()) {
    return done(cannotTell("interrupted"));
  }
  if (needs !== undefined && place.given[needs.setting] === undefined) {
    return done(cannotTell(`not asked: it needs ${needs.option}`));
  }
  try {
    if (place.local && played === "no") {
      return await shown(experiment, deploy);
    }
    const verdict = await check(experiment, place, stopping, deploy);
    return place.local
      ? done(cannotTell(`played here as ${verdict.outcome}: ${verdict.seen}; ${COUNTS}`))
      : done(verdict);
  } catch (error) {
    const why = stopping.isStopped()
      ? "interrupted"
      : `the check failed: ${(error as Error).message.split("\n", 1)[0]}`;
    return done(cannotTell(why), stopping.isStopped() || !place.local);
  }
}

/** Deploys what the check would deploy, without asking AWS anything. */
async function shown(experiment: Experiment, deploy: Rig["deploy"]): Promise<Result> {
  for (const settings of experiment.deployments ?? []) {
    const said = await deploy(settings);
    if (!said.ok) {
      const why = `${JSON.stringify(settings)} was refused: ${errorLine(said.output)}`;
      return { experiment, verdict: cannotTell(why), deployed: false };
    }
  }
  return { experiment, verdict: cannotTell(`its program came up; ${COUNTS}`), deployed: true };
}

async function check(
  experiment: Experiment,
  place: Place,
  stopping: Stopping,
  deploy: Rig["deploy"],
): Promise<Verdict> {
  const { pulumi, region, given } = place;
  const { program } = experiment;
  const { stdout } = await pulumi.run(program, "stack", "output", "--json");
  const outputs = JSON.parse(stdout) as Rig["outputs"];
  return place.visit(outputs, (get) =>
    experiment.check({
      outputs,
      region,
      given,
      deploy,
      refresh: () =>
        pulumi.run(program, "refresh", "--preview-only", "--expect-no-changes", "--non-interactive"),
      get: (path, headers) => {
        stopping.check();
        return get(path, headers);
      },
      // What a check waits for on AWS is there at once on the local cloud.
      wait: (seconds) => stopping.wait(place.local ? 0 : seconds),
    }),
  );
}
