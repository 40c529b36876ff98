/**
 * Runs this project's saved queries of CloudWatch Logs Insights: fields, filter, stats, sort and limit, in the forms that
 * they use. Anything else in a query is an error, and so is a field that no log line has.
 */
import { LOG_FIELDS } from "../../components/monitoring/plan/logFields";

/** A row of a result. */
export type Row = Readonly<Record<string, string | number>>;

type Command = (rows: readonly Row[]) => Row[];

/** Runs a query on log lines. */
export function runQuery(text: string, lines: readonly object[]): Row[] {
  const known = new Set<string>(LOG_FIELDS);
  let rows = lines.map((line): Row => ({ ...line }));
  for (const command of text.split(/\n\| /)) {
    rows = commandOf(command, known)(rows);
  }
  return rows;
}

const NAME = "`?([^`,\\s]+(?:\\(ms\\))?)`?";

function commandOf(command: string, known: Set<string>): Command {
  const [, verb = "", rest = ""] = /^(\w+) (.+)$/s.exec(command) ?? [];
  const verbs: Readonly<Record<string, (rest: string, known: Set<string>) => Command>> = {
    fields,
    filter,
    stats,
    sort,
    limit: (count) => (rows) => rows.slice(0, Number(count)),
  };
  const make = verbs[verb];
  if (make === undefined) {
    throw new Error(`unknown command: ${command}`);
  }
  return make(rest, known);
}

/** Returns the name of a field, with or without backticks; throws if there is no such field. */
function named(text: string, known: Set<string>): string {
  const [, name = ""] = new RegExp(`^${NAME}$`).exec(text.trim()) ?? [];
  if (!known.has(name)) {
    throw new Error(`unknown field: ${text}`);
  }
  if (name.includes("-") && !text.includes("`")) {
    throw new Error(`${text} is a subtraction without backticks`);
  }
  return name;
}

function fields(rest: string, known: Set<string>): Command {
  const computed = /^strcontains\("([^"]*)", (`[^`]+`)\) as (\w+)$/.exec(rest);
  if (computed === null) {
    for (const each of rest.split(",")) {
      named(each, known);
    }
    return (rows) => [...rows];
  }
  const [, text = "", field = "", as = ""] = computed;
  const name = named(field, known);
  known.add(as);
  return (rows) => rows.map((row) => ({ ...row, [as]: text.includes(String(row[name])) ? 1 : 0 }));
}

function filter(rest: string, known: Set<string>): Command {
  const [, field = "", operator = "", value = ""] = /^(`[^`]+`) (like|=) (.+)$/.exec(rest) ?? [];
  const name = named(field, known);
  const pattern = operator === "like" ? new RegExp(value.slice(1, -1)) : undefined;
  const text = operator === "=" ? (JSON.parse(value) as string) : undefined;
  return (rows) =>
    rows.filter((row) =>
      pattern === undefined ? row[name] === text : pattern.test(String(row[name] ?? "")),
    );
}

type Aggregate = (rows: readonly Row[]) => number;

function stats(rest: string, known: Set<string>): Command {
  const [aggregates = "", groups = ""] = rest.split(" by ");
  const made = aggregates.split(/, (?=\w+\()/).map((text): [string, Aggregate] => {
    const [, of = "", what = "", as = ""] = /^(\w+)\((.+)\) as (\w+)$/.exec(text) ?? [];
    return [as, aggregateOf(of, what, known)];
  });
  const by = groups.split(",").map((group) => named(group, known));
  known.clear();
  for (const name of [...by, ...made.map(([as]) => as)]) {
    known.add(name);
  }
  return (rows) => {
    const grouped = new Map<string, Row[]>();
    for (const row of rows) {
      const key = JSON.stringify(by.map((name) => row[name] ?? ""));
      grouped.set(key, [...(grouped.get(key) ?? []), row]);
    }
    return [...grouped.values()].map((group) => ({
      ...Object.fromEntries(by.map((name) => [name, group[0]?.[name] ?? ""])),
      ...Object.fromEntries(made.map(([as, aggregate]) => [as, aggregate(group)])),
    }));
  };
}

function aggregateOf(of: string, what: string, known: Set<string>): Aggregate {
  if (of === "count" && what === "*") {
    return (rows) => rows.length;
  }
  const name = named(what, known);
  if (of === "sum") {
    return (rows) => rows.reduce((sum, row) => sum + Number(row[name]), 0);
  }
  if (of === "count_distinct") {
    return (rows) => new Set(rows.map((row) => row[name])).size;
  }
  throw new Error(`unknown aggregate: ${of}(${what})`);
}

function sort(rest: string, known: Set<string>): Command {
  const keys = rest.split(", ").map((text): [string, number] => {
    const [, field = "", direction = ""] = /^(\S+) (asc|desc)$/.exec(text) ?? [];
    return [named(field, known), direction === "desc" ? -1 : 1];
  });
  const compare = (one: Row, other: Row): number => {
    for (const [name, sign] of keys) {
      const difference = Number(one[name]) - Number(other[name]);
      if (difference !== 0) {
        return sign * difference;
      }
    }
    return 0;
  };
  return (rows) => [...rows].sort(compare);
}
