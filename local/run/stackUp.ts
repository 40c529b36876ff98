/** Deploys a stack with the policy pack and shows the progress. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { visible, visibleLine } from "../../cli/visible";
import { type Engine, type LocalFolder, readDeployment, runPulumi, stackStateFile } from "../engine";
import { afterStart } from "../terminal/nextCommand";
import type { Progress } from "../terminal/progress";
import { runInterruptibly } from "./interruptibleRun";
import type { Interruption } from "./interruption";
import { projectFolder } from "./project";
import { projectName } from "./projectName";

/** A finished operation as the engine prints it: ` +  aws:ec2/vpc:Vpc main created (0.05s)`. */
const operation =
  /^ *[-+~<>=]+ +(\S+) (\S+) (created|updated|deleted|replaced|create|update|delete|replace)\b/gm;

/** Reads progress from the latest output, if it shows any. */
export function latestOperation(chunk: string): string | undefined {
  const last = [...chunk.matchAll(operation)].at(-1);
  return last === undefined ? undefined : `${last[3] ?? ""} ${last[1] ?? ""} ${last[2] ?? ""}`;
}

/** Returns the engine's summary, `4 created, 2 unchanged`, or "done" without one. */
export function summaryOf(output: string): string {
  const counts = /\b\d+ (?:created|updated|replaced|deleted|unchanged|errored)\b/g;
  return output.slice(output.lastIndexOf("Resources:")).match(counts)?.join(", ") ?? "done";
}

/** Returns the part of a failed run's output that explains it: policies and diagnostics, else its end. */
export function reasonsOf(output: string): string {
  const at = ["Policies:", "Diagnostics:"]
    .map((title) => output.lastIndexOf(title))
    .filter((index) => index >= 0);
  return (at.length > 0 ? output.slice(Math.min(...at)) : output.slice(-4_000)).trim();
}

/** Returns the policy configuration for a stack. */
export function packConfiguration(stack: string): string {
  return `policy/config/${stack}.json`;
}

/** Returns whether a preview proposes nothing: neither an operation nor another output. */
export function proposesNothing(preview: string): boolean {
  const summary = preview.slice(preview.lastIndexOf("\nResources:\n"));
  return /^\nResources:\n +\d+ unchanged\s*$/.test(summary) && !/^Outputs:$/m.test(preview);
}

/** Arguments of `pulumi preview` and `pulumi up`. */
const engineArguments = ["--non-interactive", "--color", "never", "--policy-pack", "policy"];

/** Returns whether a stack exists and no run of it was killed, so that a preview tells what an update would do. */
function isSettled(folder: LocalFolder, stack: string): boolean {
  const { resources = [], pending_operations: pending = [] } =
    readDeployment(stackStateFile(folder, projectName, stack)) ?? {};
  return resources.length > 0 && pending.length === 0;
}

/**
 * Brings a stack of this project up: a preview, then the update if the preview proposes one. An engine run of its own
 * for the preview of a stack that exists saves half the time where nothing changes.
 *
 * @returns whether it succeeded; otherwise the reasons were printed
 */
export async function bringUp(
  engine: Engine,
  folder: LocalFolder,
  stack: string,
  progress: Progress,
  interruption: Interruption,
): Promise<boolean> {
  const step = progress.step(`Stack ${stack}: pulumi up on the local cloud, with the policy pack`);
  let output = "";
  const engineRun = (...args: string[]): Promise<number> => {
    output = "";
    return runInterruptibly(interruption, {
      engine,
      folder,
      project: projectFolder,
      goOn: afterStart,
      args: [...args, ...engineArguments, "--policy-pack-config", packConfiguration(stack), "--stack", stack],
      onOutput: (_stream, chunk) => {
        output += chunk;
        const now = latestOperation(chunk);
        if (now !== undefined) {
          step.update(visibleLine(now));
        }
      },
    });
  };
  let code = 0;
  if (isSettled(folder, stack)) {
    code = await engineRun("preview");
    if (code === 0 && !proposesNothing(output)) {
      code = await engineRun("up", "--yes", "--skip-preview");
    }
  } else {
    code = await engineRun("up", "--yes");
  }
  const logs = join(folder.root, "logs");
  mkdirSync(logs, { recursive: true });
  writeFileSync(join(logs, `up-${stack}.log`), output, { mode: 0o600 });
  if (code === 0) {
    step.done(`Stack ${stack} is up: ${summaryOf(output)}`);
  } else {
    step.fail(`Stack ${stack}: pulumi up failed; the whole output is in ${join(logs, `up-${stack}.log`)}`);
    console.error(visible(reasonsOf(output)));
  }
  return code === 0;
}

/** Reads a stack's outputs; secrets are shown as "[secret]". */
export async function outputsOf(
  engine: Engine,
  folder: LocalFolder,
  stack: string,
): Promise<Record<string, unknown>> {
  let text = "";
  await runPulumi({
    engine,
    folder,
    project: projectFolder,
    args: ["stack", "output", "--json", "--stack", stack],
    onOutput: (stream, chunk) => {
      if (stream === "stdout") {
        text += chunk;
      }
    },
  });
  return JSON.parse(text) as Record<string, unknown>;
}
