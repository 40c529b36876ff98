/** The test environment: one stack in a local cloud, its edge, its instances, and a steady load of viewers' requests. */
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import type { AccountFile, HistoryLine } from "../../local/cloud";
import { type RequestRecord, type RunningEdge, startEdge } from "../../local/edge";
import { type OpenCloud, openCloud } from "../../local/engine/attach";
import { projectFolder } from "../../local/run/project";
import { projectName } from "../../local/run/projectName";
import { type EngineRun, LocalStack } from "../support/localStack";
import { exposures } from "./exposures/exposures";
import { InstanceProcesses } from "./instances/instanceProcesses";
import { type Answer, Load, type ViewerRequest } from "./load/load";
import { type Row, tally, type Window } from "./tally";

/** The domain name of the site. */
export const host = "members.dev.example.com";

/** How fast the simulated AWS is. */
export interface Pace {
  /** Delays in seconds, by type: changes reach the edge late, and listener rules take effect after the call. */
  readonly delays: Readonly<Record<string, number>>;
  /** How long the load runs before and after a change, in milliseconds. */
  readonly margin: number;
  /** How many milliseconds a minute of draining an instance takes. */
  readonly minute: number;
}

/** The pace of the scenarios. */
const usualPace: Pace = {
  delays: {
    "aws:cloudfront/distribution:Distribution": 5,
    "aws:cloudfront/vpcOrigin:VpcOrigin": 1,
    "aws:cloudfront/keyGroup:KeyGroup": 2,
    "aws:cloudfront/publicKey:PublicKey": 2,
    "aws:lb/listenerRule:ListenerRule": 1,
  },
  margin: 1_000,
  minute: 2_000,
};

/** An operation that fails, as written in `faults.json`. */
export interface Fault {
  readonly type: string;
  readonly operation: "create" | "update" | "delete";
  readonly skip?: number;
  readonly count?: number;
  readonly when?: "before" | "after";
  /** AWS's error code; `InternalFailure` by default. */
  readonly code?: string;
}

/**
 * The pace of the quick run: the engine waits less, and the order in which changes take effect is the same. A listener rule
 * still takes effect before a distribution whose update began after its own.
 */
export const quickPace: Pace = {
  delays: {
    "aws:cloudfront/distribution:Distribution": 2,
    "aws:cloudfront/vpcOrigin:VpcOrigin": 0.5,
    "aws:cloudfront/keyGroup:KeyGroup": 1,
    "aws:cloudfront/publicKey:PublicKey": 1,
    "aws:lb/listenerRule:ListenerRule": 1,
  },
  margin: 600,
  minute: 1_000,
};

/** A stack under load. */
export class TestEnvironment {
  readonly stack: LocalStack;
  /** The stack's configuration, which the tests and the `secure-origin` command edit. */
  readonly configFile: string;
  /** Exposures found after any operation. */
  readonly exposed = new Set<string>();
  /** Called with the account after each write. */
  onWrite: (account: AccountFile) => void = () => undefined;
  /** Paths that need a signature at any moment; those of the dev stack by default. */
  securePaths: readonly string[] | undefined;
  /** Called after each operation in the local cloud, before the engine gets the response. */
  onOperation: (line: HistoryLine) => void = () => undefined;
  private readonly refusals = new Map<string, RequestRecord>();
  private cloud: OpenCloud | undefined;
  private running: { edge: RunningEdge; instances: InstanceProcesses; load: Load } | undefined;
  private readonly pace: Pace;

  /** @param options - the folder of a program with the project's name, by default the project's own, and the pace */
  constructor({ program = projectFolder, pace = usualPace }: { program?: string; pace?: Pace } = {}) {
    this.stack = new LocalStack("dev", program).withProgramHost();
    this.configFile = join(this.stack.folder.root, "Pulumi.dev.yaml");
    this.pace = pace;
  }

  /** Opens the local cloud, which is empty unless its folder was filled before. */
  async open(): Promise<void> {
    if (!existsSync(this.configFile)) {
      copyFileSync(join(projectFolder, "Pulumi.dev.yaml"), this.configFile);
    }
    mkdirSync(this.stack.folder.cloud, { recursive: true, mode: 0o700 });
    this.cloud = await openCloud(this.stack.folder.cloud, {
      changed: (account) => this.recordExposures(account),
      recorded: (line) => this.onOperation(line),
    });
  }

  /** The port of the local KMS, Secrets Manager and Parameter Store, and the secret behind its access keys. */
  get api(): Pick<OpenCloud, "apiPort" | "apiSecret"> {
    const { apiPort, apiSecret } = this.opened();
    return { apiPort, apiSecret };
  }

  /** The port on which the local cloud serves as the AWS provider. */
  get awsPort(): number {
    return this.opened().awsPort;
  }

  get edge(): RunningEdge {
    assert.ok(this.running !== undefined, "the load has started");
    return this.running.edge;
  }

  get instances(): InstanceProcesses {
    assert.ok(this.running !== undefined, "the load has started");
    return this.running.instances;
  }

  /** Changes settings in the stack's configuration, of the project unless they have a namespace; undefined removes one. */
  set(settings: Readonly<Record<string, unknown>>): void {
    const document = parseDocument(readFileSync(this.configFile, "utf8"));
    const config = document.get("config");
    assert.ok(isMap(config), "the stack file has a configuration");
    for (const [name, value] of Object.entries(settings)) {
      const key = name.includes(":") ? name : `secure-origin:${name}`;
      if (value === undefined) {
        config.delete(key);
      } else {
        config.set(key, document.createNode(value));
      }
    }
    writeFileSync(this.configFile, document.toString({ lineWidth: 0 }));
  }

