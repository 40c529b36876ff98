/** The alarms and logs of simulated traffic; part of site.test.ts, whose stack it uses. */
import assert from "node:assert/strict";
import type { Anomaly } from "../../../cli/watch/lineWatcher";
import { filterPattern } from "../../../components/monitoring/plan/conditions";
import { servedElsewhere } from "../../../components/monitoring/plan/geography";
import { LOG_FIELDS } from "../../../components/monitoring/plan/logFields";
import { savedQueries } from "../../../components/monitoring/plan/queries";
import { secureOrigin } from "../../cli/support";
import { runQuery } from "../../support/insights";
import type { DevSite } from "./support/devSite";
import { sendTraffic, smallLimits, type TrafficLog, viewers } from "./support/simulatedTraffic";

/**
 * Declares the tests.
 *
 * @param signed - returns the target of a signed request for a path
 */
export function simulatedTraffic(site: () => DevSite, signed: (path: string) => string): void {
  describe("under simulated traffic", () => {
    let log: TrafficLog;
    before(async () => {
      log = await sendTraffic(site(), signed);
    });

    it("trips the alarms' own definitions by a burst from abroad and by a mass download, and by nothing else", async () => {
      const flags = [
        "--once",
        "--json",
        "--log",
        log.file,
        "--config-file",
        smallLimits(site().stack.folder.root),
      ];
      const run = await secureOrigin("watch", ...flags);
      const told = run.out
        .trim()
        .split("\n")
        .map((text) => JSON.parse(text) as Anomaly);
      assert.deepEqual(
        told.map(({ alarm, who, rings }) => [alarm, Object.keys(who)[0], rings]),
        [
          ["geography", "BR", true],
          ["viewer-volume", viewers.greedy, true],
        ],
      );
      const [filter] = site()
        .stack.account()
        .resources.filter(({ type }) => /LogMetricFilter$/.test(type));
      const paths = { secure: ["/premium/*", "/downloads/*", "/secure/*"], public: [] };
      assert.equal(filter?.inputs.pattern, filterPattern(servedElsewhere(["IE", "GB"], paths)));
    });

    it("writes every field that the stack has delivered, for the saved queries to answer from", () => {
      for (const line of log.lines) {
        assert.deepEqual(
          LOG_FIELDS.filter((field) => typeof line[field] !== "string"),
          [],
        );
      }
      const queries = new Map(savedQueries(["IE", "GB"]).map(({ id, text }) => [id, text]));
      const first = (id: string) => runQuery(queries.get(id) ?? "", log.lines)[0];
      assert.deepEqual(
        [first("downloads-by-country")?.["c-country"], first("downloads-by-country")?.expected],
        ["BR", 0],
      );
      assert.equal(first("top-viewers")?.["c-ip"], viewers.greedy);
      const refused = first("refusals-by-reason");
      assert.deepEqual(
        [refused?.["sc-status"], refused?.["cache-behavior-path-pattern"], refused?.requests],
        ["403", "/premium/*", 12],
      );
      const day = (queries.get("one-viewers-day") ?? "").replace("192.0.2.1", viewers.abroad);
      assert.equal(runQuery(day, log.lines).length, 22);
    });
  });
}
