/** A stack whose configuration changes step by step, as people change it. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { type AccountResource, readAccount } from "../../local/cloud";
import type { HistoryLine } from "../../local/cloud/engine/accountState";
import { type EngineRun, LocalStack } from "../support/localStack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** Settings of the project's namespace; `undefined` takes one away. */
export type Settings = Record<string, unknown>;

/** Without logs, web ACL and alarms, an `up` takes less time: for changes that have nothing to do with them. */
export const UNWATCHED: Settings = { logs: undefined, webAcl: undefined, alarms: undefined };

/** A stack of this project that is changed by one `up` after the other. */
export class ChangingStack extends LocalStack {
  private readonly changes: Settings = {};

  /**
   * Changes settings and applies them by one `up` with the policy pack. The test fails unless it succeeds with the
   * distribution as it was, by its id.
   *
   * @returns what the cloud did in the order in which it did it
   */
  async change(settings: Settings): Promise<HistoryLine[]> {
    const [before] = this.distributions();
    const { run, history } = await this.tryChange(settings);
    assert.equal(run.code, 0, run.output);
    const { id } = this.distribution();
    assert.equal(id, before?.id ?? id, "the distribution was replaced");
    return history;
  }

  /** Changes settings and applies them, whether that succeeds or not. */
  async tryChange(settings: Settings): Promise<{ run: EngineRun; history: HistoryLine[] }> {
    Object.assign(this.changes, settings);
    const seen = this.history().length;
    const run = await this.pulumi(
      ...["up", "--yes", "--skip-preview", "--non-interactive"],
      ...this.settings(),
    );
    return { run, history: this.history().slice(seen) };
  }

  /** Fails the test unless a preview of the settings as they are shows no change, and the pack accepts them. */
  async expectNoChanges(): Promise<void> {
    const run = await this.preview("--expect-no-changes", ...this.settings());
    assert.equal(run.code, 0, run.output);
  }

  /** The records of one type in the local cloud, made by any stack or by AWS itself. */
  records(type: string): AccountResource[] {
    const account = readAccount(this.folder.cloud);
    return (account?.resources ?? []).filter((record) => record.type === type);
  }

  /** The stack's one distribution. */
  distribution(): AccountResource {
    const [only, ...more] = this.distributions();
    assert.ok(only !== undefined && more.length === 0, "one distribution");
    return only;
  }

  private distributions(): AccountResource[] {
    const own = `urn:pulumi:${this.stack}::`;
    return this.records(DISTRIBUTION).filter(({ urn }) => urn?.startsWith(own));
  }

  private settings(): readonly [string, string] {
    return this.configured((text) => {
      const { config } = parse(text) as { config: Settings };
      const named = Object.entries(this.changes).map(([key, value]) => [`secure-origin:${key}`, value]);
      const changed: Settings = { ...config, ...(Object.fromEntries(named) as Settings) };
      return stringify({ config: changed });
    });
  }

  private history(): HistoryLine[] {
    const file = join(this.folder.cloud, "history.jsonl");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines.map((line) => JSON.parse(line) as HistoryLine);
  }
}

/** Place in a history of the one operation on a type that was done; the test fails unless there is one. */
export function placeOf(history: HistoryLine[], operation: HistoryLine["operation"], type: string): number {
  const done = history.filter((line) => line.outcome === "done" && line.type === type);
  const place = history.findIndex((line) => line.operation === operation && done.includes(line));
  assert.notEqual(place, -1, `no ${operation} of ${type}`);
  return place;
}
