import assert from "node:assert/strict";
import * as fc from "fast-check";
import * as z from "zod";
import { SignerError } from "../../../../signer";
import {
  listOf,
  mapOf,
  object,
  oneOf,
  optional,
  path,
  root,
  text,
  whole,
} from "../../../../signer/verify/distribution/jsonShape";
import { readDistribution } from "../../../../signer/verify/distribution/readDistribution";

const message = (json: unknown): string => {
  try {
    readDistribution(json);
  } catch (error) {
    assert.ok(error instanceof SignerError);
    assert.equal(error.code, "ERR_DISTRIBUTION");
    return error.message;
  }
  return "accepted";
};
const last = { pathPattern: "*" };

describe("the description of a distribution", () => {
  const cases: [string, unknown, string][] = [
    ["nothing", undefined, "the distribution is missing; it must be an object"],
    ["a list", [], "the distribution is a list; it must be an object"],
    ["no names", { behaviors: [last] }, "domainNames is missing; it must be a list"],
    [
      "no behavior",
      { domainNames: [], behaviors: [] },
      "behaviors is a list; it must be a list that is not empty",
    ],
    [
      "a behavior without a pattern",
      { domainNames: [], behaviors: [{}, last] },
      "behaviors[0].pathPattern is missing; it must be a string that is not empty",
    ],
    [
      "an unknown policy",
      { domainNames: [], behaviors: [{ ...last, viewerProtocolPolicy: "http" }] },
      'behaviors[0].viewerProtocolPolicy is "http"; it must be "allow-all" or "redirect-to-https" or "https-only"',
    ],
    [
      "an unknown member",
      { domainNames: [], behaviors: [{ ...last, trustedKeyGroups: [] }] },
      "behaviors[0].trustedKeyGroups is unknown; behaviors[0] has pathPattern, viewerProtocolPolicy, trustedKeys",
    ],
    [
      "a key that is no text",
      { domainNames: [], behaviors: [{ ...last, trustedKeys: { K1: 5 } }] },
      "behaviors[0].trustedKeys.K1 is 5; it must be a string that is not empty",
    ],
    [
      "an error code beside the range",
      { domainNames: [], behaviors: [last], customErrorResponses: [{ errorCode: 600 }] },
      "customErrorResponses[0].errorCode is 600; it must be a whole number from 400 to 599",
    ],
    [
      "a page without a slash",
      {
        domainNames: [],
        behaviors: [last],
        customErrorResponses: [{ errorCode: 403, responsePagePath: "a" }],
      },
      'customErrorResponses[0].responsePagePath is "a"; it must be a path that begins with /',
    ],
  ];
  for (const [what, json, expected] of cases) {
    it(`says what is wrong with ${what}`, () => assert.equal(message(json), expected));
  }

  it("does not show a key in a wrong member", () => {
    const pem = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----\n";
    const wrong = message({ domainNames: [], behaviors: [{ ...last, trustedKeys: pem }] });
    assert.equal(wrong, "behaviors[0].trustedKeys is a long string; it must be an object");
  });
});

/** The same shape twice: for the readers here and for a library that is not ours. */
const own = object({
  name: text,
  policy: optional(oneOf("a", "b")),
  page: optional(path),
  code: optional(whole(400, 599)),
  keys: optional(mapOf(text)),
  items: listOf(object({ name: text })),
});
const theirs = z.strictObject({
  name: z.string().min(1),
  policy: z.enum(["a", "b"]).optional(),
  page: z.string().startsWith("/").optional(),
  code: z.int().min(400).max(599).optional(),
  keys: z.record(z.string().min(1), z.string().min(1)).optional(),
  items: z.array(z.strictObject({ name: z.string().min(1) })),
});

describe("the readers of plain JSON", () => {
  const any = fc.oneof(
    fc.constantFrom(
      undefined,
      null,
      "",
      "/",
      "/a",
      "a",
      "b",
      399,
      400,
      400.5,
      599,
      600,
      NaN,
      true,
      [],
      {},
      { name: "x" },
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const mostly = <T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: any });
  const near = fc.record(
    {
      name: mostly(fc.constant("n")),
      policy: mostly(fc.constantFrom("a", "b")),
      page: mostly(fc.constant("/p")),
      code: mostly(fc.integer({ min: 390, max: 610 })),
      keys: mostly(fc.dictionary(fc.string({ maxLength: 2 }), mostly(fc.constant("PEM")), { maxKeys: 2 })),
      items: mostly(fc.array(mostly(fc.constant({ name: "x" })), { maxLength: 3 })),
    },
    { requiredKeys: ["name", "items"] },
  );

  const json = fc.oneof(
    { weight: 10, arbitrary: near },
    { weight: 1, arbitrary: near.map((one) => ({ ...one, other: 1 })) },
    { weight: 1, arbitrary: any },
  );

  it("accept what zod accepts, and nothing else", () => {
    let accepted = 0;
    fc.assert(
      fc.property(json, (value) => {
        const verdict = theirs.safeParse(value).success;
        accepted += verdict ? 1 : 0;
        let mine = true;
        try {
          own(value, root);
        } catch (error) {
          assert.ok(error instanceof SignerError);
          mine = false;
        }
        assert.equal(mine, verdict);
      }),
      { numRuns: 3000 },
    );
    assert.ok(accepted > 300 && accepted < 2700, `${accepted} of 3000 were accepted`);
  });
});
