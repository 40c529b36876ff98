/** A stack of this project whose configuration is changed step by step. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { type AccountResource, readAccount } from "../../local/cloud";
import type { HistoryLine } from "../../local/cloud/account/accountFile";
import { type EngineRun, LocalStack } from "../support/localStack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** Settings of the project; `undefined` removes one. */
export type Settings = Record<string, unknown>;

/** No logs, web ACL and alarms, so that an `up` takes less time. */
export const WITHOUT_MONITORING: Settings = { logs: undefined, webAcl: undefined, alarms: undefined };

/** A stack that is changed by one `up` after the other. */
export class ChangingStack extends LocalStack {
  private readonly changes: Settings = {};

  /**
   * Changes settings by one `up` with the policy pack; fails the test unless it succeeds and keeps the distribution.
   *
   * @returns the operations in the local cloud, in order
   */
  async change(settings: Settings): Promise<HistoryLine[]> {
    const [before] = this.distributions();
    const { run, history } = await this.tryChange(settings);
    assert.equal(run.code, 0, run.output);
    const { id } = this.distribution();
    assert.equal(id, before?.id ?? id, "the distribution was replaced");
    return history;
  }

  /** Changes settings by one `up`, whether it succeeds or not. */
  async tryChange(settings: Settings): Promise<{ run: EngineRun; history: HistoryLine[] }> {
    Object.assign(this.changes, settings);
    const seen = this.history().length;
    const run = await this.pulumi(
      ...["up", "--yes", "--skip-preview", "--non-interactive"],
      ...this.settings(),
    );
    return { run, history: this.history().slice(seen) };
  }

  /** Fails the test unless a preview shows no changes and the policy pack accepts it. */
  async expectNoChanges(): Promise<void> {
    const run = await this.preview("--expect-no-changes", ...this.settings());
    assert.equal(run.code, 0, run.output);
  }

  /** Returns the resources of a type in the local cloud, created by any stack or by AWS itself. */
  records(type: string): AccountResource[] {
    const account = readAccount(this.folder.cloud);
    return (account?.resources ?? []).filter((record) => record.type === type);
  }

  /** Returns the stack's only distribution. */
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

/** Returns the place in a history of the first successful operation on a type; fails the test if there is none. */
export function placeOf(history: HistoryLine[], operation: HistoryLine["operation"], type: string): number {
  const done = history.filter((line) => line.outcome === "done" && line.type === type);
  const place = history.findIndex((line) => line.operation === operation && done.includes(line));
  assert.notEqual(place, -1, `no ${operation} of ${type}`);
  return place;
}
