/** The stack as it is in effect now, read again when the account changes and when a pending change takes effect. */
import { EventEmitter } from "node:events";
import { type BigIntStats, statSync } from "node:fs";
import { join } from "node:path";
import { type AccountFile, readAccount } from "../../cloud/account/accountFile";
import type { StackView } from "./model";
import { readStackView, type Selected } from "./stackView";

/** A view, or the reason why there is none. */
export type StackState =
  | { readonly view: StackView; readonly problem?: undefined }
  | { readonly view?: undefined; readonly problem: string };

const looked = { bigint: true, throwIfNoEntry: false } as const;

/** How often the account is checked for watchers, in milliseconds. */
const idleLook = 500;

/** Which version of the file was read; compared for each request. */
type Stamp = Pick<BigIntStats, "ino" | "mtimeNs" | "size"> | undefined;

function isSame(one: Stamp, other: Stamp): boolean {
  return one?.mtimeNs === other?.mtimeNs && one?.ino === other?.ino && one?.size === other?.size;
}

/** Returns when the next pending change takes effect; Infinity without any. */
function nextChange(account: AccountFile, now: number): number {
  const moments = [...account.resources, ...(account.leaving ?? [])]
    .flatMap(({ pending }) => (pending === undefined ? [] : [Date.parse(pending.until)]))
    .filter((moment) => moment > now);
  return Math.min(Number.POSITIVE_INFINITY, ...moments);
}

/**
 * Watches one distribution of an account. A request uses one `current` from start to end.
 *
 * Emits `change` with the new state.
 */
export class LiveView extends EventEmitter<{ change: [StackState] }> {
  private readonly file: string;
  private readonly timer: NodeJS.Timeout;
  private state: StackState = { problem: "the local cloud is empty; bring a stack up: npm start" };
  private account: AccountFile | undefined;
  private seen: Stamp;
  private until = Number.POSITIVE_INFINITY;

  constructor(
    private readonly dir: string,
    private readonly selected: Selected,
  ) {
    super();
    this.file = join(dir, "account.json");
    this.timer = setInterval(() => this.current(), idleLook).unref();
  }

  /** Returns the current state; reads one file's dates if nothing has changed. */
  current(): StackState {
    const now = Date.now();
    const seen = statSync(this.file, looked);
    const isWritten = !isSame(seen, this.seen);
    if (!isWritten && now < this.until) {
      return this.state;
    }
    this.seen = seen;
    this.state = isWritten ? this.reread(now) : this.read(now);
    this.until = this.account === undefined ? Number.POSITIVE_INFINITY : nextChange(this.account, now);
    this.emit("change", this.state);
    return this.state;
  }

  /** Stops watching. */
  close(): void {
    clearInterval(this.timer);
    this.removeAllListeners();
  }

  private reread(now: number): StackState {
    this.account = undefined;
    try {
      this.account = readAccount(this.dir);
    } catch (error) {
      // A damaged file: every request is refused with this reason until it is written again.
      return { problem: (error as Error).message };
    }
    return this.read(now);
  }

  private read(now: number): StackState {
    if (this.account === undefined) {
      return { problem: "the local cloud is empty; bring a stack up: npm start" };
    }
    try {
      return { view: readStackView(this.account, now, this.selected) };
    } catch (error) {
      // An incomplete stack is not served: every request is refused with this reason.
      return { problem: (error as Error).message };
    }
  }
}
