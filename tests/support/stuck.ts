/**
 * Finds a mocha worker that is stuck: mocha's timeout cannot end one that waits in a synchronous call. Each worker writes a
 * note of the test that it begins; the main process reads the notes.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { descendants, type Process } from "./processes";

/** The variable that names the folder of the notes. */
const variable = "TEST_NOTES";

/** Longer than any test may take, in milliseconds: mocha ends the longest after ten minutes. */
const testLimit = 12 * 60_000;

/** How long all workers may be without a test, in milliseconds: then all tests are done. */
const endLimit = 60_000;

/** How often the notes are read, in milliseconds. */
const interval = 10_000;

/** The note of a worker that has finished a file. */
const idle = "";

/** The file of this worker's note; undefined if nobody reads it. */
function ownNote(): string | undefined {
  const { [variable]: folder } = process.env;
  return folder === undefined ? undefined : join(folder, String(process.pid));
}

const nameOf = (what: Mocha.Runnable | Mocha.Suite): string =>
  `${relative(process.cwd(), what.file ?? "")}: ${what.fullTitle()}`;

/** Writes a note of the test, or the file's first suite, that this worker begins. */
function begin(what: Mocha.Runnable | Mocha.Suite | undefined): void {
  const note = ownNote();
  if (note !== undefined && what !== undefined) {
    writeFileSync(note, nameOf(what));
  }
}

/** Root hooks, which mocha finds by this name. */
export const mochaHooks = {
  beforeAll(this: Mocha.Context): void {
    begin(this.test?.parent?.suites[0]);
  },
  beforeEach(this: Mocha.Context): void {
    begin(this.currentTest);
  },
  // Mocha reports a file only when all of it has run, which may take long.
  afterEach(this: Mocha.Context): void {
    const test = this.currentTest;
    if (ownNote() !== undefined && test?.state === "failed") {
      console.error(`failed: ${nameOf(test)}`);
    }
  },
  afterAll(): void {
    const note = ownNote();
    if (note !== undefined) {
      writeFileSync(note, idle);
    }
  },
};

/** The note of a worker. */
interface Note {
  readonly worker: number;
  readonly test: string;
  /** When it was written, in milliseconds since 1970. */
  readonly time: number;
}

/** Limits in milliseconds. */
interface Limits {
  readonly test: number;
  readonly end: number;
}

/** Watches the workers of a run, and kills what is stuck. */
export class StuckWorkers {
  private readonly folder = mkdtempSync(join(tmpdir(), "secure-origin-tests-"));
  /** Variables for the workers' environment. */
  readonly environment = { [variable]: this.folder };
  /** The time of the last note of each worker whose children were killed. */
  private readonly handled = new Map<number, number>();
  private readonly timer: NodeJS.Timeout;

  /**
   * @param limits - for a test, and for the exit of a worker when all are idle
   * @param print - prints a line for what was stuck, and what was killed
   */
  constructor(
    private readonly limits: Limits = { test: testLimit, end: endLimit },
    private readonly print: (line: string) => void = console.error,
  ) {
    this.timer = setInterval(() => this.watch(), Math.min(interval, limits.test / 4, limits.end / 4));
  }

  close(): void {
    clearInterval(this.timer);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private watch(): void {
    const notes = this.read();
    const silent = (note: Note): number => Date.now() - note.time;
    for (const note of notes) {
      if (note.test !== idle && silent(note) > this.limits.test) {
        this.print(`stuck for ${Math.round(silent(note) / 1000)} s: ${note.test}`);
        this.unblock(note);
      }
    }
    if (notes.every((note) => note.test === idle && silent(note) > this.limits.end)) {
      for (const { worker } of notes) {
        this.kill({ pid: worker, command: "a worker that did not exit after all tests" });
      }
    }
  }

  private read(): Note[] {
    return readdirSync(this.folder).map((name) => {
      const file = join(this.folder, name);
      return { worker: Number(name), test: readFileSync(file, "utf8"), time: statSync(file).mtimeMs };
    });
  }

  /** Kills the processes that the worker waits for, so that its test fails and it continues; the second time, the worker. */
  private unblock({ worker, time }: Note): void {
    const waitedFor = this.handled.get(worker) === time ? [] : descendants(worker);
    this.handled.set(worker, time);
    waitedFor.forEach((one) => this.kill(one));
    if (waitedFor.length === 0) {
      this.kill({ pid: worker, command: "the worker, which waits for no process" });
    }
  }

  private kill({ pid, command }: Process): void {
    this.print(`  killed: ${command.slice(0, 200)}`);
    rmSync(join(this.folder, String(pid)), { force: true });
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has exited.
    }
  }
}
