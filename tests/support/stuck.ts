/**
 * Finds the worker of mocha's that is stuck: one that waits in a synchronous call can neither be ended by mocha's timeout
 * nor say where it is. Each worker notes the test that it begins; the run's own process reads the notes.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** Names to the workers the folder of their notes. */
const variable = "TEST_NOTES";

/** Longer than any test may take, milliseconds: mocha ends the longest after ten minutes. */
const patience = 12 * 60_000;

/** How often the notes are read, milliseconds. */
const look = 10_000;

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
      rmSync(note, { force: true });
    }
  },
};

interface Process {
  readonly pid: number;
  readonly command: string;
}

/** The processes that a process has started, and those that they have, the last started first. */
function descendants(of: number): Process[] {
  const { stdout, error } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  if (error !== undefined) {
    // A machine without ps.
    return [];
  }
  const all = [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, pid, parent, command]) => ({
    pid: Number(pid),
    parent: Number(parent),
    command: command ?? "",
  }));
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [...below(child.pid), child]);
  return below(of);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** The watch over one run's workers. */
export class StuckWorkers {
  private readonly folder = mkdtempSync(join(tmpdir(), "secure-origin-tests-"));
  /** What the workers' environment has to hold. */
  readonly environment = { [variable]: this.folder };
  /** The notes whose workers were helped, with the notes' age. */
  private readonly freed = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  /**
   * @param limit - milliseconds without a note after which a worker counts as stuck
   * @param say - told in lines what was stuck, and what was ended
   */
  constructor(
    private readonly limit = patience,
    private readonly say: (line: string) => void = console.error,
  ) {
    this.timer = setInterval(() => this.free(), Math.min(look, limit));
  }

  close(): void {
    clearInterval(this.timer);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Ends what a stuck worker waits for, so that its test fails and it goes on; if that does not help, the worker. */
  private free(): void {
    for (const name of readdirSync(this.folder)) {
      const note = join(this.folder, name);
      const { mtimeMs } = statSync(note);
      const silent = Date.now() - mtimeMs;
      if (silent > this.limit) {
        this.say(`stuck for ${Math.round(silent / 1000)} s: ${readFileSync(note, "utf8")}`);
        const worker = Number(name);
        const waitedFor = this.freed.get(note) === mtimeMs ? [] : descendants(worker);
        this.freed.set(note, mtimeMs);
        const ended = waitedFor.length > 0 ? waitedFor : [{ pid: worker, command: "the worker of mocha's" }];
        for (const { pid, command } of ended) {
          this.say(`  ended: ${command.slice(0, 200)}`);
          kill(pid);
        }
        if (waitedFor.length === 0) {
          rmSync(note);
        }
      }
    }
  }
}
