import assert from "node:assert/strict";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { listenerRuleChecksOriginSecret } from "../../../../policy/rules/tiers/listenerRuleChecksOriginSecret";
import { originSecretIsRandom } from "../../../../policy/rules/tiers/originSecretIsRandom";
import { findingsIn } from "../../support/exampleFindings";

const hex = "3f1c8a5e7b9d2046f8a1c3e5d7b90412a6c8e0f2b4d6987153fcae0d1b2e4f60";

/** Creates a stack whose one origin sends a value that a listener rule accepts, and what they depend on. */
function stack(value: unknown, sources: readonly ExampleResource[], from = sources): ExampleResource[] {
  const names = from.map(({ name = "" }) => name);
  return [
    { type: t.loadBalancer, name: "alb", props: { arn: "arn:alb", internal: true } },
    { type: t.listener, name: "https", props: { arn: "arn:https", loadBalancerArn: "arn:alb", port: 443 } },
    {
      type: t.vpcOrigin,
      name: "vpc-origin",
      props: { id: "vo", vpcOriginEndpointConfig: { arn: "arn:alb" } },
    },
    {
      type: t.listenerRule,
      name: "rule",
      props: {
        listenerArn: "arn:https",
        conditions: [{ httpHeader: { httpHeaderName: "X-Secret", values: [value] } }],
        actions: [{ type: "forward", targetGroupArn: "arn:targets" }],
      },
      from: { conditions: names },
    },
    {
      type: t.distribution,
      name: "edge",
      props: {
        origins: [
          {
            originId: "app",
            customHeaders: [{ name: "X-Secret", value }],
            vpcOriginConfig: { vpcOriginId: "vo" },
          },
        ],
        defaultCacheBehavior: { targetOriginId: "app", trustedKeyGroups: ["kg"] },
      },
      from: { origins: names },
    },
    ...sources,
  ];
}

const findings = (...resources: ExampleResource[]) =>
  findingsIn(originSecretIsRandom, several("", ...resources)).map(
    ({ urn, path, why, level }) =>
      `${urn.split("::").at(-1) ?? ""} ${path}: ${why}${level === undefined ? "" : ` (${level})`}`,
  );

const source = (type: string, props: object): ExampleResource => ({ type, name: "source", props });
const few = "the secret has fewer than 128 bits";

describe("origin-secret-is-random, in preview", () => {
  const weak: [what: string, source: ExampleResource, at: string][] = [
    [
      "38 digits",
      source(t.randomString, { length: 38, lower: false, upper: false, special: false }),
      "length",
    ],
    [
      "25 letters of both cases and digits",
      source(t.randomPassword, { length: 25, special: false }),
      "length",
    ],
    ["a random id of 15 bytes", source(t.randomId, { byteLength: 15 }), "byteLength"],
    ["an integer", source(t.randomInteger, { min: 1, max: 1_000_000_000 }), "max"],
    ["the name of a pet", source(t.randomPet, { length: 12 }), ""],
    ["a UUID", source(t.randomUuid, {}), ""],
    ["a UUID of version 7", source(t.randomUuid7, {}), ""],
  ];
  for (const [what, of, at] of weak) {
    it(`rejects ${what}`, () =>
      assert.deepEqual(findings(...stack(unknownValue, [of])), [`source ${at}: ${few}`]));
  }

  const strong: [what: string, source: ExampleResource][] = [
    ["39 digits", source(t.randomString, { length: 39, lower: false, upper: false, special: false })],
    ["26 letters of both cases and digits", source(t.randomPassword, { length: 26, special: false })],
    ["16 random bytes", source(t.randomBytes, { length: 16 })],
    ["a secret whose value this stack does not set", source(t.secret, {})],
  ];
  for (const [what, of] of strong) {
    it(`accepts ${what}`, () => assert.deepEqual(findings(...stack(unknownValue, [of])), []));
  }

  it("rejects a length that is unknown", () => {
    const why = "the secret may have fewer than 128 bits, since this is not known in preview";
    const bytes = source(t.randomBytes, { length: unknownValue });
    assert.deepEqual(findings(...stack(unknownValue, [bytes])), [`source length: ${why}`]);
  });

  it("accepts one value that joins two short ones, and rejects two short values", () => {
    const short = ["a", "b"].map((name) => ({ type: t.randomBytes, name, props: { length: 8 } }));
    assert.deepEqual(findings(...stack(unknownValue, short)), []);
    const tiny = ["a", "b"].map((name) => ({ type: t.randomBytes, name, props: { length: 7 } }));
    assert.deepEqual(findings(...stack(unknownValue, tiny)), [`a length: ${few}`, `b length: ${few}`]);
  });

  it("rejects a short value in a version of the secret that origin and rule refer to", () => {
    const secret = { type: t.secret, name: "secret", props: { id: "arn:secret" } };
    const version = (secretString: unknown, from: readonly string[]): ExampleResource => ({
      type: t.secretVersion,
      name: "version",
      props: { secretId: "arn:secret", secretString },
      from: { secretString: from },
    });
    const short = { type: t.randomBytes, name: "short", props: { length: 8 } };
    assert.deepEqual(
      findings(...stack(unknownValue, [secret, version(unknownValue, ["short"]), short], [secret])),
      [`short length: ${few}`],
    );
    assert.deepEqual(
      findings(...stack(unknownValue, [secret, version('{"header":"letmein"}', [])], [secret])),
      ["version secretString: the value of a secret header has fewer than 128 bits and can be guessed"],
    );
    assert.deepEqual(
      findings(...stack(unknownValue, [secret, version(`{"user":"app","header":"${hex}"}`, [])], [secret])),
      [],
    );
  });
});