  /** Injects faults. The delays apply only under load: they matter to viewers alone. */
  setFaults(faults: readonly Fault[]): void {
    const file = join(this.stack.folder.cloud, "faults.json");
    writeFileSync(
      file,
      JSON.stringify({ delays: this.running === undefined ? {} : this.pace.delays, faults }),
    );
  }

  /** The number of injected faults that have not occurred yet. */
  faultsLeft(): number {
    const file = join(this.stack.folder.cloud, "faults.json");
    return existsSync(file)
      ? ((JSON.parse(readFileSync(file, "utf8")) as { faults?: unknown[] }).faults ?? []).length
      : 0;
  }

  /**
   * Runs `pulumi up`, whether it succeeds or not.
   *
   * @param options - the folder of another program, and a callback that gets the engine's process group
   */
  tryUp(
    options: { readonly program?: string; readonly onGroup?: (group: number) => void } = {},
  ): Promise<EngineRun> {
    this.opened();
    const args = ["up", "--yes", "--skip-preview", "--non-interactive"];
    return this.stack.pulumiIn(options, ...args, "--config-file", this.configFile);
  }

  /** Previews the stack. @returns what the preview prints if it shows changes; empty if it shows none */
  async pendingChanges(): Promise<string[]> {
    const args = ["--expect-no-changes", "--diff", "--config-file", this.configFile];
    const { code, output } = await this.stack.pulumi("preview", "--non-interactive", ...args);
    return code === 0 ? [] : [`the next preview shows changes\n${output}`];
  }

  /** Runs `pulumi up`; throws unless it succeeds. */
  async up(): Promise<void> {
    const run = await this.tryUp();
    assert.equal(run.code, 0, run.output);
  }

  /** Starts the instances, the edge and a load of `rate` requests per second. */
  async startLoad(rate: number, requests: readonly ViewerRequest[]): Promise<void> {
    this.opened();
    const { cloud } = this.stack.folder;
    const instances = new InstanceProcesses(
      cloud,
      (id) => this.running?.edge.isHealthy(id) ?? false,
      this.pace.minute,
    );
    await instances.start();
    const edge = await startEdge({
      cloudDir: cloud,
      stack: { project: projectName, name: "dev" },
      upstream: { instances: [], registered: () => instances.registered() },
      healthInterval: 250,
    });
    edge.events.on("request", (record) => {
      if (record.status !== 200) {
        this.refusals.set(record.id, record);
      }
    });
    const load = await Load.start(Number(new URL(edge.httpsUrl).port), host, rate, requests);
    this.running = { edge, instances, load };
    this.setFaults([]);
    instances.follow();
  }

  /** Replaces the requests of the load. */
  setRequests(requests: readonly ViewerRequest[]): void {
    this.running?.load.setRequests(requests);
  }

  /**
   * Makes a change under load and counts the requests that failed.
   *
   * @param mostRefused - how many requests may fail; 0 by default
   */
  async underLoad(what: string, change: () => Promise<unknown>, mostRefused = 0): Promise<Row> {
    assert.ok(this.running !== undefined, "the load has started");
    const { load, instances } = this.running;
    await load.answers();
    const seen = this.history().length;
    const exposed = this.exposed.size;
    await new Promise((resolve) => setTimeout(resolve, this.pace.margin));
    const began = Date.now();
    await change();
    await instances.settled();
    const ended = Date.now();
    await new Promise((resolve) => setTimeout(resolve, this.pace.margin));
    const row = tally(
      what,
      await load.answers(),
      this.window(seen, began, ended),
      (one) => this.why(one),
      mostRefused,
    );
    const open = [...this.exposed].slice(exposed).map((one) => `exposed: ${one}`);
    return { ...row, failures: [...row.failures, ...open] };
  }

  /** Stops the load, the instances and the edge. */
  async stopLoad(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    await running?.load.stop();
    await running?.instances.close();
    await running?.edge.close();
  }

  /** Stops everything and removes the stack's folder. */
  async close(): Promise<void> {
    await this.stopLoad();
    await this.cloud?.close();
    // A test that timed out ends at its next step, and starts no load.
    this.cloud = undefined;
    this.stack.remove();
  }

  /** The operations in the local cloud, in order. */
  history(): (HistoryLine & { time: string })[] {
    const file = join(this.stack.folder.cloud, "history.jsonl");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines.map((line) => JSON.parse(line) as HistoryLine & { time: string });
  }

  /** From the first changed resource until the last change takes effect, instances included; without any, the whole time. */
  private window(seen: number, began: number, ended: number): Window {
    const late = this.pace.delays;
    const lines = this.history().slice(seen);
    const times = lines.map(({ time }) => Date.parse(time));
    const effects = lines.map(({ type }, index) => (times[index] ?? 0) + 1_000 * (late[type] ?? 0));
    effects.push(Math.min(this.instances.changedAt, ended));
    return lines.length === 0
      ? { from: began, to: ended }
      : { from: Math.min(...times), to: Math.max(...effects) };
  }

  /** The local cloud; throws before the environment is opened and after it is closed. */
  private opened(): OpenCloud {
    assert.ok(this.cloud !== undefined, "the environment is open");
    return this.cloud;
  }

  private why({ id }: Answer): string {
    const record = this.refusals.get(id ?? "");
    return record === undefined ? "no record at the edge" : `${record.ended.hop}: ${record.ended.detail}`;
  }

  private recordExposures(account: AccountFile): void {
    for (const exposure of exposures(account, Date.now(), this.securePaths)) {
      this.exposed.add(exposure);
    }
    this.onWrite(account);
  }
}
