import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";

const entry = join(__dirname, "..", "..", "cli", "secure-origin.js");

/** Runs the command as a shell would. */
function secureOrigin(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the secure-origin command", () => {
  it("prints its version on standard output", () => {
    assert.deepEqual(secureOrigin("--version"), { status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("prints its help, with the exit codes, and ends well", () => {
    for (const args of [["--help"], []]) {
      const run = secureOrigin(...args);
      assert.equal(run.status, 0);
      assert.match(run.stdout, /^Usage: secure-origin/);
      for (const line of [
        "0  done",
        "1  failed",
        "2  the command line is wrong",
        "3  the answer is deny",
        "4  unknown",
      ]) {
        assert.ok(run.stdout.includes(line), line);
      }
    }
  });

  it("has the same sign in a bundle of its own, which holds nothing of the other commands", () => {
    const dist = join(entry, "..", "dist");
    const whole = (...args: string[]) => {
      const code =
        "require(process.argv[1]).runProgram(process.argv.slice(2)).then((code) => process.exit(code))";
      const command = ["-e", code, join(dist, "program.js"), ...args];
      const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
      return { status, stdout, stderr };
    };
    for (const args of [
      ["sign"],
      ["sign", "--help"],
      ["sign", "url", "--help"],
      ["sign", "cookis"],
      ["sign", "url"],
    ]) {
      assert.deepEqual(secureOrigin(...args), whole(...args), args.join(" "));
    }
    assert.match(
      secureOrigin("sign", "url", "--help").stdout,
      /^Usage: secure-origin sign url \[options\] <url>/,
    );
    const { signProgram } = JSON.parse(readFileSync(join(dist, "inputs.json"), "utf8")) as {
      signProgram: readonly string[];
    };
    const others = signProgram.filter(
      (input) => !/^(signer|cli\/sign)\/|^cli\/\w+\.ts$|^package\.json$/.test(input),
    );
    assert.deepEqual(others, []);
  });

  it("refuses an unknown flag with exit code 2 and a suggestion", () => {
    const run = secureOrigin("--versio");
    assert.equal(run.status, 2);
    assert.equal(run.stdout, "");
    assert.match(run.stderr, /^secure-origin: unknown option '--versio'\n\(Did you mean --version\?\)\n$/);
  });

  it("refuses an unknown command with exit code 2", () => {
    const run = secureOrigin("sing");
    assert.equal(run.status, 2);
    assert.match(run.stderr, /^secure-origin: /);
  });

  // Issue 16: npm extracts files in another order than tar, so their times say nothing.
  it("runs its bundle in a package, whatever the times of its files", () => {
    const folder = mkdtempSync(join(tmpdir(), "secure-origin-command-"));
    try {
      mkdirSync(join(folder, "cli"));
      cpSync(entry, join(folder, "cli", "secure-origin.js"));
      cpSync(join(entry, "..", "dist"), join(folder, "cli", "dist"), { recursive: true });
      cpSync(join(entry, "..", "..", "package.json"), join(folder, "package.json"));
      for (const [program, inputs] of [
        [0, 1_000_000_000],
        [1_000_000_000, 0],
      ] as const) {
        utimesSync(join(folder, "cli", "dist", "program.js"), program, program);
        utimesSync(join(folder, "package.json"), inputs, inputs);
        const packaged = join(folder, "cli", "secure-origin.js");
        const run = spawnSync(process.execPath, [packaged, "--version"], { encoding: "utf8", cwd: folder });
        assert.deepEqual([run.status, run.stdout, run.stderr], [0, `${version}\n`, ""]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("ends without a word when nobody reads on", async () => {
    const run = spawn(process.execPath, [entry, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
    run.stdout.destroy();
    let said = "";
    run.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(run, "close")) as [number];
    assert.deepEqual([code, said], [1, ""]);
  });
});
