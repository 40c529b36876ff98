/** Runs a history on the real engine: steps under load, comparison with a fresh deployment, destroy. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TestEnvironment } from "../environment";
import { inconsistencies, recover, repairLostCreations } from "../scenarios/recovery";
import { interrupts } from "./changes";
import type { Defect } from "./defects";
import { differences } from "./differences";
import { refusals } from "./findings";
import { companyOf, openWith } from "./firstDeployment";
import { asGuided } from "./guided";
import { hasDeletionsLeft } from "./halfReplaced";
import { broken, secretsOf } from "./invariants";
import { renameRecords, tryWithoutSwap } from "./mainName";
import { settingsAfter } from "./nextSettings";
import { operate, plain } from "./operations";
import { pace, rate } from "./pace";
import { configurationOf, firstSettings, isSigned, mainName, paths, type Settings } from "./settings";
import { accountOf } from "./state";
import type { Step } from "./steps";
import { type Update, update } from "./update";
import { Viewers } from "./viewers";

/** How often an update is tried after a fault. */
const attempts = 3;

/** Milliseconds after which a history has failed: most take one minute. */
const longest = 15 * 60_000;

/** How much of the engine's output a failure quotes, in characters. */
const quoted = 2_500;

/** Quotes what the engine says is wrong. */
const quote = (output: string): string =>
  (/^Diagnostics:\n([^]*?)^(?:Outputs|Resources):/m.exec(output)?.[1] ?? output).slice(-quoted).trim();

/** What a history showed. */
export interface Outcome {
  readonly requests: number;
  /** How often each change or operation was made, each fault occurred, and requests were refused, by cause. */
  readonly counts: Readonly<Record<string, number>>;
  /** What was wrong; empty if nothing was. */
  readonly failures: readonly string[];
  /** What the engine printed, command by command. */
  readonly printed: string;
}

/** A running history. */
class History {
  private readonly environment = new TestEnvironment({ program: join(__dirname, "program"), pace });
  private readonly viewers = new Viewers();
  private settings: Settings = firstSettings;
  private written: Readonly<Record<string, unknown>> = {};
  /** The settings that may be in effect: the last complete ones, and all since. */
  private possible: Settings[] = [firstSettings];
  /** Whether the last update succeeded. */
  private isComplete = true;
  /** Whether settings were taken back while a failed update had something to delete, which the next one may take for it. */
  private mayHaveDeleted = false;
  private active = "";
  private requests = 0;
  private outputs = "";
  private readonly counts: Record<string, number> = {};
  private readonly failures = new Set<string>();
  private readonly secrets = new Set<string>();

  constructor(private readonly defect: Defect | undefined) {}

  /** Runs the steps; the first one with a failure ends the history. */
  async run(steps: readonly Step[]): Promise<Outcome> {
    const late = new AbortController();
    const ended = { signal: late.signal, ref: false };
    try {
      const done = this.all(steps);
      done.catch(() => undefined);
      await Promise.race([done, sleep(longest, undefined, ended).then(() => this.add(["it does not end"]))]);
    } catch (error) {
      this.failures.add((error as Error).message.slice(-quoted));
    }
    late.abort();
    try {
      await this.environment.close();
    } catch (error) {
      this.failures.add(`it does not close: ${(error as Error).message.slice(-quoted)}`);
    }
    const { requests, counts, failures, outputs: printed } = this;
    return { requests, counts, failures: [...failures], printed };
  }

  private async all(steps: readonly Step[]): Promise<void> {
    await this.begin();
    for (const step of steps) {
      if (this.failures.size === 0) {
        await this.step(step);
      }
    }
    if (this.failures.size === 0) {
      await this.end();
    }
  }

  private async begin(): Promise<void> {
    const { environment, defect } = this;
    await openWith(environment, "deployed");
    const memory = join(environment.stack.folder.root, "memory");
    environment.set({ "histories:defect": defect, "histories:memory": memory });
    environment.onWrite = (account) => {
      this.add(broken(account, this.viewers.keyPairIds(...this.possible)));
      for (const secret of secretsOf(account)) {
        this.secrets.add(secret);
      }
    };
    if (defect !== undefined) {
      await this.complete();
    }
    await this.viewers.signByOther(environment, companyOf(environment));
    await this.expect();
    await environment.startLoad(rate, this.viewers.requests(...this.possible));
  }

  /** Expects of stack and viewers what is true with all possible settings. */
  private async expect(): Promise<void> {
    const active = this.settings.signingKeys.find(({ state }) => state === "active")?.id ?? "";
    if (this.isComplete && active !== this.active) {
      await this.viewers.sign(this.environment, active);
      this.active = active;
    }
    this.environment.securePaths = paths
      .filter((path) => this.possible.every((settings) => isSigned(settings, path)))
      .flatMap((path) => [path, `${path}.jpg`]);
    this.environment.setRequests(this.viewers.requests(...this.possible));
  }

  private async step(step: Step): Promise<void> {
    const { environment, settings, isComplete } = this;
    const next = await settingsAfter(step, {
      ...{ environment, settings, isComplete },
      count: (what) => this.count(what),
      printed: (text) => (this.outputs += text),
    });
    if (next === undefined) {
      this.count("commands that were not possible then");
      return;
    }
    this.possible.push(next);
    await this.expect();
    const name = step.also === undefined ? step.change : `${step.change}, ${step.also}`;
    const mayInterrupt = this.possible.some((before) =>
      this.possible.some((after) => interrupts(before, after)),
    );
    const row = await this.environment.underLoad(
      name,
      () => this.change(step, next),
      mayInterrupt ? Number.POSITIVE_INFINITY : 0,
    );
    this.countCommands(step);
    this.requests += row.requests;
    this.count(mayInterrupt ? refusals.documented : refusals.other, row.refused);
    this.add(row.failures.map((failure) => `${name}: ${failure}`));
  }

