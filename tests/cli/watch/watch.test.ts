/** `secure-origin watch` on files and on a log group, by the alarms of the stacks' own configuration. */
import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logFileLines } from "../../../cli/watch/logFile";
import type { LogLine } from "../../../components/monitoring/plan/logFields";
import { type AwsEndpoint, failure, startAwsEndpoint } from "../../signer/support/awsEndpoint";
import { logLine } from "../../support/logLines";
import { secureOrigin } from "../support";

const FILTER = "Logs_20140328.FilterLogEvents";

describe("secure-origin watch", () => {
  const folder = mkdtempSync(join(tmpdir(), "watch-"));
  const log = join(folder, "access.log");
  const text = (lines: readonly LogLine[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const write = (...lines: LogLine[]) => writeFileSync(log, text(lines));
  const now = () => Date.now() - 1000;
  const foreign = (count: number, at = now()) =>
    Array.from({ length: count }, () => logLine({ "c-country": "BR", "c-ip": "198.51.100.1" }, at));
  const once = (...flags: string[]) => secureOrigin("watch", "--once", "--log", log, ...flags);
  after(() => rmSync(folder, { recursive: true }));

  it("ends well when all is usual, and says by which alarms it watched", async () => {
    write(...Array.from({ length: 200 }, () => logLine({ "c-country": "IE" }, now())));
    const { code, out, err } = await once();
    assert.deepEqual([code, out], [0, ""]);
    assert.match(
      err,
      /^Watching by the alarms of stack dev: 4xx, 403, 5xx, geography, viewer-volume, viewer-requests\.$/m,
    );
  });

  it("tells of a burst from elsewhere by the limit of the stack that it is told", async () => {
    write(...foreign(21));
    const dev = await once();
    assert.equal(dev.code, 1);
    assert.match(dev.out, /^\S+Z {2}geography {7}alarm {3}6 requests an hour \(limit 5\): BR 6\n$/);
    const prod = await once("--stack", "prod", "--json");
    const anomaly = JSON.parse(prod.out) as Record<string, unknown>;
    assert.deepEqual(
      [anomaly.alarm, anomaly.value, anomaly.threshold, anomaly.rings],
      ["geography", 21, 20, true],
    );
    assert.match(String(anomaly.periodStart), /^\d{4}-.*T\d{2}:00:00\.000Z$/);
  });

  it("prints what a log says in one line, with its control characters by their numbers", async () => {
    const place = "ZZ\u001b[2J\u202e\n2026";
    write(
      ...Array.from({ length: 21 }, () => logLine({ "c-country": place, "c-ip": "198.51.100.1" }, now())),
    );
    const { out } = await once();
    assert.equal(out.split("\n").length, 2, out);
    assert.ok(out.endsWith(String.raw`: ZZ\u001b[2J\u202e\u000a2026 6` + "\n"), out);
  });

  it("leaves out what was before the time that it is told, and lines that are none", async () => {
    write(...foreign(10, now() - 7_200_000));
    appendFileSync(log, '#Version: 1.0\n{"half":\n');
    assert.equal((await once()).code, 0);
    assert.equal((await once("--since", "3h")).code, 1);
  });

  it("follows a file that grows, across the moment at which it makes room for a new one", async () => {
    writeFileSync(log, "one\ntw");
    const stop = new AbortController();
    const seen: string[] = [];
    const steps: Record<string, () => void> = {
      one: () => appendFileSync(log, "o\n"),
      two: () => {
        appendFileSync(log, "three\n");
        renameSync(log, `${log}.1`);
        writeFileSync(log, "4\n");
      },
      4: () => stop.abort(),
    };
    for await (const line of logFileLines(log, { once: false, signal: stop.signal })) {
      seen.push(line);
      steps[line]?.();
    }
    assert.deepEqual(seen, ["one", "two", "three", "4"]);
  });

  it("says in one line what is wrong with what it is told", async () => {
    for (const [flags, code, message] of [
      [["--log", join(folder, "none.log")], 1, /there is no log at .*none\.log\n {2}run npm start/],
      [["--log", log, "--log-group", "group"], 2, /--log and --log-group exclude each other/],
      [["--log", log, "--since", "yesterday"], 2, /--since: yesterday is not a span of time/],
      [
        ["--log", log, "--stack", "none"],
        1,
        /there is no Pulumi\.none\.yaml; stacks: dev, prod\n {2}name one of them with --stack\n/,
      ],
      [["--log", log, "--config-file", log], 1, /is not a configuration of this program/],
    ] as const) {
      const run = await secureOrigin("watch", "--once", ...flags);
      assert.equal(run.code, code, run.err);
      assert.match(run.err, message);
    }
  });

  it("refuses limits in the stack's file that the program refuses", async () => {
    const file = join(folder, "wrong.yaml");
    const paths = "secure-origin:securePaths: [{ pattern: /premium/* }]";
    writeFileSync(file, `config:\n  ${paths}\n  secure-origin:alarms: { expectedCountries: [Ireland] }\n`);
    const { code, err } = await once("--config-file", file);
    assert.equal(code, 1);
    assert.match(
      err,
      /wrong\.yaml: expectedCountries\[0\] is "Ireland"; allowed: an ISO 3166 code of two capitals/,
    );
  });

  it("reads the paths in any namespace", async () => {
    const file = join(folder, "shop.yaml");
    writeFileSync(file, "config:\n  aws:region: eu-west-1\n  shop:securePaths: [{ pattern: /premium/* }]\n");
    const { err } = await once("--config-file", file);
    assert.match(
      err,
      /^Watching by the alarms of stack dev: 4xx, 403, 5xx, viewer-volume, viewer-requests\.$/m,
    );
    writeFileSync(file, `${readFileSync(file, "utf8")}  shop:alarms: { expectedCountries: [Ireland] }\n`);
    assert.match((await once("--config-file", file)).err, /\n {2}correct shop:alarms in the file\n$/);
  });

  describe("on a log group", () => {
    let aws: AwsEndpoint;
    const event = (line: LogLine, index: number) => ({
      eventId: `e${index}`,
      timestamp: Number(line["timestamp(ms)"]),
      message: JSON.stringify(line),
    });
    before(async () => {
      aws = await startAwsEndpoint({});
    });
    after(() => aws.close());

    it("reads page after page, each event once", async () => {
      const lines = foreign(6);
      const pages: Record<string, object> = {
        undefined: { events: lines.slice(0, 5).map(event), nextToken: "more" },
        // The first event comes again: only with the sixth of them is the limit passed.
        more: { events: [event(lines[0] as LogLine, 0), event(lines[5] as LogLine, 5)] },
      };
      aws.answers[FILTER] = ({ nextToken }) => ({ body: pages[String(nextToken)] });
      const run = await secureOrigin("watch", "--once", "--log-group", "group", "--json");
      assert.equal(run.code, 1, run.err);
      assert.equal((JSON.parse(run.out) as { value: number }).value, 6);
      assert.deepEqual(
        aws.calls.map(({ input }) => [input.logGroupName, input.nextToken]),
        [
          ["group", undefined],
          ["group", "more"],
        ],
      );
    });

    it("says what AWS refused, and what to do", async () => {
      aws.answers[FILTER] = () => failure(400, "ResourceNotFoundException");
      const run = await secureOrigin("watch", "--once", "--log-group", "gone", "--region", "eu-west-1");
      assert.equal(run.code, 1);
      assert.match(run.err, /log group gone in eu-west-1: ResourceNotFoundException\n {2}check the name/);
    });
  });
});
