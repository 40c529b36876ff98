/** Runs one update of a history, with what goes wrong in it. */
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { stackStateFile } from "../../../local/engine";
import { projectName } from "../../../local/run/projectName";
import type { Fault, TestEnvironment } from "../environment";
import { processesBelow } from "./processes";
import type { StepFault } from "./steps";

type Killed = keyof typeof scripts | "engine killed";

/** What the command line of a process below the engine has. */
const scripts = {
  "program killed": "@pulumi/pulumi/cmd/run",
  "host killed": "pulumi-language-nodejs",
} as const;

/** The outcome of an update. */
export interface Update {
  readonly code: number;
  readonly output: string;
  /** Whether a process was killed or the state not written, so that the stack may be locked and its state incomplete. */
  readonly struck: boolean;
}

/** Runs `pulumi up`, with a fault if one is given, whether it succeeds or not. */
export async function update(environment: TestEnvironment, fault?: StepFault): Promise<Update> {
  if (fault === undefined || fault.kind === "failed" || fault.kind === "throttled") {
    environment.setFaults(fault === undefined ? [] : [injected(fault)]);
    const run = await environment.tryUp();
    environment.setFaults([]);
    return { ...run, struck: false };
  }
  const { kind, step } = fault;
  return kind === "disk full" ? withFullDisk(environment, step) : withKill(environment, kind, step);
}

/** Calls back once so many operations are done. */
async function after<Result>(
  environment: TestEnvironment,
  step: number,
  strike: () => void,
  run: () => Promise<Result>,
): Promise<Result> {
  let done = 0;
  environment.onOperation = ({ outcome }) => {
    done += outcome === "done" ? 1 : 0;
    if (outcome === "done" && done === step) {
      strike();
    }
  };
  try {
    return await run();
  } finally {
    environment.onOperation = () => undefined;
  }
}

async function withKill(environment: TestEnvironment, kind: Killed, step: number): Promise<Update> {
  let group: number | undefined;
  let struck = false;
  const kill = (): void => {
    const target =
      group === undefined
        ? undefined
        : kind === "engine killed"
          ? -group
          : processesBelow(group, scripts[kind])[0];
    if (target !== undefined) {
      process.kill(target, "SIGKILL");
      struck = true;
    }
  };
  const run = await after(environment, step, kill, () =>
    environment.tryUp({ onGroup: (id) => (group = id) }),
  );
  return { ...run, struck };
}

/** How long the engine tries to write its state, in milliseconds, until somebody kills it; by itself it tries for minutes. */
const patience = 1_000;

/** A file in place of the state's folder lets every write fail, as root too. */
async function withFullDisk(environment: TestEnvironment, step: number): Promise<Update> {
  const folder = dirname(stackStateFile(environment.stack.folder, projectName, "dev"));
  const aside = `${folder}.aside`;
  let group: number | undefined;
  let killing: NodeJS.Timeout | undefined;
  const fill = (): void => {
    renameSync(folder, aside);
    writeFileSync(folder, "");
    killing = setTimeout(() => group !== undefined && process.kill(-group, "SIGKILL"), patience);
  };
  const run = await after(environment, step, fill, () =>
    environment.tryUp({ onGroup: (id) => (group = id) }),
  );
  clearTimeout(killing);
  const struck = existsSync(aside);
  if (struck) {
    rmSync(folder);
    renameSync(aside, folder);
  }
  return { ...run, struck };
}

function injected(fault: StepFault & { readonly kind: "failed" | "throttled" }): Fault {
  const { operation } = fault;
  return fault.kind === "failed"
    ? { type: fault.type ?? "*", operation, skip: fault.skip, when: fault.when }
    : { type: "*", operation, count: fault.count, code: "Throttling" };
}
