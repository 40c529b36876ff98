/** The stack as it acts now: read again when the account changes, and when a change that was on its way takes effect. */
import { EventEmitter } from "node:events";
import { type BigIntStats, statSync } from "node:fs";
import { join } from "node:path";
import { type AccountFile, readAccount } from "../../cloud/account/accountFile";
import type { StackView } from "./model";
import { readStackView, type Selected } from "./stackView";

/** A view, or why there is none. */
export type StackState =
  | { readonly view: StackView; readonly problem?: undefined }
  | { readonly view?: undefined; readonly problem: string };

/** How often a account that nobody asks about is looked at, for those who watch. Milliseconds. */
const idleLook = 500;

function stamp(stats: BigIntStats | undefined): string {
  return stats === undefined ? "none" : `${stats.ino} ${stats.mtimeNs} ${stats.size}`;
}

/** The next moment at which a change takes effect; Infinity when none is on its way. */
function nextChange(account: AccountFile, now: number): number {
  const moments = [...account.resources, ...(account.leaving ?? [])]
    .flatMap(({ pending }) => (pending === undefined ? [] : [Date.parse(pending.until)]))
    .filter((moment) => moment > now);
  return Math.min(Number.POSITIVE_INFINITY, ...moments);
}

/**
 * Follows one distribution of one account. Whoever serves a request takes `current` once and keeps it to the end.
 *
 * Emits `change` with the new state.
 */
export class LiveView extends EventEmitter<{ change: [StackState] }> {
  private readonly file: string;
  private readonly timer: NodeJS.Timeout;
  private state: StackState = { problem: "the local cloud is empty; bring a stack up: npm start" };
  private account: AccountFile | undefined;
  private seen = "";
  private until = Number.POSITIVE_INFINITY;

  constructor(
    private readonly dir: string,
    private readonly selected: Selected,
  ) {
    super();
    this.file = join(dir, "account.json");
    this.timer = setInterval(() => this.current(), idleLook).unref();
  }

  /** The state at this moment. Cheap when nothing has changed: one look at the file's dates. */
  current(): StackState {
    const now = Date.now();
    const seen = stamp(statSync(this.file, { bigint: true, throwIfNoEntry: false }));
    if (seen === this.seen && now < this.until) {
      return this.state;
    }
    if (seen !== this.seen) {
      this.account = readAccount(this.dir);
      this.seen = seen;
    }
    this.until = this.account === undefined ? Number.POSITIVE_INFINITY : nextChange(this.account, now);
    this.state = this.read(now);
    this.emit("change", this.state);
    return this.state;
  }

  /** Ends the following. */
  close(): void {
    clearInterval(this.timer);
    this.removeAllListeners();
  }

  private read(now: number): StackState {
    if (this.account === undefined) {
      return { problem: "the local cloud is empty; bring a stack up: npm start" };
    }
    try {
      return { view: readStackView(this.account, now, this.selected) };
    } catch (error) {
      // Half of a stack must not be served: until it is whole, every request is refused, with this as the reason.
      return { problem: (error as Error).message };
    }
  }
}
