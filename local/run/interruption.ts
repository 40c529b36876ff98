/** Ends an interrupted command: asks the engine to end, waits, and kills it at the second Ctrl-C. */
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { sayLine } from "../terminal/progress";
import { reportingErrors } from "../terminal/report";
import { descendantsOf, isAlive, sendSignal } from "./liveProcess";

/** Signals that interrupt: Ctrl-C, `kill`, a closed terminal. */
const asking = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type Asking = (typeof asking)[number];

/**
 * Signals within this time after the first count as the first, because npm passes on what the terminal has already
 * sent. Milliseconds.
 */
const samePress = 1_000;

/** How long an engine may take to end when no second Ctrl-C can come. Milliseconds. */
const patience = 20_000;

/** How often a command checks that npm still runs. Milliseconds. */
const look = 1_000;

/** The engine's process. */
export interface EngineProcess {
  readonly pid: number;
  /** Whether it receives the terminal's Ctrl-C as well. */
  readonly sharesTerminal: boolean;
}

/** Thrown in an interrupted command. */
class Interrupted extends Error {}

/** The interruption of one command. */
export class Interruption {
  /** Describes the stack's state when the command ends early; one clause. */
  describeState: () => string = () => "nothing was changed";
  #signal: Asking | undefined;
  #at = 0;
  #expected = false;
  #engine: EngineProcess | undefined;
  #failure: Error | undefined;
  /** The engine's processes when it was asked to end. */
  #started: readonly number[] = [];
  #interrupt: () => void = () => undefined;
  readonly #interrupted = new Promise<void>((resolve) => {
    this.#interrupt = resolve;
  });

  constructor() {
    for (const signal of asking) {
      process.on(signal, () => this.#asked(signal));
    }
    if (process.env.npm_lifecycle_event !== undefined) {
      const parent = process.ppid;
      setInterval(() => {
        if (process.ppid !== parent && this.#signal === undefined) {
          this.#asked("SIGHUP");
        }
      }, look).unref();
    }
  }

  /** Whether the command was interrupted. */
  get cutsShort(): boolean {
    return this.#signal !== undefined && !this.#expected;
  }

  /** The shell's exit code for the signal. */
  get code(): number {
    return 128 + constants.signals[this.#signal ?? "SIGINT"];
  }

  /** Registers an engine; one that starts after the interruption is asked to end at once. */
  engineStarted(engine: EngineProcess): void {
    this.#engine = engine;
    if (this.#failure !== undefined) {
      this.failEngine(this.#failure);
    } else if (this.#signal !== undefined) {
      this.#askEngine();
    }
  }

  /** Waits for the engine; if interrupted, throws when none of its processes is left. */
  async engineRun<T>(run: Promise<T>): Promise<T> {
    const [outcome] = await Promise.allSettled([run]);
    this.#engine = undefined;
    if (this.cutsShort || this.#failure !== undefined) {
      await this.#sweep();
      throw this.#failure ?? new Interrupted();
    }
    if (outcome.status === "rejected") {
      throw outcome.reason as Error;
    }
    return outcome.value;
  }

  /** Ends an engine that cannot continue, by force if necessary; its run then throws the error. */
  failEngine(error: Error): void {
    this.#failure ??= error;
    const { pid } = this.#engine ?? {};
    if (pid !== undefined) {
      this.#started = descendantsOf(pid);
      sendSignal(pid, "SIGTERM");
      setTimeout(() => this.#killEngine(), patience).unref();
    }
  }

  /** Waits for work that can be abandoned; throws when interrupted. */
  async unlessInterrupted<T>(work: Promise<T>): Promise<T> {
    const given = this.#interrupted.then(() => {
      throw new Interrupted();
    });
    return Promise.race([work, given]);
  }

  /** Waits for the interruption that is the command's normal end. */
  async usualEnd(): Promise<void> {
    if (this.#signal !== undefined) {
      throw new Interrupted();
    }
    this.#expected = true;
    await this.#interrupted;
  }

  #asked(signal: Asking): void {
    if (this.#signal !== undefined) {
      if (signal === "SIGINT" && Date.now() - this.#at > samePress) {
        this.#endAtOnce();
      }
      return;
    }
    this.#signal = signal;
    this.#at = Date.now();
    if (signal === "SIGHUP") {
      // The terminal is closed.
      process.stdout.on("error", () => undefined);
      process.stderr.on("error", () => undefined);
    }
    if (this.#engine !== undefined) {
      this.#askEngine();
    }
    this.#interrupt();
  }

  #askEngine(): void {
    const { pid, sharesTerminal } = this.#engine ?? { pid: 0, sharesTerminal: true };
    const signal = this.#signal;
    this.#started = descendantsOf(pid);
    if (signal === "SIGINT") {
      sayLine("Ending the update …; press Ctrl-C again to end at once");
      if (!sharesTerminal) {
        sendSignal(pid, "SIGINT");
      }
      return;
    }
    sayLine("Ending the update …");
    sendSignal(pid, "SIGTERM");
    setTimeout(() => this.#endAtOnce(), patience).unref();
  }

  /** Ends processes that the engine left running. */
  async #sweep(): Promise<void> {
    const left = this.#started.filter(isAlive);
    for (const pid of left) {
      sendSignal(pid, "SIGKILL");
    }
    while (left.some(isAlive)) {
      await sleep(20);
    }
  }

  #killEngine(): void {
    const engine = this.#engine;
    const all = engine === undefined ? [] : [...descendantsOf(engine.pid), engine.pid];
    this.#started = [...new Set([...this.#started.filter(isAlive), ...all])];
    for (const pid of this.#started) {
      sendSignal(pid, "SIGKILL");
    }
  }

  #endAtOnce(): never {
    this.#killEngine();
    sayLine(`Ended at once: ${this.describeState()}.`);
    process.exit(this.code);
  }
}

/**
 * Runs a command and exits with its code; if interrupted, describes the stack's state and exits with the signal's code.
 */
export function endingWell(body: (interruption: Interruption) => Promise<number>): void {
  const interruption = new Interruption();
  reportingErrors(async () => {
    try {
      const code = await body(interruption);
      if (!interruption.cutsShort) {
        return code;
      }
    } catch (error) {
      if (!interruption.cutsShort) {
        throw error;
      }
    }
    sayLine(`Interrupted: ${interruption.describeState()}.`);
    return interruption.code;
  });
}
