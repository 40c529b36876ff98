/** The stage of the drills: one stack on a local cloud, its edge, its fleet, and viewers who never stop asking. */
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import type { AccountFile, HistoryLine } from "../../local/cloud";
import { type RequestRecord, type RunningEdge, startEdge } from "../../local/edge";
import { type OpenCloud, openCloud } from "../../local/engine/attach";
import { projectFolder } from "../../local/run/project";
import { projectName } from "../../local/run/projectName";
import { type EngineRun, LocalStack } from "../support/localStack";
import { exposures } from "./exposures";
import { OriginInstances } from "./instances";
import { type Answer, type Ask, Load } from "./load";
import { type Row, tally, type Window } from "./tally";

/** The name that viewers use. */
export const host = "members.dev.example.com";

/** Delays of AWS as the drills play them, seconds: the edge has a change late, listener rules act after their call. */
const delays = {
  "aws:cloudfront/distribution:Distribution": 5,
  "aws:cloudfront/vpcOrigin:VpcOrigin": 1,
  "aws:cloudfront/keyGroup:KeyGroup": 2,
  "aws:cloudfront/publicKey:PublicKey": 2,
  "aws:lb/listenerRule:ListenerRule": 1,
};

/** An operation that fails, as `faults.json` has it. */
export interface Fault {
  readonly type: string;
  readonly operation: "create" | "update" | "delete";
  readonly skip?: number;
  readonly when?: "before" | "after";
}

/** How long requests are made before and after a change, milliseconds. */
const rest = 1_000;

/** A stack with viewers. */
export class TestEnvironment {
  readonly stack = new LocalStack("dev");
  /** The stack's own configuration, which drills and the `secure-origin` command edit. */
  readonly configFile = join(this.stack.folder.root, "Pulumi.dev.yaml");
  /** Ways in that stood open after some operation. */
  readonly exposed = new Set<string>();
  /** Called with each operation that the cloud has done, before the engine knows. */
  onOperation: (line: HistoryLine) => void = () => undefined;
  private readonly refusals = new Map<string, RequestRecord>();
  private cloud: OpenCloud | undefined;
  private running: { edge: RunningEdge; fleet: OriginInstances; load: Load } | undefined;

  /** Opens the local cloud, with nothing in it. */
  async open(): Promise<void> {
    copyFileSync(join(projectFolder, "Pulumi.dev.yaml"), this.configFile);
    mkdirSync(this.stack.folder.cloud, { recursive: true, mode: 0o700 });
    this.cloud = await openCloud(this.stack.folder.cloud, {
      changed: (account) => this.judge(account),
      recorded: (line) => this.onOperation(line),
    });
  }

  /** Port of the local KMS, Secrets Manager and Parameter Store, and the secret of its access keys. */
  get api(): Pick<OpenCloud, "apiPort" | "apiSecret"> {
    const { apiPort, apiSecret } = this.opened();
    return { apiPort, apiSecret };
  }

  /** Port at which the local cloud answers as the AWS provider. */
  get awsPort(): number {
    return this.opened().awsPort;
  }

  get edge(): RunningEdge {
    assert.ok(this.running !== undefined, "viewers are there");
    return this.running.edge;
  }

  get fleet(): OriginInstances {
    assert.ok(this.running !== undefined, "viewers are there");
    return this.running.fleet;
  }

  /** Changes settings of the program's namespace in the stack's configuration; undefined takes one away. */
  set(settings: Readonly<Record<string, unknown>>): void {
    const document = parseDocument(readFileSync(this.configFile, "utf8"));
    const config = document.get("config");
    assert.ok(isMap(config), "the stack file has a configuration");
    for (const [name, value] of Object.entries(settings)) {
      const key = `secure-origin:${name}`;
      if (value === undefined) {
        config.delete(key);
      } else {
        config.set(key, document.createNode(value));
      }
    }
    writeFileSync(this.configFile, document.toString({ lineWidth: 0 }));
  }

  /** Sets faults; delays are played as long as there are viewers, whom alone they concern. */
  setFaults(faults: readonly Fault[]): void {
    const file = join(this.stack.folder.cloud, "faults.json");
    writeFileSync(file, JSON.stringify({ delays: this.running === undefined ? {} : delays, faults }));
  }

  /** Faults that have not struck yet. */
  faultsLeft(): number {
    const file = join(this.stack.folder.cloud, "faults.json");
    return existsSync(file)
      ? ((JSON.parse(readFileSync(file, "utf8")) as { faults?: unknown[] }).faults ?? []).length
      : 0;
  }