  private async change(step: Step, next: Settings): Promise<void> {
    const { environment } = this;
    this.mayHaveDeleted ||= !this.isComplete && hasDeletionsLeft(environment);
    await this.swapNames(step, next);
    this.write(next);
    this.settings = next;
    this.isComplete = false;
    const operated = await operate(environment, step);
    this.outputs += operated.output;
    const first = step.fault === undefined ? await this.asGuided(operated) : operated;
    if (first.code === 0) {
      await this.completed();
      return;
    }
    if (step.fault === undefined) {
      this.failures.add(`${step.change} failed: ${quote(first.output)}`);
      return;
    }
    this.count("faults");
    this.count(`fault: ${step.fault.kind}`);
    if (first.struck) {
      await recover(environment);
    } else if (step.fault.kind === "failed" && step.fault.when === "after") {
      await repairLostCreations(environment);
      // As the guide says for an update whose answer was lost: the next command may take the setting back.
      await this.plain("refresh", "--yes", "--skip-preview");
    }
    if (step.leave !== true) {
      await this.complete();
    }
  }

  private write(settings: Settings): void {
    const configuration = configurationOf(settings, companyOf(this.environment));
    // Earlier settings may lack what later ones had.
    const gone = Object.keys(this.written).map((name) => [name, undefined] as const);
    this.environment.set({ ...Object.fromEntries(gone), ...configuration });
    this.written = configuration;
  }

  /** Swaps the names that the state has for records, if the main name changes; every other time only after an update without it. */
  private async swapNames({ also, pick }: Step, next: Settings): Promise<void> {
    const { environment, settings } = this;
    const [from, to] = [mainName(settings), mainName(next)];
    if (from === to) {
      return;
    }
    if (also === undefined && pick % 2 === 1) {
      this.count("updates refused because records have the former names (documented)");
      const wrong = await tryWithoutSwap(
        environment,
        () => this.write(next),
        () => this.write(settings),
      );
      this.add(wrong);
    }
    await renameRecords(environment, from, to);
  }

  private async plain(...args: string[]): Promise<Update> {
    const run = await plain(this.environment, ...args);
    this.outputs += run.output;
    return run;
  }

  private async updateOnce(): Promise<Update> {
    const run = await update(this.environment);
    this.outputs += run.output;
    return run;
  }

  private async update(): Promise<Update> {
    return this.asGuided(await this.updateOnce());
  }

  private asGuided(run: Update): Promise<Update> {
    const { environment, possible, settings } = this;
    return asGuided(run, {
      ...{ environment, possible, settings },
      count: (what) => this.count(what),
      write: (other) => this.write(other),
      updateOnce: () => this.updateOnce(),
      update: () => this.update(),
    });
  }

  /** Updates until it succeeds. */
  private async complete(): Promise<void> {
    let run = await this.update();
    for (let attempt = 1; attempt < attempts && run.code !== 0; attempt += 1) {
      run = await this.update();
    }
    assert.equal(run.code, 0, `no update succeeds after a fault: ${quote(run.output)}`);
    await this.completed();
  }

  private async completed(): Promise<void> {
    if (this.mayHaveDeleted) {
      this.mayHaveDeleted = false;
      // As the guide says.
      await this.plain("refresh", "--yes", "--skip-preview");
      await this.complete();
      return;
    }
    this.isComplete = true;
    this.possible = [this.settings];
    await this.expect();
  }

  private countCommands({ change, also }: Step): void {
    for (const one of also === undefined ? [change] : [change, also]) {
      this.count("commands");
      this.count(`command: ${one}`);
    }
  }

  private count(what: string, times = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + times;
  }

  private add(failures: readonly string[]): void {
    for (const failure of failures) {
      this.failures.add(failure);
    }
  }

  /** Completes the stack, compares it with a fresh one, destroys it, and looks for secrets in what was written. */
  private async end(): Promise<void> {
    const { environment } = this;
    if (!this.isComplete) {
      await this.complete();
    }
    await environment.stopLoad();
    environment.onWrite = () => undefined;
    this.add(await environment.pendingChanges());
    // Keys that were removed from the settings wait for their deletion.
    this.add(inconsistencies(environment).filter((one) => !/^key \S+ is being deleted$/.test(one)));
    const configuration = readFileSync(environment.configFile, "utf8");
    // Which has no defect.
    const compared = this.defect === undefined ? differences(accountOf(environment), configuration) : [];
    const [found] = await Promise.all([compared, this.destroy()]);
    this.add(found);
    const written = JSON.stringify(environment.history()) + this.outputs;
    this.add([...this.secrets].some((secret) => written.includes(secret)) ? ["a secret was written"] : []);
  }

  private async destroy(): Promise<void> {
    if (this.settings.deletionProtection === true) {
      this.settings = { ...this.settings, deletionProtection: undefined };
      this.environment.set({ deletionProtection: undefined });
      await this.complete();
    }
    const gone = await this.plain("destroy", "--yes", "--skip-preview");
    this.add(gone.code === 0 ? [] : [`destroy failed: ${quote(gone.output)}`]);
    const left = this.environment.stack
      .account()
      .resources.filter(({ urn }) => urn?.startsWith("urn:pulumi:dev::secure-origin::"));
    this.add(left.map(({ type, id }) => `destroy left ${type} ${id}`));
  }
}

/** Runs a history. @param defect - planted in the program */
export function runHistory(steps: readonly Step[], defect?: Defect): Promise<Outcome> {
  return new History(defect).run(steps);
}
