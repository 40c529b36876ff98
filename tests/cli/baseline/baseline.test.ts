import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { misconfigurations } from "../../policy/misconfigurations/all";
import { compliantStacks } from "../../policy/misconfigurations/compliantStacks";
import { read, secret, set } from "../../policy/misconfigurations/stackModel";
import { deployment } from "../../policy/misconfigurations/state";
import { secureOrigin } from "../support";

/** Returns the state of a compliant stack, with misconfigurations. */
function stateWith(...ids: string[]): unknown {
  const stack = ids.reduce((before, id) => {
    const found = misconfigurations.find((each) => each.id === id && each.base === "nlbAndEc2");
    assert.ok(found, id);
    return found.change(before);
  }, compliantStacks.nlbAndEc2.build());
  return deployment(read(stack, "known"));
}

/** The moment at which the commands run, so that no test depends on the time of day. */
const now = new Date("2026-11-27T12:00:00Z");

const day = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

describe("secure-origin baseline", () => {
  const folder = mkdtempSync(join(tmpdir(), "baseline-"));
  const RealDate = Date;
  before(() => {
    globalThis.Date = class extends RealDate {
      constructor(value: string | number | Date = now) {
        super(value);
      }

      static override now(): number {
        return now.getTime();
      }
    } as DateConstructor;
  });
  after(() => {
    globalThis.Date = RealDate;
    rmSync(folder, { recursive: true });
  });
  const config = join(folder, "policy.json");
  beforeEach(() => rmSync(config, { force: true }));

  function baseline(state: unknown, ...flags: string[]) {
    const file = join(folder, "state.json");
    writeFileSync(file, typeof state === "string" ? state : JSON.stringify(state));
    return secureOrigin("baseline", file, "--config", config, ...flags);
  }
  const terms = ["--owner", "payments", "--until", day(90)];
  const written = () =>
    JSON.parse(readFileSync(config, "utf8")) as {
      "pack-settings": { options: { waivers: Record<string, string>[] } & Record<string, unknown> };
    };

  it("writes a waiver for each finding, and says how many", async () => {
    const { code, out } = await baseline(
      stateWith("instance-public-address", "elastic-ip-on-instance"),
      ...terms,
    );
    assert.equal(code, 0);
    const { waivers } = written()["pack-settings"].options;
    assert.match(
      out,
      new RegExp(
        `^\\d added to ${config}, accepted until ${day(90)} \\(payments\\): no-public-address 2.*\\n0 there already, still found\\n$`,
      ),
    );
    const [address] = waivers.filter(({ urn = "" }) => urn.endsWith("::api-instance-0"));
    assert.deepEqual(address, {
      rule: "no-public-address",
      urn: address?.["urn"],
      path: "associatePublicIpAddress",
      owner: "payments",
      reason: `Found on ${day(0)}, when the pack was adopted`,
      expires: day(90),
    });
  });

  it("writes nothing for a stack without findings", async () => {
    const { code, out } = await baseline(stateWith(), ...terms);
    assert.equal(code, 0);
    assert.equal(
      out,
      `0 added to ${config}, accepted until ${day(90)} (payments)\n0 there already, still found\n`,
    );
    assert.equal(existsSync(config), false);
  });

  it("adds only what is new, and keeps the rest of the file", async () => {
    const options = { adminCidrs: ["203.0.113.0/28"], levels: { "viewer-tls-floor": "advisory" } };
    writeFileSync(
      config,
      JSON.stringify({ "volume-is-encrypted": "advisory", "pack-settings": { options } }),
    );
    await baseline(stateWith("instance-public-address"), ...terms);
    const before = written();
    const { out } = await baseline(
      stateWith("instance-public-address", "elastic-ip-on-instance"),
      "--owner",
      "platform",
      "--until",
      day(30),
      "--reason",
      "The office moves in spring",
    );
    assert.match(
      out,
      /^\d added to .*: no-public-address 1.*\n\d there already, still found: no-public-address 1.*\n$/,
    );
    const { "pack-settings": settings, ...others } = written();
    const { waivers, ...kept } = settings.options;
    assert.deepEqual({ others, kept }, { others: { "volume-is-encrypted": "advisory" }, kept: options });
    const already = before["pack-settings"].options.waivers;
    assert.deepEqual(waivers.slice(0, already.length), already);
    assert.ok(waivers.slice(already.length).every(({ reason }) => reason === "The office moves in spring"));
  });

  it("says which waivers are stale or past their day, and removes the stale ones with --prune", async () => {
    await baseline(stateWith("instance-public-address", "elastic-ip-on-instance"), ...terms);
    const edited = readFileSync(config, "utf8").replaceAll(day(90), "2026-01-31");
    writeFileSync(config, edited);
    const { err } = await baseline(stateWith("instance-public-address"), ...terms);
    assert.match(err, /^\d no longer found: .*\n {2}remove them with --prune: a preview fails on them$/m);
    assert.match(
      err,
      /^\d past their last day: .*\n {2}fix them, or set a new day in .*: a preview fails on them$/m,
    );
    const { code, out } = await baseline(stateWith("instance-public-address"), "--prune");
    assert.equal(code, 0);
    assert.match(out, /^\d removed from .*: no-public-address 1.*\n\d there already, still found: .*\n$/);
    assert.ok(
      written()["pack-settings"].options.waivers.every(({ urn = "" }) => !urn.endsWith("::api-address")),
    );
  });

  it("accepts a level for the rule on waivers, as the pack does", async () => {
    const options = { levels: { "waiver-is-in-force": "advisory" } };
    writeFileSync(config, JSON.stringify({ "pack-settings": { options } }));
    const { code, err } = await baseline(stateWith("instance-public-address"), ...terms);
    assert.equal(code, 0, err);
  });

  it("prints what it did as JSON", async () => {
    const { out } = await baseline(stateWith("instance-public-address"), ...terms, "--json");
    const answer = JSON.parse(out) as Record<string, unknown[]>;
    assert.deepEqual(Object.keys(answer), ["file", "added", "stale", "kept", "expired"]);
    assert.deepEqual(answer["added"], written()["pack-settings"].options.waivers);
  });

  it("counts encrypted values as unknown, and never writes a value of the state", async () => {
    const stack = set(
      "api-instance-0",
      "userData",
      secret("canary-4f9d1c7e2b"),
    )(compliantStacks.nlbAndEc2.build());
    await baseline(deployment(read(stack, "known")), ...terms);
    assert.equal(existsSync(config) && readFileSync(config, "utf8").includes("canary"), false);
  });

  for (const [what, flags, expected] of [
    [
      "no owner",
      ["--until", day(9)],
      /^secure-origin: give --owner and --until: who answers for the findings, and until when they are accepted\n/,
    ],
    [
      "a day in the past",
      ["--owner", "x", "--until", day(-1)],
      /^secure-origin: --until \S+ is not a day from tomorrow to a year from now\n {2}give a date up to/,
    ],
    [
      "a day after a year",
      ["--owner", "x", "--until", day(370)],
      /is not a day from tomorrow to a year from now/,
    ],
    [
      "a reason that is not in words",
      ["--owner", "x", "--until", day(9), "--reason", "because"],
      /^secure-origin: --reason "because" does not say why, in words\n {2}for example: --reason "The office moves in spring"\n/,
    ],
    ["an empty owner", ["--owner", "", "--until", day(9)], /give --owner and --until/],
    ["no date", ["--owner", "x", "--until", "spring"], /--until spring is not a day/],
  ] as const) {
    it(`refuses ${what}, and writes nothing`, async () => {
      const { code, err } = await baseline(stateWith("instance-public-address"), ...flags);
      assert.equal(code, 2);
      assert.match(err, expected);
      assert.equal(existsSync(config), false);
    });
  }

  it("refuses another file than a policy configuration, or one that the pack refuses, and leaves it", async () => {
    for (const [text, expected] of [
      ["[]", /policy\.json is not a policy configuration\n {2}give a file with one JSON object/],
      ["{", /is not a policy configuration/],
      ['{"pack-settings":7}', /is not a policy configuration/],
      [
        '{"pack-settings":{"options":{"securePath":[]}}}',
        /policy\.json: unknown option securePath; there are/,
      ],
    ] as const) {
      writeFileSync(config, text);
      const { code, err } = await baseline(stateWith("instance-public-address"), ...terms);
      assert.equal(code, 1);
      assert.match(err, expected);
      assert.equal(readFileSync(config, "utf8"), text);
    }
  });
});
