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

/** What tells one resource from every other. */
type Place = Pick<AccountResource, "type" | "id" | "region">;

/** Who is told of what happens in a cloud, in the cloud's own process and before its caller has the answer. */
export interface CloudObserver {
  /** After each write of the account. The object is the cloud's own: look, and change nothing. */
  readonly changed?: (account: AccountFile) => void;
  /** After each line of the history. */
  readonly recorded?: (line: HistoryLine) => void;
}

/** The account id that AWS's own examples use. */
const ACCOUNT_ID = "111122223333";
const HISTORY = "history.jsonl";

const emptyAccount = (): AccountFile => ({ version: 1, accountId: ACCOUNT_ID, resources: [], zones: [] });

/** What exists in the local cloud, on disk and in the hands of its one writer. */
export class AccountState {
  /** Changes wait for the end of {@link together}. */
  private held = false;
  private changed = false;

  private constructor(
    private readonly dir: string,
    private readonly file: AccountFile,
    private readonly hold: { lost?: string; release: () => Promise<void> },
    private readonly observer: CloudObserver,
  ) {}

  /** Opens the folder for writing. Throws one clear line if another cloud holds it. */
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

  /** All resources of a type, or all of them. */
  all(type?: string): readonly AccountResource[] {
    return type === undefined ? this.file.resources : this.file.resources.filter((one) => one.type === type);
  }

  /** The resource of a type with this id. Names that serve as ids are unique in a region only. */
  get(type: string, id: string | undefined, region?: string): AccountResource | undefined {
    return this.file.resources.find(
      (one) => one.type === type && one.id === id && (region === undefined || one.region === region),
    );
  }

  /**
   * Makes several changes one: they are written together when all are made, so that whoever reads, and whoever comes
   * after a crash, sees all or none. Nothing may be awaited inside.
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

  /** Adds a resource, or takes the place of the one with its type and id. */
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
   * Takes a resource away.
   *
   * @param until when it stops acting, RFC 3339; at once unless told
   * @param deletionDate when it is gone for good, RFC 3339; at once unless told
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

  /** What is deleted and not yet gone for good. */
  scheduled(type?: string): AccountResource[] {
    const now = Date.now();
    return (this.file.scheduled ?? []).filter(
      (one) => (type === undefined || one.type === type) && Date.parse(one.deletionDate ?? "") > now,
    );
  }

  /** Deleted, and still acting: what serves requests has not followed yet. */
  leaving(): AccountResource[] {
    const now = Date.now();
    return (this.file.leaving ?? []).filter(({ pending }) => Date.parse(pending?.until ?? "") > now);
  }

  /** Keeps a zone that somebody asked for. */
  putZone(zone: Zone): void {
    if (!this.file.zones.some((one) => one.id === zone.id)) {
      this.file.zones.push(zone);
      this.save();
    }
  }

  /** Adds one line to the history. */
  record(line: HistoryLine): void {
    const text = JSON.stringify({ time: new Date().toISOString(), ...line });
    try {
      appendFileSync(join(this.dir, HISTORY), `${text}\n`, { mode: 0o600 });
    } catch {
      // What is done is done: an operation must not fail for want of its line.
    }
    this.observer.recorded?.(line);
  }

  /** Gives the folder back. */
  async close(): Promise<void> {
    await this.hold.release();
  }

  /** Makes the account again what its file says, after a change that could not be written. */
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
