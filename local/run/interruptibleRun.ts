/** Runs the engine so that Ctrl-C leaves the stack recoverable and without a lock. */
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

/** Settings of an interruptible run. */
export interface InterruptibleRun extends Omit<RunSettings, "onGroup" | "onShared" | "beforeChange"> {
  /** Says how to continue with a stack after an interruption; one clause. */
  readonly goOn: (stack: StackName) => string;
  /** Whether the engine may prompt at the terminal. Default: it reads nothing. */
  readonly asksPerson?: boolean;
  /** Called when the stack is ready for the change. */
  readonly beforeChange?: (stack: StackName) => void;
}

/**
 * Runs one command of the engine and returns its exit code. An engine that reads the terminal shares this process
 * group, and so Ctrl-C; any other has its own, and is ended by this process only.
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
      // The engine reads Ctrl-C as a key, so no other process receives it.
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
