import assert from "node:assert/strict";
import fc from "fast-check";
import { type Anomaly, LineWatcher } from "../../../cli/watch/lineWatcher";
import { alarmsOf } from "../../../components/monitoring/plan/alarms";
import { watchLimits } from "../../../components/monitoring/plan/limits";
import type { LogLine } from "../../../components/monitoring/plan/logFields";
import { HOUR, logLine } from "../../support/logLines";

const MINUTE = 60_000;
const LIMITS = watchLimits({
  expectedCountries: ["DE"],
  unexpectedCountryRequests: 3,
  viewerGigabytesPerHour: 0.001,
});
const PATHS = { secure: ["/premium/*"], public: [] };

const watcher = () => new LineWatcher(alarmsOf({ ...LIMITS, paths: PATHS, hasLog: true }));
const seeAll = (lines: readonly LogLine[]): Anomaly[] => {
  const own = watcher();
  return lines.flatMap((line) => own.see(line));
};
const times = (count: number, line: (index: number) => LogLine) =>
  Array.from({ length: count }, (_, index) => line(index));

describe("a watcher of log lines", () => {
  it("reads by the alarms that lines can tell of", () => {
    assert.deepEqual(
      watcher().definitions.map(({ id }) => id),
      ["4xx", "403", "5xx", "geography", "viewer-volume", "viewer-requests"],
    );
  });

  it("has nothing to say of an ordinary hour", () => {
    assert.deepEqual(
      seeAll(times(500, (index) => logLine({ "sc-status": index % 50 === 0 ? "404" : "200" }))),
      [],
    );
  });

  it("tells once of a burst from a country that is not expected, and from where", () => {
    const [burst, ...more] = seeAll(times(20, () => logLine({ "c-country": "BR" })));
    assert.deepEqual(more, []);
    assert.deepEqual(burst, {
      alarm: "geography",
      periodStart: HOUR,
      value: 4,
      threshold: 3,
      unit: "requests an hour",
      who: { BR: 4 },
      breaching: 1,
      rings: true,
    });
  });

  it("tells of the viewer with too many downloads, however few bytes the log has, and counts no refusals", () => {
    const [many, ...more] = seeAll(times(1100, () => logLine({ "sc-bytes": "" })));
    assert.deepEqual(more, []);
    assert.deepEqual([many?.alarm, many?.value, many?.threshold], ["viewer-requests", 1001, 1000]);
    assert.ok(
      seeAll(times(1100, () => logLine({ "sc-status": "404", "sc-bytes": "" }))).every(
        ({ alarm }) => alarm !== "viewer-requests",
      ),
    );
  });

  it("tells of the viewer who fetches too much, and not of many who fetch as much together", () => {
    const part = { "sc-bytes": "60000" };
    const [mass, ...more] = seeAll(times(30, () => logLine(part)));
    assert.deepEqual(more, []);
    assert.deepEqual(
      [mass?.alarm, mass?.who, mass?.value],
      ["viewer-volume", { "192.0.2.1": 1_020_000 }, 1_020_000],
    );
    assert.deepEqual(seeAll(times(30, (index) => logLine({ ...part, "c-ip": `192.0.2.${index}` }))), []);
  });

  it("reports a share of refusals only with enough requests", () => {
    const refused = { "sc-status": "403" };
    assert.deepEqual(seeAll(times(99, () => logLine(refused))), []);
    const found = seeAll(times(100, () => logLine(refused)));
    assert.deepEqual(
      found.map(({ alarm, rings }) => [alarm, rings]),
      [
        ["4xx", false],
        ["403", false],
      ],
    );
  });

  it("rings when as many periods are above the threshold as the alarm asks for", () => {
    const failing = (minute: number) =>
      times(20, () => logLine({ "sc-status": "502" }, HOUR + minute * MINUTE));
    const found = seeAll([...failing(0), ...failing(5)]);
    assert.deepEqual(
      found.map(({ alarm, breaching, rings }) => [alarm, breaching, rings]),
      [
        ["5xx", 1, false],
        ["5xx", 2, true],
      ],
    );
    assert.deepEqual(
      seeAll([...failing(0), ...failing(15)]).map(({ rings }) => rings),
      [false, false],
    );
  });

  it("counts a late line in its own hour", () => {
    const foreign = { "c-country": "BR" };
    const later = HOUR + 60 * MINUTE;
    const lines = [...times(3, () => logLine(foreign)), logLine({}, later), logLine(foreign)];
    assert.deepEqual(
      seeAll(lines).map(({ periodStart }) => periodStart),
      [HOUR],
    );
    assert.deepEqual(seeAll([...times(3, () => logLine(foreign)), logLine(foreign, later)]), []);
  });

  it("tells the same whatever the order of an hour's lines", () => {
    const line = fc.record({
      country: fc.constantFrom("DE", "BR", "CN"),
      viewer: fc.integer({ min: 1, max: 3 }),
      bytes: fc.integer({ min: 0, max: 300_000 }),
    });
    const told = (lines: readonly LogLine[]) =>
      seeAll(lines)
        .map(({ alarm }) => alarm)
        .sort();
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const made = lines.map(({ country, viewer, bytes }) =>
          logLine({ "c-country": country, "c-ip": `192.0.2.${viewer}`, "sc-bytes": String(bytes) }),
        );
        assert.deepEqual(told([...made].reverse()), told(made));
      }),
    );
  });
});
