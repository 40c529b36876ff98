import assert from "node:assert/strict";
import fc from "fast-check";
import { definitions, OptionError, resolveOptions } from "../../../policy/options/options";
import { packRules } from "../../../policy/pack";
import { Settings } from "../../../policy/runtime/settings";
import { hostileValues, type Json, placesIn, withAt } from "../../support/fuzz/places";

const seed = 20_261_128;

const full: { [name: string]: Json } = {
  securePaths: ["/premium/*"],
  publicPaths: ["/premium/preview/*"],
  ignoreDeclaredPaths: false,
  adminCidrs: ["203.0.113.0/28"],
  cloudFrontPrefixLists: ["pl-4fa04526"],
  minimumTls: "1.3",
  protect: "all",
  protectedOrigins: ["urn:pulumi:dev::*::site-alb"],
  scope: "stack",
  edgeFunctions: [{ function: "arn:aws:cloudfront::*:function/x", reason: "Adds a header" }],
  harmlessTypes: ["confluentcloud:*"],
  foreignKeyFingerprints: ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
  signingKeys: ["*sign*"],
  onUnknown: { "no-public-address": "deny" },
  levels: { "no-public-address": "mandatory" },
  waivers: [
    {
      rule: "no-public-address",
      urn: "urn:pulumi:dev::*::worker-*",
      path: "",
      reason: "A test of ours",
      owner: "orders",
      expires: "2026-12-31",
    },
  ],
};

const names = packRules().map(({ name }) => name);

describe("options of the pack with any value in place of one", () => {
  it("have a valid example of every option", () => {
    assert.deepEqual(Object.keys(full).sort(), Object.keys(definitions).sort());
    assert.doesNotThrow(() => resolveOptions([full], names));
  });

  it("are accepted as they are, or refused in one line", () => {
    const paths = placesIn({ options: full }).slice(1);
    const changes = fc.record({
      place: fc.nat({ max: paths.length - 1 }),
      value: fc.nat({ max: hostileValues.length }),
    });
    fc.assert(
      fc.property(changes, ({ place, value }) => {
        const config = withAt({ options: full }, paths[place] ?? [], hostileValues[value]);
        const settings = new Settings({}, names);
        try {
          settings.share(config as Record<string, unknown>);
          settings.optionsFor(config as Record<string, unknown>);
        } catch (error) {
          assert.ok(error instanceof OptionError, error instanceof Error ? error.stack : String(error));
          assert.doesNotMatch(error.message, /\n/);
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});
