/** Whatever style a list of keys is written in: a change does what was decided, and touches nothing else. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { editKeys } from "../../../cli/config/keyEdit";
import { readKeyList } from "../../../cli/config/keyList";
import { commentsOf } from "../../../cli/config/text";
import { type KeyChange, type KeyEntry, listAfter } from "../../../cli/keys/keyStates";

const states = ["announced", "active", "retired"] as const;
const ids = ["k1", "k-2", "a", "dev-10", "null", "on"];

const entry = fc.record(
  {
    state: fc.constantFrom(...states),
    arn: fc.constantFrom("arn:aws:ssm:eu-west-1:1:parameter/k", "a, b # c: {d}", "it's", "]}"),
    publicKeyPem: fc.constant("-----BEGIN\nAA # B\n-----END\n"),
  },
  { requiredKeys: [] },
);
const list = fc
  .uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 4 })
  .chain((chosen) => fc.tuple(...chosen.map((id) => entry.map((rest): KeyEntry => ({ id, ...rest })))));

type Style = "block" | "rows" | "line" | "lines" | "single" | "double";
type Quote = (text: string) => string;
const quotes: Readonly<Record<string, Quote>> = {
  plain: (text) => (/^[a-z][a-z-]*\d*$/.test(text) && text !== "null" ? text : JSON.stringify(text)),
  double: (text) => JSON.stringify(text),
  single: (text) => (text.includes("\n") ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`),
};

const layout = fc.record({
  style: fc.constantFrom<Style>("block", "rows", "line", "lines", "single", "double"),
  quote: fc.constantFrom("plain", "double", "single"),
  pad: fc.constantFrom("", " ", "  "),
  eol: fc.constantFrom("\n", "\r\n"),
  noted: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  trailing: fc.boolean(),
  head: fc.constantFrom("", "# a stack\n", "---\n", "encryptionsalt: v1:abc=\n"),
  nested: fc.boolean(),
  tail: fc.constantFrom("", "\n", "\n  shop:after:   [1,2]   # kept\n", "\n# the end\nx:   'y'"),
});
type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never;

/** Text before the list, the list, and the text behind it. */
function write(keys: readonly KeyEntry[], how: Layout): [string, string, string] {
  const { style, pad, noted, trailing, nested } = how;
  const quote = quotes[how.quote] ?? JSON.stringify;
  const indent = nested ? "      " : "    ";
  const start = nested
    ? "config:\n  shop:site:\n    name: a\n    signingKeys:"
    : "config:\n  shop:signingKeys:";
  const comment = (index: number): string => (noted[index] === true ? ` # c${index}, of "all": [x]` : "");
  const pairs = (key: KeyEntry): string[] =>
    Object.entries(key).map(([name, value]) => `${name}: ${quote(String(value))}`);
  const flow = (key: KeyEntry): string => `{${pad}${pairs(key).join(`,${pad || " "}`)}${pad}}`;
  const written: Readonly<Record<Style, () => string>> = {
    block: () =>
      keys
        .map((key, index) => {
          const [first = "", ...more] = pairs(key);
          return [
            `\n${indent}- ${first}${comment(index)}`,
            ...more.map((pair) => `\n${indent}  ${pair}`),
          ].join("");
        })
        .join(""),
    rows: () => keys.map((key, index) => `\n${indent}- ${flow(key)}${comment(index)}`).join(""),
    line: () => ` [${pad}${keys.map(flow).join(`,${pad || " "}`)}${pad}]${comment(0)}`,
    lines: () => {
      const rows = keys.map((key, index) => {
        const comma = index < keys.length - 1 || trailing ? "," : "";
        return `\n${indent}${flow(key)}${comma}${comment(index)}`;
      });
      return ` [${rows.join("")}\n${indent}]${comment(4)}`;
    },
    single: () =>
      ` '${JSON.stringify(keys, null, pad.length > 1 ? undefined : 0).replaceAll("'", "''")}'${comment(0)}`,
    double: () => ` ${JSON.stringify(JSON.stringify(keys))}${comment(0)}`,
  };
  const parts = [`${how.head}${start}`, written[style](), how.tail] as const;
  const [head, middle, tail] = parts.map((part) => part.replaceAll("\n", how.eol));
  return [head ?? "", middle ?? "", tail ?? ""];
}

