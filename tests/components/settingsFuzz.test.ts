import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { ArgumentError } from "../../components/internal/argumentError";
import { planSite } from "../../components/plan/site";
import { siteProblems } from "../../components/plan/siteProblems";
import { parseSettings, settingNames } from "../../components/settings";
import { projectFolder } from "../../local/run/project";
import { hostileValues, type Json, placesIn, withAt } from "../support/fuzz/places";

const seed = 20_261_128;

const settingsOf = (stack: string): { [name: string]: Json } => {
  const text = readFileSync(join(projectFolder, `Pulumi.${stack}.yaml`), "utf8");
  const { config } = parse(text) as { config: { [key: string]: Json } };
  const own = Object.entries(config).filter(([key]) => key.startsWith("secure-origin:"));
  return Object.fromEntries(own.map(([key, value]) => [key.slice("secure-origin:".length), value]));
};

const files = [settingsOf("dev"), settingsOf("prod")];

/** Passes settings as the engine does: everything but text as JSON. */
const configOf = (settings: Json): { [key: string]: string } =>
  Object.fromEntries(
    Object.entries(settings ?? {}).map(([name, value]) => [
      `secure-origin:${name}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );

const changes = fc.record({
  file: fc.nat({ max: files.length - 1 }),
  /** A place in the file, or a setting that it does not have. */
  place: fc.nat({ max: 1000 }),
  isOther: fc.boolean(),
  value: fc.nat({ max: hostileValues.length }),
});

describe("settings with any value in place of one", () => {
  it("are accepted, or refused with one line for each problem", () => {
    fc.assert(
      fc.property(changes, ({ file, place, isOther, value }) => {
        const settings = files[file] ?? {};
        const names = settingNames();
        const paths = placesIn(settings).slice(1);
        const path = isOther ? [names[place % names.length] ?? ""] : (paths[place % paths.length] ?? []);
        const config = configOf(withAt(settings, path, hostileValues[value]));
        try {
          const { name, site, origin } = parseSettings("secure-origin", config, "Pulumi.dev.yaml");
          const args = {
            ...site,
            hostedZoneId: "Z0123456789ABCDEFGHIJ",
            origin: { ...origin, bootScript: "#!/bin/sh" },
          };
          const problems = siteProblems(name, planSite(args, "eu-west-1"));
          assert.ok(
            problems.every((problem) => !problem.includes("\n")),
            problems.join("\n"),
          );
        } catch (error) {
          assert.ok(error instanceof ArgumentError, error instanceof Error ? error.stack : String(error));
        }
      }),
      { seed, numRuns: 1000 },
    );
  }).timeout(120_000);
});
