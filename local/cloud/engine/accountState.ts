import { appendFileSync, chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../terminal/userError";
import { holdFolder } from "./lock";
import { NotWritten } from "./refusal";
import type { Properties } from "./values";

/** One resource that exists in the local cloud. */
export interface AccountResource {
  /** Type token, `aws:ec2/vpc:Vpc`. */
  type: string;
  id: string;
  /** Region that it lives in; "aws-global" for global services. */
  region: string;
  /** Absent for what AWS made by itself. */
  urn?: string;
  inputs: Properties;
  outputs: Properties;
  /** Never an output: private keys. */
  hidden?: Properties;
  /** Set while the last change has not taken effect everywhere. */
  pending?: Pending;
  /** Deleted, and gone for good at this moment; RFC 3339. */
  deletionDate?: string;
  /** RFC 3339. */
  createdAt: string;
  updatedAt: string;
}

/** A change on its way to what serves requests. */
export interface Pending {
  /** When it takes effect; RFC 3339. */
  until: string;
  /** The outputs that act until then; absent where nothing does. */
  before?: Properties;
}

/** What tells one resource from every other. */
type Place = Pick<AccountResource, "type" | "id" | "region">;

/** A public hosted zone of the account. Zones are found, not created: they outlive every stack. */
export interface Zone {
  id: string;
  /** Without a trailing dot. */
  name: string;
}

/** The whole of account.json. */
export interface AccountFile {
  version: 1;
  accountId: string;
  resources: AccountResource[];
  zones: Zone[];
  /** Deleted, and still acting until their time is up. */
  leaving?: AccountResource[];
  /** Deleted, and AWS keeps them for their owner until their date. */
  scheduled?: AccountResource[];
}

/** One line of history.jsonl. It never holds a property value. */
export interface HistoryLine {
  operation: "create" | "update" | "delete";
  type: string;
  id: string;
  urn: string;
  outcome: "done" | "refused";
  /** AWS's code, when refused. */
  code?: string;
}

/** Who is told of what happens in a cloud, in the cloud's own process and before its caller has the answer. */
export interface CloudObserver {
  /** After each write of the account. The object is the cloud's own: look, and change nothing. */
  readonly changed?: (account: AccountFile) => void;
  /** After each line of the history. */
  readonly recorded?: (line: HistoryLine) => void;
}

/** The account id that AWS's own examples use. */
const ACCOUNT_ID = "111122223333";
const WORLD = "account.json";
const HISTORY = "history.jsonl";

/**
 * Reads the account that a local cloud keeps in a folder, at any moment and without its lock.
 * Undefined when nothing was ever created there.
 */
export function readAccount(dir: string): AccountFile | undefined {
  let text: string;
  try {
    text = readFileSync(join(dir, WORLD), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
  const file = parsed(text, join(dir, WORLD));
  if (file.version !== 1) {
    throw new Error(
      `${join(dir, WORLD)} has version ${String(file.version)}; this local cloud reads version 1.`,
    );
  }
  return { ...file, version: 1 };
}

/** The file's content. @throws {UserError} where something else has written into it */
function parsed(text: string, file: string): Omit<AccountFile, "version"> & { version?: number } {
  try {
    return JSON.parse(text) as ReturnType<typeof parsed>;
  } catch {
    throw new UserError(
      `${file} is damaged. Delete the local folder that it is in, with the state of its stacks, and start anew: npm start`,
    );
  }
}

/**
 * The resources as they act on requests at a moment: changes that have not taken effect yet are left out.
 *
 * @param now milliseconds since the epoch
 */
export function inEffect(file: AccountFile, now: number): AccountResource[] {
  const waits = ({ pending }: AccountResource): boolean =>
    pending !== undefined && Date.parse(pending.until) > now;
  const standing = file.resources.flatMap((record) => {
    const outputs = actingOutputs(record, now);
    return outputs === undefined ? [] : [outputs === record.outputs ? record : { ...record, outputs }];
  });
  return [...standing, ...(file.leaving ?? []).filter(waits)];
}

/** The outputs that act at a moment: those from before a change that has not taken effect; undefined for none. */
function actingOutputs({ outputs, pending }: AccountResource, now: number): Properties | undefined {
  return pending !== undefined && Date.parse(pending.until) > now ? pending.before : outputs;
}

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
    const next = join(this.dir, `${WORLD}.next`);
    try {
      writeFileSync(next, `${JSON.stringify(this.file, undefined, 1)}\n`, { mode: 0o600 });
      renameSync(next, join(this.dir, WORLD));
    } catch (error) {
      this.goBack();
      throw new NotWritten(
        `The local cloud cannot write ${next}: ${(error as Error).message}. Nothing was changed.`,
      );
    }
    this.observer.changed?.(this.file);
  }
}
