/** Local runs on file systems of a few sizes, each in memory and mounted for one test. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  fullProblem,
  neededAtStart,
  requireRoom,
  roomProblem,
  watchRoom,
} from "../../../local/run/diskSpace";
import { isAlive } from "../../../local/run/liveProcess";
import { projectFolder } from "../../../local/run/project";
import { descendants } from "../../support/processes";

const program = join("tests", "engine", "programs", "internet-facing");

/** What a command did. */
interface Run {
  readonly code: number | null;
  readonly stderr: string;
}

describe("a local run without room", function () {
  this.timeout(180_000);
  const mounted: string[] = [];
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "secure-origin-room-"));
  });
  afterEach(() => {
    for (const folder of mounted.splice(0)) {
      const { status, stderr } = spawnSync("umount", [folder], { encoding: "utf8" });
      assert.equal(status, 0, stderr);
    }
    rmSync(root, { recursive: true, force: true });
  });

  /** A file system of its own size. */
  const fileSystem = (size: string): string => {
    const folder = join(root, `of-${size}`);
    mkdirSync(folder);
    const { status, stderr } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder], {
      encoding: "utf8",
    });
    assert.equal(status, 0, `this test mounts a tmpfs, for which it has to be root: ${stderr}`);
    mounted.push(folder);
    return folder;
  };
  /** Fills a file system to its last block. */
  const fill = (file: string): void => {
    const block = Buffer.alloc(4096, "x");
    assert.throws(
      () => {
        for (;;) {
          appendFileSync(file, block);
        }
      },
      { code: "ENOSPC" },
    );
  };
  const pulumi = (env: NodeJS.ProcessEnv, ...args: string[]) => {
    const entry = ["-r", "ts-node/register/transpile-only", "local/pulumi.ts", "-C", program, ...args];
    const run = spawn(process.execPath, entry, {
      cwd: projectFolder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1", ...env },
    });
    let stderr = "";
    run.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = once(run, "close").then(
      ([code]: (number | null)[]): Run => ({ code: code ?? null, stderr }),
    );
    return { run, ended };
  };

  it("is refused in one line before it writes anything, whatever is left", async () => {
    for (const [size, free] of [
      ["64k", "0.1"],
      ["512k", "0.5"],
      ["2m", "2.0"],
    ] as const) {
      const folder = join(fileSystem(size), "local");
      const { code, stderr } = await pulumi({ SECURE_ORIGIN_LOCAL_DIR: folder }, "up", "--yes").ended;
      assert.deepEqual(
        [code, stderr],
        [
          1,
          `error: no room in ${folder}: ${free} MiB free, and a local run needs 16.0 MiB. Free some, or name a folder on ` +
            "another file system in SECURE_ORIGIN_LOCAL_DIR\n",
        ],
      );
    }
  });

  it("is refused as well where the folder of temporary files is full, or the local folder a file", async () => {
    const temporary = fileSystem("1m");
    const local = join(root, "local");
    const { code, stderr } = await pulumi(
      { SECURE_ORIGIN_LOCAL_DIR: local, TMPDIR: temporary },
      "up",
      "--yes",
    ).ended;
    assert.equal(code, 1);
    // What is free there is not known: others write temporary files as well.
    assert.equal(
      stderr.replace(/\d\.\d MiB free/, "… MiB free"),
      `error: no room in ${temporary}: … MiB free, and a local run needs 4.0 MiB. Free some, or name a folder on another ` +
        "file system in TMPDIR\n",
    );
    const file = join(root, "file");
    writeFileSync(file, "");
    const below = join(file, "local");
    assert.throws(() => requireRoom(below), {
      name: "UserError",
      message:
        `cannot use ${below}: a part of the path is a file (ENOTDIR). Make it writable and free some room, or name another ` +
        "folder in SECURE_ORIGIN_LOCAL_DIR",
    });
  });

  it("ends within its reserve when the room is used up meanwhile, and the next continues from there", async () => {
    const folder = fileSystem("32m");
    const local = join(folder, "local");
    const env = { SECURE_ORIGIN_LOCAL_DIR: local };
    const filler = join(folder, "filler");
    const { run, ended } = pulumi(env, "up", "--yes", "--skip-preview");
    // Of what it creates from now on it has to write the state.
    await once(run.stdout, "data");
    const started = descendants(run.pid ?? 0).map(({ pid }) => pid);
    fill(filler);
    const { code, stderr } = await ended;
    assert.equal(code, 1, stderr);
    assert.match(
      stderr,
      /(?:^|\n)error: no room in \S+: 0\.\d MiB free, and a local run needs 1\.0 MiB\. Free some, or name a folder on another file system in SECURE_ORIGIN_LOCAL_DIR\n$/,
    );
    assert.doesNotMatch(stderr, /\n +at /);
    assert.deepEqual(started.filter(isAlive), []);
    rmSync(filler);
    const next = await pulumi(env, "up", "--yes", "--skip-preview").ended;
    assert.equal(next.code, 0, next.stderr);
    const same = await pulumi(env, "preview", "--expect-no-changes").ended;
    assert.equal(same.code, 0, same.stderr);
  });

  it("is known by what is free, and gives its reserve back", async () => {
    assert.equal(fullProblem("local", "place", 16 * 1024 * 1024, neededAtStart.local), undefined);
    const folder = fileSystem("16m");
    assert.equal(roomProblem(folder, { local: 1024, temporary: 0 }), undefined);
    const free = () => statfsSync(folder).bavail * statfsSync(folder).bsize;
    const before = free();
    const told = new Promise<string>((resolve) => watchRoom(folder, resolve));
    assert.ok(free() < before - 7 * 1024 * 1024);
    fill(join(folder, "filler"));
    assert.match(await told, /^no room in /);
    assert.ok(free() > 7 * 1024 * 1024);
  });
});