  /**
   * Runs `pulumi up`, whether it succeeds or not.
   *
   * @param options - another program's folder, and who is told the engine's process group
   */
  tryUp(
    options: { readonly program?: string; readonly onGroup?: (group: number) => void } = {},
  ): Promise<EngineRun> {
    this.opened();
    const args = ["up", "--yes", "--skip-preview", "--non-interactive"];
    return this.stack.pulumiIn(options, ...args, "--config-file", this.configFile);
  }

  /** Whether a preview shows no change. */
  async isAsConfigured(): Promise<boolean> {
    const args = ["preview", "--non-interactive", "--expect-no-changes", "--config-file", this.configFile];
    return (await this.stack.pulumi(...args)).code === 0;
  }

  /** Runs `pulumi up`; throws unless it succeeds. */
  async up(): Promise<void> {
    const run = await this.tryUp();
    assert.equal(run.code, 0, run.output);
  }

  /** Brings viewers: the fleet, the edge, and `rate` requests a second. */
  async admitViewers(rate: number, asks: readonly Ask[]): Promise<void> {
    this.opened();
    const { cloud } = this.stack.folder;
    const fleet = new OriginInstances(cloud, (id) => this.running?.edge.isHealthy(id) ?? false);
    await fleet.start();
    const edge = await startEdge({
      cloudDir: cloud,
      stack: { project: projectName, name: "dev" },
      upstream: { instances: [], registered: () => fleet.instances() },
      healthInterval: 250,
    });
    edge.events.on("request", (record) => {
      if (record.status !== 200) {
        this.refusals.set(record.id, record);
      }
    });
    const load = await Load.start(Number(new URL(edge.httpsUrl).port), host, rate, asks);
    this.running = { edge, fleet, load };
    this.setFaults([]);
    fleet.follow();
  }

  /** What viewers ask from now on. */
  ask(asks: readonly Ask[]): void {
    this.running?.load.ask(asks);
  }

  /**
   * Does something under load and counts.
   *
   * @param mostRefused - the documented bound; 0 unless told
   */
  async under(what: string, change: () => Promise<unknown>, mostRefused = 0): Promise<Row> {
    assert.ok(this.running !== undefined, "viewers are there");
    const { load, fleet } = this.running;
    await load.answers();
    const seen = this.history().length;
    const exposed = this.exposed.size;
    await new Promise((resolve) => setTimeout(resolve, rest));
    const began = Date.now();
    await change();
    await fleet.settled();
    const ended = Date.now();
    await new Promise((resolve) => setTimeout(resolve, rest));
    const row = tally(
      what,
      await load.answers(),
      this.window(seen, began, ended),
      (one) => this.why(one),
      mostRefused,
    );
    const open = [...this.exposed].slice(exposed).map((way) => `a way in stood open: ${way}`);
    return { ...row, failures: [...row.failures, ...open] };
  }

  /** Ends all and takes the stack's folder away. */
  async close(): Promise<void> {
    await this.running?.load.stop();
    await this.running?.fleet.close();
    await this.running?.edge.close();
    await this.cloud?.close();
    // A drill that was given up comes to its end here, and brings no viewers any more.
    this.cloud = undefined;
    rmSync(this.stack.folder.root, { recursive: true, force: true });
  }

  /** What the cloud did, in the order in which it did it. */
  history(): (HistoryLine & { time: string })[] {
    const file = join(this.stack.folder.cloud, "history.jsonl");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines.map((line) => JSON.parse(line) as HistoryLine & { time: string });
  }

  /** From the first changed resource to the last one's effect, instances included; else the time that it all took. */
  private window(seen: number, began: number, ended: number): Window {
    const late: Readonly<Record<string, number>> = delays;
    const lines = this.history().slice(seen);
    const times = lines.map(({ time }) => Date.parse(time));
    const effects = lines.map(({ type }, index) => (times[index] ?? 0) + 1_000 * (late[type] ?? 0));
    effects.push(Math.min(this.fleet.changedAt, ended));
    return lines.length === 0
      ? { from: began, to: ended }
      : { from: Math.min(...times), to: Math.max(...effects) };
  }

  /** The local cloud; throws before the stand is open and after it is closed. */
  private opened(): OpenCloud {
    assert.ok(this.cloud !== undefined, "the stand is open");
    return this.cloud;
  }

  private why({ id }: Answer): string {
    const record = this.refusals.get(id ?? "");
    return record === undefined ? "no hop knows of it" : `${record.ended.hop}: ${record.ended.detail}`;
  }

  private judge(account: AccountFile): void {
    for (const way of exposures(account, Date.now())) {
      this.exposed.add(way);
    }
  }
}
