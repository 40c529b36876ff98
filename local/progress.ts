/** What people see while something long runs: one line a step, on standard error. */
import { spinner } from "@clack/prompts";
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

function animated(title: string): Step {
  const line = spinner({ output: process.stderr, indicator: "timer" });
  line.start(title);
  return {
    update: (detail) => line.message(`${title} ${pc.dim(detail)}`),
    done: (text) => line.stop(text),
    fail: (text) => line.error(text),
  };
}

function plain(title: string): Step {
  const started = Date.now();
  let last = "";
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  say(`… ${title}`);
  const timer = setInterval(() => say(`… ${title} ${last}`.trimEnd()), heartbeatMilliseconds);
  timer.unref();
  const end = (mark: string, text: string): void => {
    clearInterval(timer);
    say(`${mark} ${text} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
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
