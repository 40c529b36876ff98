import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import * as components from "../../../../components";
import { ArgumentError } from "../../../../components/internal/argumentError";
import schema from "../../../../components/internal/types/argumentSchema.json";
import { refuseWrongTypes } from "../../../../components/internal/types/argumentTypes";
import { planSite } from "../../../../components/plan/site";
import { siteProblems } from "../../../../components/plan/siteProblems";
import { APP } from "../../support/membersSite";
import { ALL, ARGS } from "../../support/site";

/** Returns the message with which arguments are refused, without its subject; undefined if they are not. */
function refusal(component: string, args: unknown): string[] | undefined {
  try {
    refuseWrongTypes(component, "site", args);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof ArgumentError, String(error));
    return error.message.split("\n").map((line) => line.replace(`${component} "site": `, ""));
  }
}

const site = (args: object): string[] | undefined => refusal("SecureOrigin", { ...ARGS, ...args });

describe("the types of arguments", () => {
  it("are accepted as declared, plain or as outputs", () => {
    assert.equal(site(ALL), undefined);
    assert.equal(
      site({ domainName: pulumi.output("members.example.com"), hostedZoneId: Promise.resolve("Z1") }),
      undefined,
    );
    assert.equal(
      site({ tags: { team: pulumi.output("web") }, additionalDomainNames: [pulumi.output("a.example.com")] }),
      undefined,
    );
    assert.equal(site({ logs: undefined }), undefined);
  });

  const wrong: [what: string, args: object, message: string][] = [
    [
      "text for a list",
      { securePaths: "/premium/*" },
      "securePaths is text; allowed: a list. To fix: give a list.",
    ],
    ["a list for an object", { origin: [] }, "origin is a list; allowed: an object. To fix: give an object."],
    [
      "nothing for an object",
      { origin: undefined },
      "origin is missing; allowed: an object. To fix: give an object.",
    ],
    ["null", { logs: null }, "logs is null; allowed: an object. To fix: leave it out."],
    ["a number for text", { domainName: 5 }, "domainName is a number; allowed: text. To fix: give text."],
    [
      "text for a number",
      { headerGeneration: "2" },
      "headerGeneration is text; allowed: a whole number. To fix: give a whole number.",
    ],
    [
      "text for a switch",
      { ipv6: "no" },
      "ipv6 is text; allowed: true or false. To fix: give true or false.",
    ],
    [
      "a number for a choice",
      { admission: 1 },
      'admission is a number; allowed: "addresses" or "both" or "serviceGroup". To fix: give "addresses" or "both" or "serviceGroup".',
    ],
    [
      "an element",
      { publicPaths: ["/login", 5] },
      "publicPaths[1] is a number; allowed: text. To fix: give text.",
    ],
    [
      "an element that is null",
      { securePaths: [null] },
      "securePaths[0] is null; allowed: an object. To fix: give an object.",
    ],
    [
      "a nested argument",
      { securePaths: [{ pattern: { is: "/premium/*" }, content: "dynamic" }] },
      "securePaths[0].pattern is an object; allowed: text. To fix: give text.",
    ],
    ["a value of a map", { tags: { team: 5 } }, "tags.team is a number; allowed: text. To fix: give text."],
    [
      "an output for what decides which resources exist",
      { securePaths: pulumi.output([]) },
      "securePaths is an output; allowed: a list, known before deployment. To fix: give the value itself.",
    ],
    [
      "a misspelt restriction",
      { allowedCountrys: ["DE"] },
      "Unknown argument `allowedCountrys`. Did you mean `allowedCountries`?",
    ],
    [
      "a misspelt nested argument",
      { signingKeys: [{ id: "k1", stat: "active" }] },
      "Unknown argument `signingKeys[0].stat`. Did you mean `signingKeys[0].state`?",
    ],
    [
      "an unknown argument",
      { firewall: true },
      "Unknown argument `firewall`. Remove it; docs/reference/components.md lists the arguments.",
    ],
  ];
  for (const [what, args, message] of wrong) {
    it(`refuse ${what}`, () => assert.deepEqual(site(args), [message]));
  }

  it("are checked by every component, before anything else", () => {
    const kinds = Object.entries(components).filter(
      ([, exported]) =>
        typeof exported === "function" && exported.prototype instanceof pulumi.ComponentResource,
    ) as unknown as [string, new (name: string, args: unknown) => pulumi.ComponentResource][];
    assert.deepEqual(kinds.map(([name]) => name).sort(), Object.keys(schema.components).sort());
    for (const [name, Component] of kinds) {
      assert.throws(() => new Component("site", undefined), {
        name: "ArgumentError",
        message: `${name} "site": the arguments are missing; allowed: an object.`,
      });
    }
  });

  it("never show a value, which may be a misplaced secret", () => {
    const secret = "s3cret";
    assert.doesNotMatch(
      String(site({ securePaths: secret, origin: [secret], ipv6: secret })),
      new RegExp(secret),
    );
  });

  it("leave nothing for the planning to stumble over: any value in any place is refused in words, or planned", () => {
    const whole = { ...ARGS, ...ALL, origin: { ...ARGS.origin, app: APP } } as const;
    const places = placesIn(whole);
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(undefined, Number.NaN, -0, Symbol("s"), () => 1, new Date(0), pulumi.output("x")),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), value, (place, replacement) => {
        const args = replaced(whole, place, replacement);
        if (refusal("SecureOrigin", args) === undefined) {
          const problems = siteProblems("site", planSite(args as typeof ARGS, "eu-west-1"));
          assert.ok(
            problems.every((text) => typeof text === "string" && !text.includes("[object Object]")),
            problems.join("\n"),
          );
        }
      }),
      { seed: 20261128, numRuns: 2_000 },
    );
  });
});

type Place = readonly (string | number)[];

/** Lists the places of all values in a structure. */
function placesIn(value: unknown, at: Place = []): Place[] {
  return typeof value === "object" && value !== null && !pulumi.Output.isInstance(value)
    ? Object.entries(value).flatMap(([key, each]) => {
        const place = [...at, Array.isArray(value) ? Number(key) : key];
        return [place, ...placesIn(each, place)];
      })
    : [];
}

/** Copies a structure with another value in one place. */
function replaced(value: unknown, [first, ...rest]: Place, replacement: unknown): unknown {
  if (first === undefined) {
    return replacement;
  }
  if (Array.isArray(value)) {
    return value.map((each, at) => (at === first ? replaced(each, rest, replacement) : (each as unknown)));
  }
  const members = value as Readonly<Record<string, unknown>>;
  return { ...members, [first]: replaced(members[first], rest, replacement) };
}
