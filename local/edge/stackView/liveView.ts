/** The stack as it acts now: read again when the world changes, and when a change that was on its way takes effect. */
import { EventEmitter } from "node:events";
import { type BigIntStats, statSync } from "node:fs";
import { join } from "node:path";
import { readWorld, type WorldFile } from "../../cloud/engine/accountState";
import type { StackView } from "./model";
import { readStackView, type Selected } from "./stackView";

/** A view, or why there is none. */
export type Standing =
  | { readonly view: StackView; readonly problem?: undefined }
  | { readonly view?: undefined; readonly problem: string };

/** How often a world that nobody asks about is looked at, for those who watch. Milliseconds. */
const idleLook = 500;

function stamp(stats: BigIntStats | undefined): string {
  return stats === undefined ? "none" : `${stats.ino} ${stats.mtimeNs} ${stats.size}`;
}

/** The next moment at which a change takes effect; Infinity when none is on its way. */
function nextChange(world: WorldFile, now: number): number {
  const moments = [...world.resources, ...(world.leaving ?? [])]
    .flatMap(({ pending }) => (pending === undefined ? [] : [Date.parse(pending.until)]))
    .filter((moment) => moment > now);
  return Math.min(Number.POSITIVE_INFINITY, ...moments);
}

/**
 * Follows one distribution of one world. Whoever serves a request takes `current` once and keeps it to the end.
 *
 * Emits `change` with the new standing.
 */
export class LiveView extends EventEmitter<{ change: [Standing] }> {
  private readonly file: string;
  private readonly timer: NodeJS.Timeout;
  private standing: Standing = { problem: "the local cloud is empty; bring a stack up: npm start" };
  private world: WorldFile | undefined;
  private seen = "";
  private until = Number.POSITIVE_INFINITY;

  constructor(
    private readonly dir: string,
    private readonly selected: Selected,
  ) {
    super();
    this.file = join(dir, "world.json");
    this.timer = setInterval(() => this.current(), idleLook).unref();
  }

  /** The standing at this moment. Cheap when nothing has changed: one look at the file's dates. */
  current(): Standing {
    const now = Date.now();
    const seen = stamp(statSync(this.file, { bigint: true, throwIfNoEntry: false }));
    if (seen === this.seen && now < this.until) {
      return this.standing;
    }
    if (seen !== this.seen) {
      this.world = readWorld(this.dir);
      this.seen = seen;
    }
    this.until = this.world === undefined ? Number.POSITIVE_INFINITY : nextChange(this.world, now);
    this.standing = this.read(now);
    this.emit("change", this.standing);
    return this.standing;
  }

  /** Ends the following. */
  close(): void {
    clearInterval(this.timer);
    this.removeAllListeners();
  }

  private read(now: number): Standing {
    if (this.world === undefined) {
      return { problem: "the local cloud is empty; bring a stack up: npm start" };
    }
    try {
      return { view: readStackView(this.world, now, this.selected) };
    } catch (error) {
      // Half of a stack must not be served: until it is whole, every request is refused, with this as the reason.
      return { problem: (error as Error).message };
    }
  }
}
