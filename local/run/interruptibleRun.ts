/** Runs the engine so that Ctrl-C ends it well: the stack is recovered before, and left without a lock after. */
import {
  describeStack,
  type RunSettings,
  recoverStack,
  removeDeadLocks,
  runPulumi,
  type StackName,
} from "../engine";
import { sayLine } from "../terminal/progress";
import { UserError } from "../terminal/userError";
import { requireRoom, watchRoom } from "./diskSpace";
import type { Interruption } from "./interruption";

/** How a run that may be interrupted is set up. */
export interface InterruptibleRun extends Omit<RunSettings, "onGroup" | "onShared" | "beforeChange"> {
  /** How a person goes on with a stack after the run was interrupted; one clause. */
  readonly goOn: (stack: StackName) => string;
  /** Whether the engine may ask the person at the terminal. Default: it reads nothing. */
  readonly asksPerson?: boolean;
  /** Called once the stack is known and ready for the change. */
  readonly beforeChange?: (stack: StackName) => void;
}

/**
 * Runs one command of the engine and returns its exit code. An engine that reads the terminal shares its process group, and
 * so its Ctrl-C; any other has a group of its own, and is asked to end by this process alone.
 */
export async function runInterruptibly(interruption: Interruption, run: InterruptibleRun): Promise<number> {
  const { goOn, beforeChange, asksPerson = false, ...settings } = run;
  const { folder } = settings;
  const sharesTerminal = asksPerson && process.stdin.isTTY;
  const started = (pid: number): void => interruption.engineStarted({ pid, sharesTerminal });
  let name: StackName | undefined;
  requireRoom(folder.root);
  const unwatch = watchRoom(folder.root, (problem) => interruption.failEngine(new UserError(problem)));
  const code = runPulumi({
    stdio: [asksPerson ? "inherit" : "ignore", "inherit", "inherit"],
    ...settings,
    ...(sharesTerminal ? { onShared: started } : { onGroup: started }),
    beforeChange: (stack) => {
      recoverStack(folder, stack, sayLine);
      name = stack;
      interruption.describeState = () => `${describeStack(folder, stack)}; ${goOn(stack)}`;
      beforeChange?.(stack);
    },
  });
  try {
    const ended = await interruption.engineRun(code);
    if (ended !== 0 && sharesTerminal && name !== undefined) {
      // The engine takes Ctrl-C from the terminal as a key, and nobody else hears of it.
      sayLine(`Not finished: ${interruption.describeState()}.`);
    }
    return ended;
  } finally {
    unwatch();
    if (name !== undefined) {
      removeDeadLocks(folder, name.project, name.stack);
    }
  }
}