describe("origin-secret-is-random, with known values", () => {
  const bytes = source(t.randomBytes, { length: 32, hex, base64: "base64" });

  it("accepts a random value after a prefix, and in upper case", () => {
    assert.deepEqual(findings(...stack(`v1-${hex}`, [bytes])), []);
    assert.deepEqual(findings(...stack(hex.toUpperCase(), [bytes])), []);
  });

  it("rejects the first digits of a random value", () => {
    assert.deepEqual(findings(...stack(hex.slice(0, 16), [bytes])), [
      'edge origins[0].customHeaders[0].value: the secret of origin "app" has fewer than 128 bits and can be guessed',
    ]);
  });

  it("rejects 16 random bytes in Base64, which loses bits where case does not count", () => {
    const base64 = "q83vASNFZ4mrze8BI0VniQ==";
    const short = source(t.randomBytes, { length: 16, hex: "abcdef0123456789abcdef0123456789", base64 });
    assert.deepEqual(findings(...stack(base64, [short])), [`source length: ${few}`]);
  });

  it("reports a strong value of unknown origin as advisory, since it may come from the configuration", () => {
    assert.deepEqual(findings(...stack(hex, [])), [
      'edge origins[0].customHeaders[0].value: the secret of origin "app" is known in preview and is no output of a random resource, so it may be a literal in the program (advisory)',
    ]);
  });

  it("accepts a strong value of a parameter, and rejects a weak one", () => {
    const parameter = (value: string) => source(t.parameter, { type: "SecureString", value });
    assert.deepEqual(findings(...stack(hex, [parameter(hex)])), []);
    assert.deepEqual(findings(...stack("letmein", [parameter("letmein")])), [
      'edge origins[0].customHeaders[0].value: the secret of origin "app" has fewer than 128 bits and can be guessed',
    ]);
  });
});

describe("listener-rule-checks-origin-secret", () => {
  const accepted = (value: unknown, sources: readonly ExampleResource[]) => {
    const [, , , rule, ...others] = stack(value, sources);
    const sent = stack(hex, sources)[4];
    const resources = [...stack(hex, sources).slice(0, 3), rule, sent, ...others.slice(1)].filter(
      (each) => each !== undefined,
    );
    return findingsIn(listenerRuleChecksOriginSecret, several("", ...resources)).map(({ why }) => why);
  };
  const previous = `${"0".repeat(8)}${hex.slice(8)}`;

  it("accepts a previous value from a parameter, and after a prefix", () => {
    assert.deepEqual(accepted(previous, [source(t.parameter, { value: previous })]), []);
    assert.deepEqual(accepted(`v0-${previous}`, [source(t.randomBytes, { length: 32, hex: previous })]), []);
  });

  it("rejects a literal beside a parameter that holds another value", () => {
    assert.deepEqual(accepted(previous, [source(t.parameter, { value: hex })]), [
      "the rule accepts a value that no origin sends and that does not come from a secret of this stack",
    ]);
  });
});
