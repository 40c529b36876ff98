/** A command at a terminal of its own: `script`, of util-linux, gives it one, with Ctrl-C as a person presses it. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { projectFolder } from "../../local/run/project";

/** How often the terminal is looked at, milliseconds. */
const look = 10;

/** Longer than any step takes on a slow machine, milliseconds. */
const patience = 60_000;

/** Ctrl-C, as the terminal driver takes it. */
const interrupt = "\x03";

/** Fails with a clear line where the tool is missing. */
function requireScript(): void {
  const { error, stdout } = spawnSync("script", ["--version"], { encoding: "utf8" });
  assert.ok(
    error === undefined && stdout.includes("util-linux"),
    "these tests need `script` of util-linux, which Debian has in bsdutils: apt-get install bsdutils",
  );
}

/** One command at a terminal. */
export class Terminal {
  readonly #script: ChildProcess;
  readonly #code: Promise<number | null>;
  #printed = "";

  /**
   * @param command - for the shell, in the project's folder
   * @param env - variables beside this process's own
   */
  constructor(command: string, env: NodeJS.ProcessEnv) {
    requireScript();
    this.#script = spawn(
      "script",
      ["--quiet", "--flush", "--return", "--command", `stty cols 160; ${command}`, "/dev/null"],
      {
        cwd: projectFolder,
        stdio: ["pipe", "pipe", "inherit"],
        // One whose colours Pulumi does not ask for: it would wait five seconds for the answer.
        env: { ...process.env, NO_COLOR: "1", TERM: "screen", ...env },
      },
    );
    this.#script.stdout?.on("data", (chunk: Buffer) => {
      this.#printed += chunk.toString();
    });
    this.#code = once(this.#script, "close").then(([code]: (number | null)[]) => code ?? null);
  }

  /** What was printed, line by line; what was drawn again in its line is there as it was last. */
  get lines(): string[] {
    return this.#printed
      .split(/\r?\n/)
      .map((line) => stripVTControlCharacters(line.split("\r\x1b[2K").at(-1) ?? "").replaceAll("\r", ""));
  }

  /** The process that plays the terminal; all that the command starts is below it. */
  get pid(): number {
    return this.#script.pid ?? 0;
  }

  /** Waits until something is printed, at any time. */
  async shows(text: string | RegExp): Promise<void> {
    const shown = (): boolean =>
      typeof text === "string" ? this.#printed.includes(text) : text.test(this.#printed);
    await this.until(shown, `${String(text)} was not printed`);
  }

  /** Waits until something is so while the command runs. */
  async until(condition: () => boolean, otherwise: string): Promise<void> {
    const end = Date.now() + patience;
    while (!condition()) {
      assert.ok(this.#script.exitCode === null, `${otherwise}; the command ended:\n${this.#printed}`);
      assert.ok(Date.now() < end, `${otherwise}:\n${this.#printed}`);
      await sleep(look);
    }
  }

  /** Presses Ctrl-C. */
  pressCtrlC(): void {
    this.#script.stdin?.write(interrupt);
  }

  /** Closes the terminal, as a person closes its window. */
  close(): void {
    this.#script.kill("SIGKILL");
  }

  /** Waits for the command's end. @returns its exit code */
  async end(): Promise<number | null> {
    return this.#code;
  }
}
