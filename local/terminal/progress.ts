/** What people see while something long runs: one line a step, on standard error. */
import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";

/** One step under way. */
export interface Step {
  /** Says what the step is at now. */
  update(detail: string): void;
  /** Ends the step well; the text replaces the step's own. */
  done(text: string): void;
  /** Ends the step badly; the text says why. */
  fail(text: string): void;
}

/** Reports steps; one runs at a time. */
export interface Progress {
  step(title: string): Step;
}

/** How often a terminal that cannot redraw hears that a step still runs. */
const heartbeatMilliseconds = 10_000;

const frames = ["◒", "◐", "◓", "◑"] as const;
const frameMilliseconds = 80;

/** Takes away what stands in a terminal's line, so that the next text begins in its place. */
const clearLine = "\r\x1b[2K";

/** Writes a line on standard error, in the place of a step that is being redrawn there. */
export function sayLine(text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? clearLine : ""}${text}\n`);
}

const secondsSince = (started: number): number => (Date.now() - started) / 1000;

/** Fits a text into the terminal's line: a longer one could not be taken away again. */
function fitted(text: string, columns = process.stderr.columns || 80): string {
  return text.length < columns ? text : `${text.slice(0, columns - 2)}…`;
}

/** A step that is redrawn in its line; Ctrl-C is left to the command. */
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

/** A progress report that redraws its line on a terminal and prints plain lines elsewhere. */
export function createProgress(): Progress {
  return { step: process.stderr.isTTY ? animated : plain };
}
