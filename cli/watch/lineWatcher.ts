import type { AlarmDefinition } from "../../components/monitoring/plan/alarmDefinition";
import { matches } from "../../components/monitoring/plan/conditions";
import { type LogLine, timeOf } from "../../components/monitoring/plan/logFields";
import { DOWNLOADED, VIEWER_VOLUME } from "../../components/monitoring/plan/viewerVolume";

/** A value above an alarm's threshold. */
export interface Anomaly {
  /** Id of the alarm's definition. */
  readonly alarm: string;
  /** Start of the period, in milliseconds since 1970; aligned like those of CloudWatch. */
  readonly periodStart: number;
  readonly value: number;
  readonly threshold: number;
  readonly unit: string;
  /** The addresses or countries with the highest counts. */
  readonly who: Readonly<Record<string, number>>;
  /** How many of the last periods are above the threshold. */
  readonly breaching: number;
  /** Whether these are enough for the alarm. */
  readonly rings: boolean;
}

/** What was counted in one period. */
interface Tally {
  requests: number;
  counted: number;
  /** The largest value in `who`. */
  most: number;
  readonly who: Map<string, number>;
  reported: boolean;
}

/**
 * Evaluates log lines by the definitions of alarms and reports, once for each period, a value above its threshold. A
 * share is reported as soon as there are enough requests, though it may still fall. Bands and metrics of the load
 * balancer are not in the log: CloudWatch evaluates them.
 */
export class LineWatcher {
  private readonly tallies = new Map<string, Map<number, Tally>>();
  private readonly watched: readonly AlarmDefinition[];

  constructor(definitions: readonly AlarmDefinition[]) {
    this.watched = definitions.filter(({ measure }) =>
      ["share", "lines", "topViewer"].includes(measure.kind),
    );
  }

  /** The definitions that log lines can be evaluated by. */
  get definitions(): readonly AlarmDefinition[] {
    return this.watched;
  }

  /** Counts one line in its own period, even if it is late. */
  see(line: LogLine): Anomaly[] {
    const at = timeOf(line);
    return at === undefined ? [] : this.watched.flatMap((definition) => this.count(definition, line, at));
  }

  private count(definition: AlarmDefinition, line: LogLine, at: number): Anomaly[] {
    const length = definition.period * 1000;
    const start = Math.floor(at / length) * length;
    const tallies = this.tallies.get(definition.id) ?? new Map<number, Tally>();
    this.tallies.set(definition.id, tallies);
    const tally = tallies.get(start) ?? newTally();
    tallies.set(start, tally);
    add(definition, line, tally);
    const value = valueOf(definition, tally);
    const found = value > definition.threshold && !tally.reported ? [value] : [];
    tally.reported ||= found.length > 0;
    this.forget(definition, tallies, length);
    return found.map((one) => anomaly(definition, start, one, tally, this.breaching(definition, start)));
  }

  private breaching({ id, period, periods }: AlarmDefinition, start: number): number {
    const first = start - (periods - 1) * period * 1000;
    return [...(this.tallies.get(id) ?? [])].filter(
      ([at, { reported }]) => reported && at >= first && at <= start,
    ).length;
  }

  /** Drops periods that are too old for late lines. */
  private forget({ periods }: AlarmDefinition, tallies: Map<number, Tally>, length: number): void {
    const oldest = Math.max(...tallies.keys()) - 2 * periods * length;
    for (const start of tallies.keys()) {
      if (start < oldest) {
        tallies.delete(start);
      }
    }
  }
}

function add({ measure }: AlarmDefinition, line: LogLine, tally: Tally): void {
  tally.requests += 1;
  if (measure.kind === "topViewer") {
    const viewer = line[VIEWER_VOLUME.viewer] ?? "";
    const downloaded = (line[VIEWER_VOLUME.status] ?? "").startsWith(DOWNLOADED) ? 1 : 0;
    addTo(tally, viewer, measure.of === "bytes" ? Number(line[VIEWER_VOLUME.bytes]) || 0 : downloaded);
    return;
  }
  if ((measure.kind === "share" || measure.kind === "lines") && matches(measure.counts, line)) {
    tally.counted += 1;
    const who = (measure.kind === "lines" ? line["c-country"] : line["c-ip"]) ?? "";
    addTo(tally, who, 1);
  }
}

function newTally(): Tally {
  return { requests: 0, counted: 0, most: 0, who: new Map(), reported: false };
}

function addTo(tally: Tally, who: string, amount: number): void {
  const sum = (tally.who.get(who) ?? 0) + amount;
  tally.who.set(who, sum);
  tally.most = Math.max(tally.most, sum);
}

function valueOf({ measure }: AlarmDefinition, tally: Tally): number {
  if (measure.kind === "topViewer") {
    return tally.most;
  }
  if (measure.kind === "share") {
    return tally.requests >= measure.minimumRequests ? (100 * tally.counted) / tally.requests : 0;
  }
  return tally.counted;
}

/** The most names to show, the largest first. */
const SHOWN = 3;

function anomaly(
  definition: AlarmDefinition,
  periodStart: number,
  value: number,
  tally: Tally,
  breaching: number,
): Anomaly {
  const { id, threshold, unit } = definition;
  const who = [...tally.who].sort(([, one], [, other]) => other - one).slice(0, SHOWN);
  return {
    alarm: id,
    periodStart,
    value,
    threshold,
    unit,
    who: Object.fromEntries(who),
    breaching,
    rings: breaching >= definition.breaching,
  };
}
