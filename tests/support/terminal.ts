/** Runs a command at a terminal of its own, by `script` of util-linux, with Ctrl-C as a user presses it. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { projectFolder } from "../../local/run/project";

/** How often the output is read, in milliseconds. */
const interval = 10;

/** Longer than any step takes on a slow machine, in milliseconds. */
const timeout = 60_000;

/** The character of Ctrl-C. */
const interrupt = "\x03";

/** Fails the test in one line if the tool is missing. */
function requireScript(): void {
  const { error, stdout } = spawnSync("script", ["--version"], { encoding: "utf8" });
  assert.ok(
    error === undefined && stdout.includes("util-linux"),
    "these tests need `script` of util-linux, which Debian has in bsdutils: apt-get install bsdutils",
  );
}

/** A command at a terminal. */
export class Terminal {
  readonly #script: ChildProcess;
  readonly #code: Promise<number | null>;
  #printed = "";

  /**
   * @param command - a shell command, run in the project's folder
   * @param env - variables in addition to this process's own
   */
  constructor(command: string, env: NodeJS.ProcessEnv) {
    requireScript();
    this.#script = spawn(
      "script",
      ["--quiet", "--flush", "--return", "--command", `stty cols 160; ${command}`, "/dev/null"],
      {
        cwd: projectFolder,
        stdio: ["pipe", "pipe", "inherit"],
        // Pulumi does not ask this terminal for its colours, which takes five seconds without an answer.
        env: { ...process.env, NO_COLOR: "1", TERM: "screen", ...env },
      },
    );
    this.#script.stdout?.on("data", (chunk: Buffer) => {
      this.#printed += chunk.toString();
    });
    this.#code = once(this.#script, "close").then(([code]: (number | null)[]) => code ?? null);
  }

  /** The printed lines; a line that was redrawn is as it was last. */
  get lines(): string[] {
    return this.#printed
      .split(/\r?\n/)
      .map((line) => stripVTControlCharacters(line.split("\r\x1b[2K").at(-1) ?? "").replaceAll("\r", ""));
  }

  /** The process of the terminal; all processes of the command are its descendants. */
  get pid(): number {
    return this.#script.pid ?? 0;
  }

  /** Waits until a text has been printed. */
  async shows(text: string | RegExp): Promise<void> {
    const shown = (): boolean =>
      typeof text === "string" ? this.#printed.includes(text) : text.test(this.#printed);
    await this.until(shown, `${String(text)} was not printed`);
  }

  /** Waits until a condition holds, while the command runs. */
  async until(condition: () => boolean, otherwise: string): Promise<void> {
    const end = Date.now() + timeout;
    while (!condition()) {
      assert.ok(this.#script.exitCode === null, `${otherwise}; the command ended:\n${this.#printed}`);
      assert.ok(Date.now() < end, `${otherwise}:\n${this.#printed}`);
      await sleep(interval);
    }
  }

  /** Presses Ctrl-C. */
  pressCtrlC(): void {
    this.#script.stdin?.write(interrupt);
  }

  /** Closes the terminal, as a user closes its window. */
  close(): void {
    this.#script.kill("SIGKILL");
  }

  /** Waits for the command's end. @returns its exit code */
  async end(): Promise<number | null> {
    return this.#code;
  }
}
