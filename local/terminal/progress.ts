/** Shows the progress of slow steps on standard error, one line each. */
import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";

/** A running step. */
export interface Step {
  /** Shows the current detail. */
  update(detail: string): void;
  /** Ends the step successfully; the text replaces its own. */
  done(text: string): void;
  /** Ends the step as failed, with the reason. */
  fail(text: string): void;
}

/** Reports steps, one at a time. */
export interface Progress {
  step(title: string): Step;
}

/** How often a step that still runs is reported where lines cannot be redrawn. */
const heartbeatMilliseconds = 10_000;

const frames = ["◒", "◐", "◓", "◑"] as const;
const frameMilliseconds = 80;

/** Clears the terminal's line. */
const clearLine = "\r\x1b[2K";

/** Writes a line on standard error, replacing a step that is being redrawn. */
export function sayLine(text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? clearLine : ""}${text}\n`);
}

const secondsSince = (started: number): number => (Date.now() - started) / 1000;

/** Truncates a text to the terminal's width: a longer one could not be cleared. */
function fitted(text: string, columns = process.stderr.columns || 80): string {
  return text.length < columns ? text : `${text.slice(0, columns - 2)}…`;
}

/** A step that is redrawn in its line; the command handles Ctrl-C itself. */
function animated(title: string): Step {
  const started = Date.now();
  let frame = 0;
  let detail = "";
  const draw = (): void => {
    frame = (frame + 1) % frames.length;
    const text = `${title} [${Math.floor(secondsSince(started))}s] ${detail}`.trimEnd();
    process.stderr.write(
      `${clearLine}${pc.magenta(frames[frame] ?? "")} ${fitted(text, (process.stderr.columns || 80) - 2)}`,
    );
  };
  const timer = setInterval(draw, frameMilliseconds);
  timer.unref();
  draw();
  const end = (mark: string, text: string): void => {
    clearInterval(timer);
    sayLine(`${mark} ${text} (${secondsSince(started).toFixed(1)} s)`);
  };
  return {
    update: (now) => {
      detail = stripVTControlCharacters(now);
    },
    done: (text) => end(pc.green("✓"), text),
    fail: (text) => end(pc.red("✗"), text),
  };
}

function plain(title: string): Step {
  const started = Date.now();
  let last = "";
  sayLine(`… ${title}`);
  const timer = setInterval(() => sayLine(`… ${title} ${last}`.trimEnd()), heartbeatMilliseconds);
  timer.unref();
  const end = (mark: string, text: string): void => {
    clearInterval(timer);
    sayLine(`${mark} ${text} (${secondsSince(started).toFixed(1)} s)`);
  };
  return {
    update: (detail) => {
      last = detail;
    },
    done: (text) => end("✓", text),
    fail: (text) => end("✗", text),
  };
}

/** Creates a progress report that redraws its line on a terminal and prints plain lines elsewhere. */
export function createProgress(): Progress {
  return { step: process.stderr.isTTY ? animated : plain };
}
