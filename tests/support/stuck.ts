/**
 * Finds the worker of mocha's that is stuck: one that waits in a synchronous call can neither be ended by mocha's timeout
 * nor say where it is. Each worker notes the test that it begins; the run's own process reads the notes.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { descendants, type Process } from "./processes";

/** Names to the workers the folder of their notes. */
const variable = "TEST_NOTES";

/** Longer than any test may take, milliseconds: mocha ends the longest after ten minutes. */
const patience = 12 * 60_000;

/** Longer than a worker may be without a test while none of the others has one, milliseconds: then all is done. */
const rest = 60_000;

/** How often the notes are read, milliseconds. */
const look = 10_000;

/** The note of a worker that has ended a file. */
const idle = "";

/** Where this worker notes what it is at; undefined where nobody reads it. */
function ownNote(): string | undefined {
  const { [variable]: folder } = process.env;
  return folder === undefined ? undefined : join(folder, String(process.pid));
}

const nameOf = (what: Mocha.Runnable | Mocha.Suite): string =>
  `${relative(process.cwd(), what.file ?? "")}: ${what.fullTitle()}`;

/** Notes the test, or the file's first suite, that this worker begins. */
function begin(what: Mocha.Runnable | Mocha.Suite | undefined): void {
  const note = ownNote();
  if (note !== undefined && what !== undefined) {
    writeFileSync(note, nameOf(what));
  }
}

/** Root hooks that mocha finds by this name. */
export const mochaHooks = {
  beforeAll(this: Mocha.Context): void {
    begin(this.test?.parent?.suites[0]);
  },
  beforeEach(this: Mocha.Context): void {
    begin(this.currentTest);
  },
  // Mocha tells of a file when all of it has run, which may be long.
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

/** One worker's note. */
interface Note {
  readonly worker: number;
  readonly test: string;
  /** When it was written, milliseconds since 1970. */
  readonly time: number;
}

/** How long the watch waits, milliseconds. */
interface Patience {
  readonly test: number;
  readonly end: number;
}

/** The watch over one run's workers. */
export class StuckWorkers {
  private readonly folder = mkdtempSync(join(tmpdir(), "secure-origin-tests-"));
  /** What the workers' environment has to hold. */
  readonly environment = { [variable]: this.folder };
  /** The notes whose workers were helped: each worker's last. */
  private readonly helped = new Map<number, number>();
  private readonly timer: NodeJS.Timeout;

  /**
   * @param limits - for a test, and for the end of a worker when all are idle
   * @param say - told in lines what was stuck, and what was ended
   */
  constructor(
    private readonly limits: Patience = { test: patience, end: rest },
    private readonly say: (line: string) => void = console.error,
  ) {
    this.timer = setInterval(() => this.watch(), Math.min(look, limits.test / 4, limits.end / 4));
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
        this.say(`stuck for ${Math.round(silent(note) / 1000)} s: ${note.test}`);
        this.help(note);
      }
    }
    if (notes.every((note) => note.test === idle && silent(note) > this.limits.end)) {
      for (const { worker } of notes) {
        this.end({ pid: worker, command: "a worker that does not end by itself when all tests are done" });
      }
    }
  }

  private read(): Note[] {
    return readdirSync(this.folder).map((name) => {
      const file = join(this.folder, name);
      return { worker: Number(name), test: readFileSync(file, "utf8"), time: statSync(file).mtimeMs };
    });
  }

  /** Ends what the worker waits for, so that its test fails and it goes on; if that has not helped, the worker. */
  private help({ worker, time }: Note): void {
    const waitedFor = this.helped.get(worker) === time ? [] : descendants(worker);
    this.helped.set(worker, time);
    waitedFor.forEach((one) => this.end(one));
    if (waitedFor.length === 0) {
      this.end({ pid: worker, command: "the worker, which waits for no process" });
    }
  }

  private end({ pid, command }: Process): void {
    this.say(`  ended: ${command.slice(0, 200)}`);
    rmSync(join(this.folder, String(pid)), { force: true });
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}
