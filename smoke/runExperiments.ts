/** Runs experiments: deploys each program once, runs its checks, and always destroys it. */
import { type CleanUpResult, cleanUp } from "./cleanUp";
import { errorLine } from "./errorLine";
import type { CommandResult, Experiment, Rig, Settings, Verdict } from "./experiment";
import { configOf, type Pulumi } from "./pulumi/pulumi";
import type { Stopping } from "./stopping";

/** Where experiments run. */
export interface Place {
  readonly pulumi: Pulumi;
  readonly region: string;
  /** Settings from the command line. */
  readonly given: Settings;
  /** True for the local cloud, whose results do not count. */
  readonly local: boolean;
  /** Seconds to wait before each further attempt to destroy. */
  readonly pauses: readonly number[];
  /** Runs a check with a function that sends requests to the stack's distribution, if there is one. */
  visit<T>(outputs: Rig["outputs"], use: (get: Rig["get"]) => Promise<T>): Promise<T>;
}

/** The result of one experiment. */
export interface Result {
  readonly experiment: Experiment;
  readonly verdict: Verdict;
  /** False if a deployment failed that should have succeeded. */
  readonly deployed: boolean;
}

/** The result of one program. */
export interface ProgramResult extends CleanUpResult {
  readonly program: string;
  readonly results: readonly Result[];
}

const COUNTS = "only an answer from AWS counts";

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
  // Until a deployment succeeds, it is uncertain what exists.
  let last: CommandResult = { ok: false, output: "" };
  const prepare = (settings: Settings): Promise<void> =>
    pulumi.prepare(program, { "aws:region": place.region, ...configOf({ ...place.given, ...settings }) });
  const deploy = async (settings: Settings): Promise<CommandResult> => {
    stopping.check();
    await prepare(settings);
    last = await pulumi.run(program, "up", "--yes", "--skip-preview", "--non-interactive");
    return last;
  };
  const record = (result: Result): void => {
    results.push(result);
    report(result);
  };
  let cleaned: CleanUpResult = { left: [], next: undefined };
  // Without a stack there is nothing to clean up.
  await prepare({});
  try {
    const up = await deploy({});
    for (const experiment of experiments) {
      record(
        up.ok ? await judge(experiment, place, stopping, deploy) : notDeployed(experiment, up, stopping),
      );
    }
  } finally {
    cleaned = await cleanUp(pulumi, program, !last.ok || stopping.isStopped(), place.pauses);
  }
  return { program, results, ...cleaned };
}

function notDeployed(experiment: Experiment, up: CommandResult, stopping: Stopping): Result {
  const why = stopping.isStopped()
    ? "interrupted"
    : `the program could not be deployed: ${errorLine(up.output)}`;
  return { experiment, verdict: cannotTell(why), deployed: false };
}

/** Runs the check of an experiment whose program is deployed. */
async function judge(
  experiment: Experiment,
  place: Place,
  stopping: Stopping,
  deploy: Rig["deploy"],
): Promise<Result> {
  const { needs, localCheck } = experiment;
  const done = (verdict: Verdict, deployed = true): Result => ({ experiment, verdict, deployed });
  if (stopping.isStopped()) {
    return done(cannotTell("interrupted"));
  }
  if (needs !== undefined && place.given[needs.setting] === undefined) {
    return done(cannotTell(`not run: it needs ${needs.option}`));
  }
  try {
    if (place.local && localCheck === "no") {
      return await deployOnly(experiment, deploy);
    }
    const verdict = await check(experiment, place, stopping, deploy);
    return place.local
      ? done(cannotTell(`${verdict.outcome} on the local cloud: ${verdict.seen}; ${COUNTS}`))
      : done(verdict);
  } catch (error) {
    const why = stopping.isStopped()
      ? "interrupted"
      : `the check failed: ${(error as Error).message.split("\n", 1)[0]}`;
    return done(cannotTell(why), stopping.isStopped() || !place.local);
  }
}

/** Deploys what the check would deploy, without running it. */
async function deployOnly(experiment: Experiment, deploy: Rig["deploy"]): Promise<Result> {
  for (const settings of experiment.deployments ?? []) {
    const result = await deploy(settings);
    if (!result.ok) {
      const why = `${JSON.stringify(settings)} was refused: ${errorLine(result.output)}`;
      return { experiment, verdict: cannotTell(why), deployed: false };
    }
  }
  return { experiment, verdict: cannotTell(`deployed on the local cloud; ${COUNTS}`), deployed: true };
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
      // On the local cloud there is nothing to wait for.
      wait: (seconds) => stopping.wait(place.local ? 0 : seconds),
    }),
  );
}
