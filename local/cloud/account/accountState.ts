import { appendFileSync, chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NotWritten } from "../refusal";
import {
  type AccountFile,
  type AccountResource,
  accountFile,
  actingOutputs,
  type HistoryLine,
  readAccount,
  type Zone,
} from "./accountFile";
import { holdFolder } from "./lock";

/** The identity of a resource. */
type Place = Pick<AccountResource, "type" | "id" | "region">;

/** Observers of a cloud, called in its process before the caller receives the answer. */
export interface CloudObserver {
  /** Called after each write of the account, with the cloud's own object, which must not be changed. */
  readonly changed?: (account: AccountFile) => void;
  /** Called after each line of the history. */
  readonly recorded?: (line: HistoryLine) => void;
}

/** The account id of AWS's own examples. */
const ACCOUNT_ID = "111122223333";
const HISTORY = "history.jsonl";

const emptyAccount = (): AccountFile => ({ version: 1, accountId: ACCOUNT_ID, resources: [], zones: [] });

/** The state of the account, in memory and on disk, with one writer. */
export class AccountState {
  /** True during {@link together}: changes are not written yet. */
  private held = false;
  private changed = false;

  private constructor(
    private readonly dir: string,
    private readonly file: AccountFile,
    private readonly hold: { lost?: string; release: () => Promise<void> },
    private readonly observer: CloudObserver,
  ) {}

  /** Opens a folder for writing. @throws one line if another cloud holds it */
  static async open(dir: string, observer: CloudObserver = {}): Promise<AccountState> {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    chmodSync(dir, 0o700);
    const hold = await holdFolder(dir);
    try {
      const file = readAccount(dir) ?? emptyAccount();
      return new AccountState(dir, file, hold, observer);
    } catch (error) {
      await hold.release();
      throw error;
    }
  }

  get accountId(): string {
    return this.file.accountId;
  }

  get zones(): readonly Zone[] {
    return this.file.zones;
  }

  /** Returns all resources, or all of a type. */
  all(type?: string): readonly AccountResource[] {
    return type === undefined ? this.file.resources : this.file.resources.filter((one) => one.type === type);
  }

  /** Returns the resource of a type with this id. Names that serve as ids are unique in a region only. */
  get(type: string, id: string | undefined, region?: string): AccountResource | undefined {
    return this.file.resources.find(
      (one) => one.type === type && one.id === id && (region === undefined || one.region === region),
    );
  }

  /**
   * Writes several changes at once, so that readers, also after a crash, see all of them or none. The function must be
   * synchronous.
   */
  together<T>(change: () => T): T {
    this.held = true;
    try {
      return change();
    } finally {
      this.held = false;
      if (this.changed) {
        this.save();
      }
    }
  }

  /** Adds a resource, or replaces the one with its type, id and region. */
  put(record: Omit<AccountResource, "createdAt" | "updatedAt">): AccountResource {
    const now = new Date().toISOString();
    const at = this.indexOf(record);
    const kept: AccountResource = {
      ...record,
      createdAt: this.file.resources[at]?.createdAt ?? now,
      updatedAt: now,
    };
    this.file.resources.splice(at < 0 ? this.file.resources.length : at, at < 0 ? 0 : 1, kept);
    this.save();
    return kept;
  }

  /**
   * Removes a resource.
   *
   * @param until - when it ceases to be in effect, RFC 3339; default: at once
   * @param deletionDate - the end of its recovery window, RFC 3339; default: none
   */
  remove(record: Place, until?: string, deletionDate?: string): void {
    const at = this.indexOf(record);
    if (at >= 0) {
      const [gone] = this.file.resources.splice(at, 1);
      const leaving = this.leaving();
      const acts = gone === undefined ? undefined : actingOutputs(gone, Date.now());
      if (gone !== undefined && until !== undefined && acts !== undefined) {
        leaving.push({ ...gone, outputs: acts, pending: { until } });
      }
      this.file.leaving = leaving;
      if (gone !== undefined && deletionDate !== undefined) {
        this.file.scheduled = [...this.scheduled(), { ...gone, deletionDate }];
      }
      this.save();
    }
  }

  /** Returns deleted resources in their recovery window. */
  scheduled(type?: string): AccountResource[] {
    const now = Date.now();
    return (this.file.scheduled ?? []).filter(
      (one) => (type === undefined || one.type === type) && Date.parse(one.deletionDate ?? "") > now,
    );
  }

  /** Returns deleted resources that are still in effect. */
  leaving(): AccountResource[] {
    const now = Date.now();
    return (this.file.leaving ?? []).filter(({ pending }) => Date.parse(pending?.until ?? "") > now);
  }

  /** Adds a zone that a program has looked up. */
  putZone(zone: Zone): void {
    if (!this.file.zones.some((one) => one.id === zone.id)) {
      this.file.zones.push(zone);
      this.save();
    }
  }

  /** Appends a line to the history. */
  record(line: HistoryLine): void {
    const text = JSON.stringify({ time: new Date().toISOString(), ...line });
    try {
      appendFileSync(join(this.dir, HISTORY), `${text}\n`, { mode: 0o600 });
    } catch {
      // A missing line must not fail an operation that is done.
    }
    this.observer.recorded?.(line);
  }

  /** Releases the folder. */
  async close(): Promise<void> {
    await this.hold.release();
  }

  /** Restores the account from its file after a failed write. */
  private goBack(): void {
    const { resources, zones, leaving, scheduled } = readAccount(this.dir) ?? emptyAccount();
    Object.assign(this.file, { resources, zones, leaving, scheduled });
  }

  private indexOf({ type, id, region }: Place): number {
    return this.file.resources.findIndex(
      (one) => one.type === type && one.id === id && one.region === region,
    );
  }

  private save(): void {
    this.changed = this.held;
    if (this.held) {
      return;
    }
    if (this.hold.lost !== undefined) {
      throw new Error(
        `The local cloud lost its hold on ${this.dir} (${this.hold.lost}); nothing more is written.`,
      );
    }
    const next = `${accountFile(this.dir)}.next`;
    try {
      writeFileSync(next, `${JSON.stringify(this.file, undefined, 1)}\n`, { mode: 0o600 });
      renameSync(next, accountFile(this.dir));
    } catch (error) {
      this.goBack();
      throw new NotWritten(
        `The local cloud cannot write ${next}: ${(error as Error).message}. Nothing was changed.`,
      );
    }
    this.observer.changed?.(this.file);
  }
}