const moves = fc.array(
  fc.record({
    kind: fc.constantFrom("state", "retire", "remove", "add"),
    at: fc.nat(10),
    state: fc.constantFrom("announced", "active"),
    day: fc.integer({ min: 1, max: 28 }),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Turns moves into changes of the list as it then is. */
function changesOf(
  keys: readonly KeyEntry[],
  all: typeof moves extends fc.Arbitrary<infer T> ? T : never,
): KeyChange[] {
  const changes: KeyChange[] = [];
  for (const { kind, at, state, day } of all) {
    const now = listAfter(keys, changes);
    const id = now[at % now.length]?.id ?? "";
    const fresh = ids.find((one) => !now.some((key) => key.id === one));
    if (kind === "add" && fresh !== undefined) {
      const extra = at % 2 === 0 ? {} : { publicKeyPem: "-----BEGIN\nB\n-----END\n" };
      changes.push({ kind, id: fresh, entry: { id: fresh, state: "announced", ...extra } });
    } else if (kind === "remove" && now.length > 1) {
      changes.push({ kind, id });
    } else if (kind === "retire") {
      changes.push({
        kind: "state",
        id,
        state: "retired",
        retiredAt: new Date(Date.UTC(2026, 0, day, 1, 2, 3)),
      });
    } else {
      changes.push({ kind: "state", id, state: state as "announced" });
    }
  }
  return changes;
}

function listOf(text: string): unknown {
  const { config } = parse(text) as { config: Record<string, unknown> };
  const site = config["shop:site"] as { signingKeys: unknown } | undefined;
  const value = site?.signingKeys ?? config["shop:signingKeys"];
  return typeof value === "string" ? JSON.parse(value) : value;
}

describe("any change of any list of signing keys", () => {
  it("gives the list that was decided, keeps all comments, and every byte outside of the list", () => {
    fc.assert(
      fc.property(list, layout, moves, (keys, how, all) => {
        const [head, middle, tail] = write(keys, how);
        const before = `${head}${middle}${tail}`;
        const found = readKeyList(before, "Pulumi.dev.yaml") ?? assert.fail("no list");
        const changes = changesOf(keys, all);
        const after = editKeys(found, changes);

        const expected = listAfter(keys, changes);
        assert.deepEqual(listOf(after), expected);
        assert.ok(after.startsWith(head), "the text before the list has changed");
        assert.ok(after.endsWith(tail), "the text behind the list has changed");
        assert.equal(/[^\r]\n/.test(after), how.eol === "\n" && after.includes("\n"));

        const own = how.style === "line" || how.style === "single" || how.style === "double";
        const removed = new Set(changes.flatMap(({ kind, id }) => (kind === "remove" ? [id] : [])));
        const gone = new Set(
          keys.flatMap(({ id }, index) => (!own && removed.has(id) ? [`c${index},`] : [])),
        );
        const kept = (text: string): string[] =>
          commentsOf(text).flatMap(
            ({ source }) =>
              source
                .replace(/(?:; |# )(?:\S+ )?retired \S+Z.*$/, "")
                .trimEnd()
                .match(/c\d,.*|# (?:kept|a stack|the end)/) ?? [],
          );
        assert.deepEqual(
          kept(after),
          kept(before).filter((comment) => !gone.has(comment.slice(0, 3))),
        );

        const moments = new Map<string, string | undefined>();
        for (const change of changes) {
          moments.set(change.id, change.kind === "state" ? change.retiredAt?.toISOString() : undefined);
        }
        for (const { id, retiredAt } of readKeyList(after, "Pulumi.dev.yaml")?.keys ?? []) {
          assert.equal(retiredAt?.toISOString(), moments.get(id), id);
        }
      }),
      { numRuns: 300 },
    );
  });
});
