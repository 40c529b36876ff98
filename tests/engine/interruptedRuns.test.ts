/** Local runs that are interrupted at a terminal, each followed by the next command in the same folder. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readAccount } from "../../local/cloud";
import { isAlive } from "../../local/run/liveProcess";
import { projectFolder } from "../../local/run/project";
import { descendants } from "../support/processes";
import { Terminal } from "../support/terminal";

const DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery";

/** Milliseconds between two presses of Ctrl-C: longer than the signals of one press take to arrive. */
const betweenPresses = 1_200;

describe("a local run that is interrupted", function () {
  this.timeout(240_000);
  const root = mkdtempSync(join(tmpdir(), "secure-origin-interrupted-"));
  const env = { SECURE_ORIGIN_LOCAL_DIR: root };
  const history = join(root, "cloud", "history.jsonl");
  const terminals: Terminal[] = [];
  after(async () => {
    for (const terminal of terminals) {
      terminal.close();
      await terminal.end();
    }
    rmSync(root, { recursive: true, force: true });
  });
  const atTerminal = (command: string): Terminal => {
    const terminal = new Terminal(command, env);
    terminals.push(terminal);
    return terminal;
  };

  const locks = (): string[] => {
    const folder = join(root, "backend", ".pulumi", "locks");
    const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
    return names.filter((name) => name.endsWith(".json"));
  };
  const held = (): boolean => existsSync(join(root, "cloud", "cloud.lock"));
  /** Waits until none of these processes is running. */
  const ended = async (pids: readonly number[]): Promise<void> => {
    for (let tries = 0; pids.some(isAlive) && tries < 300; tries += 1) {
      await sleep(100);
    }
    assert.deepEqual(pids.filter(isAlive), [], "processes were left running");
  };
  const below = ({ pid }: Terminal): number[] => descendants(pid).map((one) => one.pid);
  const last = ({ lines }: Terminal): string | undefined =>
    lines.filter((line) => /^(Interrupted|Ended)/.test(line)).at(-1);

  /** Interrupts a command once. @returns its last line */
  const interrupted = async (terminal: Terminal): Promise<string | undefined> => {
    const started = below(terminal);
    terminal.pressCtrlC();
    assert.equal(await terminal.end(), 130, terminal.lines.join("\n"));
    await ended(started);
    assert.deepEqual([locks(), held()], [[], false]);
    return last(terminal);
  };
  const nothing =
    "Interrupted: stack dev has no resources; npm start continues from there, npm run destroy destroys it.";

  it("ends npm start before the engine has started", async () => {
    const terminal = atTerminal("npm start");
    await terminal.shows("Engine: Pulumi");
    assert.equal(await interrupted(terminal), nothing);
  });

  it("ends npm start during the preview, and says that it waits", async () => {
    const terminal = atTerminal("npm start");
    await terminal.shows(" create aws:");
    assert.equal(await interrupted(terminal), nothing);
    assert.ok(terminal.lines.includes("Ending the update …; press Ctrl-C again to end at once"));
    assert.equal(
      readAccount(join(root, "cloud"))?.resources.some(({ urn }) => urn !== undefined) ?? false,
      false,
    );
  });

  it("ends at once on the second Ctrl-C, whatever the engine is waiting for", async () => {
    mkdirSync(join(root, "cloud"), { recursive: true });
    const faults = join(root, "cloud", "faults.json");
    writeFileSync(faults, JSON.stringify({ delays: { [DELIVERY]: 600 } }));
    const terminal = atTerminal("npm start");
    await terminal.until(
      () => existsSync(history) && readFileSync(history, "utf8").includes(DELIVERY),
      "no delivery was created",
    );
    const started = below(terminal);
    assert.ok(started.length > 4, "npm, the command, the engine and its hosts");
    terminal.pressCtrlC();
    await terminal.shows("press Ctrl-C again to end at once");
    await sleep(betweenPresses);
    terminal.pressCtrlC();
    assert.equal(await terminal.end(), 130, terminal.lines.join("\n"));
    await ended(started);
    assert.match(
      last(terminal) ?? "",
      /^Ended at once: stack dev has \d+ resources, and \d+ operations? did not finish; npm start continues from there, npm run destroy destroys it\.$/,
    );
    assert.deepEqual([locks().length, held()], [1, false], "the engine had no time to remove its lock");
    rmSync(faults);
    // Completes the pending operations of the account.
    const account = readAccount(join(root, "cloud"));
    const resources = account?.resources.map((record) => ({ ...record, pending: undefined }));
    writeFileSync(join(root, "cloud", "account.json"), JSON.stringify({ ...account, resources }));
  });

  it("resumes after that, and ends during the update with every finished operation in the state", async () => {
    const terminal = atTerminal("npm start");
    await terminal.shows(" created aws:");
    const text = terminal.lines.join("\n");
    assert.match(text, /^Stack dev: removed the lock of process \d+, which ended without removing it$/m);
    assert.match(
      text,
      /^Stack dev: the last run was killed during \d+ operations?; \d+ resources? that it had created (is|are) taken over, and this run continues from there$/m,
    );
    assert.match(
      (await interrupted(terminal)) ?? "",
      /^Interrupted: stack dev has [1-9]\d* resources; npm start continues from there, npm run destroy destroys it\.$/,
    );
  });

  it("ends while the site is served, by Ctrl-C or when its terminal closes", async () => {
    const terminal = atTerminal("npm start");
    await terminal.shows("Ctrl-C ends everything.");
    const all = below(terminal);
    terminal.close();
    await ended(all);
    assert.deepEqual([locks(), held()], [[], false]);

    const again = atTerminal("npm start");
    await again.shows("Ctrl-C ends everything.");
    again.pressCtrlC();
    await again.end();
    assert.match(
      last(again) ?? "",
      /^Ended: stack dev has 1\d\d resources; npm start continues from there, npm run destroy destroys it\.$/,
    );
    assert.equal(held(), false);
  });

  it("interrupts npm run destroy, and the next run deletes the rest", async () => {
    const terminal = atTerminal("npm run destroy");
    await terminal.shows(" deleted (");
    assert.match(
      (await interrupted(terminal)) ?? "",
      /^Interrupted: stack dev has (no|\d+) resources?; npm run destroy continues from there, npm start deploys it again\.$/,
    );
    const next = atTerminal("npm run destroy");
    assert.equal(await next.end(), 0, next.lines.join("\n"));
    const left = readAccount(join(root, "cloud"))?.resources.filter(({ urn }) => urn !== undefined);
    assert.deepEqual(left, []);
  });

  it("says how far npm run pulumi got at a terminal, where Pulumi handles Ctrl-C itself, and leaves no lock", async () => {
    const up = "npm run --silent pulumi -- -C tests/engine/programs/host up --yes --skip-preview";
    const failed = atTerminal(`${up} --config host:fail=true`);
    assert.notEqual(await failed.end(), 0);
    const summary = failed.lines.filter((line) => line.startsWith("Not finished"));
    assert.deepEqual(summary, [
      "Not finished: stack dev has 1 resource; the same command continues from there.",
    ]);

    const cancelled = atTerminal(up);
    await cancelled.shows("Updating (dev)");
    const started = below(cancelled);
    cancelled.pressCtrlC();
    assert.notEqual(await cancelled.end(), 0, cancelled.lines.join("\n"));
    await ended(started);
    assert.deepEqual([locks(), held()], [[], false]);
    assert.match(
      cancelled.lines.join("\n"),
      /^(Not finished|Interrupted): stack dev has (no|\d+) resources?; the same command continues from there\.$/m,
    );
    const next = atTerminal(up);
    assert.equal(await next.end(), 0, next.lines.join("\n"));
  });

  it("ends npm run pulumi on SIGTERM, and leaves no lock", async () => {
    const program = join("tests", "engine", "programs", "internet-facing");
    const entry = ["-r", "ts-node/register/transpile-only", "local/pulumi.ts", "-C", program];
    const run = spawn(process.execPath, [...entry, "up", "--yes"], {
      cwd: projectFolder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env, NO_COLOR: "1" },
    });
    let stderr = "";
    run.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    await once(run.stdout, "data");
    const started = descendants(run.pid ?? 0).map(({ pid }) => pid);
    run.kill("SIGTERM");
    assert.deepEqual(await once(run, "close"), [143, null], stderr);
    await ended(started);
    assert.deepEqual([locks(), held()], [[], false]);
    assert.match(stderr, /^Ending the update …$/m);
    assert.match(
      stderr,
      /^Interrupted: stack dev has no resources; the same command continues from there\.$/m,
    );
  });
});
