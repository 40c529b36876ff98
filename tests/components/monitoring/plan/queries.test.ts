import assert from "node:assert/strict";
import { savedQueries } from "../../../../components/monitoring/plan/queries";
import { runQuery } from "../../../support/insights";
import { HOUR, logLine } from "../../../support/logLines";

const LINES = [
  logLine({ "sc-bytes": "500" }),
  logLine({ "sc-bytes": "700", "c-ip": "192.0.2.2" }),
  logLine({ "sc-bytes": "900", "c-country": "BR", "c-ip": "198.51.100.1" }, HOUR + 1),
  logLine({ "sc-status": "403", "sc-bytes": "9000", "x-edge-detailed-result-type": "Error" }, HOUR + 2),
  logLine({ "sc-status": "404", "cache-behavior-path-pattern": "*", "x-edge-detailed-result-type": "Error" }),
];

const run = (id: string, expected: string[] = [], edit = (text: string) => text) => {
  const query = savedQueries(expected).find((each) => each.id === id);
  assert.ok(query !== undefined, id);
  return runQuery(edit(query.text), LINES);
};

describe("the saved queries, by a small reading of their own text", () => {
  it("are these four, each with what it answers", () => {
    assert.deepEqual(
      savedQueries([]).map(({ id }) => id),
      ["downloads-by-country", "top-viewers", "refusals-by-reason", "one-viewers-day"],
    );
    assert.ok(
      savedQueries([]).every(({ description, text }) => description.endsWith(".") && text.length < 10_000),
    );
  });

  it("sum up what was served to each country, unexpected ones first", () => {
    const plain = run("downloads-by-country");
    assert.deepEqual(
      plain.map((row) => [row["c-country"], row.bytes, row.viewers]),
      [
        ["DE", 1200, 2],
        ["BR", 900, 1],
      ],
    );
    const against = run("downloads-by-country", ["DE"]);
    assert.deepEqual(
      against.map((row) => [row["c-country"], row.expected]),
      [
        ["BR", 0],
        ["DE", 1],
      ],
    );
  });

  it("list the viewers with the most downloaded bytes", () => {
    assert.deepEqual(
      run("top-viewers").map((row) => [row["c-ip"], row.bytes]),
      [
        ["198.51.100.1", 900],
        ["192.0.2.2", 700],
        ["192.0.2.1", 500],
      ],
    );
  });

  it("sort refusals by their reason", () => {
    const rows = run("refusals-by-reason");
    assert.deepEqual(rows.map((row) => row["sc-status"]).sort(), ["403", "404"]);
    assert.ok(rows.every((row) => row.requests === 1));
  });

  it("follow one viewer through the day", () => {
    const rows = run("one-viewers-day", [], (text) => text.replace("192.0.2.1", "198.51.100.1"));
    assert.deepEqual(
      rows.map((row) => row["sc-bytes"]),
      ["900"],
    );
    assert.equal(run("one-viewers-day").length, 3);
  });

  it("are refused by the reading when they name what no line has", () => {
    assert.throws(() => runQuery("fields `cs-uri-query`", LINES), /unknown field: `cs-uri-query`/);
    assert.throws(() => runQuery("fields c-ip", LINES), /subtraction/);
    assert.throws(() => runQuery("parse `c-ip` /x/", LINES), /unknown command: parse/);
  });
});
