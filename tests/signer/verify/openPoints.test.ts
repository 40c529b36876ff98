/** Where AWS's pages leave the answer open, the verdict is "unknown", and says which point it is. */
import assert from "node:assert/strict";
import type { RuleId } from "../../../signer/verify";
import { type Asking, ask, B, description, T } from "../support/asking";
import { cannedPairs, cookie, customPairs, policy, query } from "../support/handMade";
import { rsa } from "../support/keys";

const image = `${B}/image.jpg`;
const good = query(cannedPairs(image, T));
const goodCookies = cookie(cannedPairs(image, T));
const custom = (resource: string, more: object = {}): string =>
  query(customPairs(policy({ resource, expires: T, ...more })));
const restricted = { [rsa.id]: rsa.publicPem };
const onlyPremium = {
  behaviors: [{ pathPattern: "/premium/*", trustedKeys: restricted }, { pathPattern: "*" }],
};

const points: readonly (readonly [string, RuleId, string, Asking])[] = [
  ["duplicate parameters", "credentials.duplicate-parameter", `${image}?${good}&Expires=${T}`, {}],
  [
    "cookies of one name",
    "credentials.duplicate-cookie",
    image,
    { cookie: `${goodCookies}; CloudFront-Expires=5` },
  ],
  ["? as a wildcard", "resource.question-mark", `${B}/file1.zip?${custom(`${B}/file?.zip`)}`, {}],
  ["? escaped", "resource.question-mark", `${image}?a=1&${custom(`${image}\\?a=1`)}`, {}],
  [
    "Statement as an object",
    "policy.statement-object",
    `${image}?${query(customPairs({ Statement: (policy({ resource: image, expires: T }) as { Statement: unknown[] }).Statement[0] }))}`,
    {},
  ],
  ["http*:// in a Resource", "resource.scheme", `${image}?${custom(image.replace("https:", "http*:"))}`, {}],
  [
    "upper case in a host, canned",
    "host.form",
    `https://D111111ABCDEF8.cloudfront.net/image.jpg?${good}`,
    {},
  ],
  [
    "a port in a host, canned",
    "host.form",
    `https://d111111abcdef8.cloudfront.net:443/image.jpg?${good}`,
    {},
  ],
  [
    "upper case in a host, custom",
    "host.form",
    `https://D111111ABCDEF8.cloudfront.net/image.jpg?${custom(image)}`,
    {},
  ],
  ["the case of a hash's name", "hash.name", `${image}?${good}&Hash-Algorithm=sha1`, {}],
  ["an address without its mask", "address.bare", `${image}?${custom(image, { ip: "192.0.2.10" })}`, {}],
  [
    "zeros before a number of an address",
    "address.bare",
    `${image}?${custom(image, { ip: "192.0.02.0/24" })}`,
    {},
  ],
  [
    "Policy and Expires in cookies",
    "credentials.policy-and-expires-cookie",
    image,
    { cookie: cookie({ Expires: "5", ...customPairs(policy({ resource: image, expires: T })) }) },
  ],
  [
    "a percent-encoded cookie",
    "credentials.encoded-cookie",
    image,
    { cookie: goodCookies.replace("K2", "K%32") },
  ],
  [
    "escaped parameter names",
    "credentials.escaped-name",
    `${image}?${good.replace("Expires", "%45xpires")}`,
    {},
  ],
  ["an end beyond 32 bits", "time.beyond-32-bit", `${image}?${query(cannedPairs(image, 4102444800))}`, {}],
  [
    "redirect or signature first",
    "protocol.order",
    image.replace("https", "http"),
    {
      distribution: {
        behaviors: [{ pathPattern: "*", viewerProtocolPolicy: "redirect-to-https", trustedKeys: restricted }],
      },
    },
  ],
  ["an escaped letter in a path", "path.reading", `${B}/%70remium/a`, { distribution: onlyPremium }],
  ["a member twice", "policy.duplicate-member", `${image}?${query(customPairs(twice()))}`, {}],
  ["a member that no page names", "policy.unknown-member", `${image}?${query(customPairs(versioned()))}`, {}],
];

function twice(): string {
  return JSON.stringify(policy({ resource: image, expires: T })).replace(
    '"Resource"',
    '"Resource":"x","Resource"',
  );
}

function versioned(): unknown {
  return { Version: "2012-10-17", ...(policy({ resource: image, expires: T }) as object) };
}

describe("open points", () => {
  for (const [title, rule, url, asking] of points) {
    it(`leaves open: ${title}`, () => {
      const verdict = ask(url, asking);
      assert.deepEqual([verdict.outcome, verdict.rule], ["unknown", rule], JSON.stringify(verdict, null, 1));
      assert.equal(verdict.source.basis, "open");
      assert.ok(verdict.response, "there is an answer for a refusal");
    });
  }

  it("refuses without naming a code when the signature, or both Policy and Expires, are missing", () => {
    for (const [name, rule] of [
      ["Signature", "signature.missing"],
      ["Expires", "policy.missing"],
    ] as const) {
      const pairs = Object.entries(cannedPairs(image, T)).filter(([key]) => key !== name);
      const verdict = ask(`${image}?${query(Object.fromEntries(pairs))}`);
      assert.deepEqual([verdict.outcome, verdict.code, verdict.rule], ["deny", "unknown", rule]);
      assert.equal(verdict.response?.body, "");
    }
  });

  it("leaves open what happens to an error page in a restricted behavior", () => {
    const page = { errorCode: 403, responseCode: 403, responsePagePath: "/login.html" };
    const { errorPage } = ask(image, { distribution: { customErrorResponses: [page] } });
    assert.deepEqual(
      [errorPage?.doubt?.outcome, errorPage?.doubt?.rule],
      ["unknown", "error-page.restricted"],
    );
  });

  it("answers where every reading comes to the same", () => {
    const path = `${B}/%6fther/a`;
    assert.equal(
      ask(path, { distribution: { behaviors: [{ pathPattern: "/x" }, { pathPattern: "*" }] } }).outcome,
      "allow",
    );
    assert.equal(ask(`${image}?%45xpires=1`).code, "MissingKey");
    const outside = `${image}?${custom(image, { ip: "198.51.100.1" })}`;
    assert.deepEqual([ask(outside).outcome, ask(outside).rule], ["deny", "address.outside"]);
    const both = { Expires: String(T), ...customPairs(policy({ resource: `${B}/x`, expires: T })) };
    assert.equal(ask(image, { cookie: cookie(both) }).outcome, "deny");
  });

  it("keeps a doubt from making a refusal good", () => {
    const expired = `${image}?${query(customPairs(versioned()))}`;
    assert.equal(ask(expired, { now: T }).outcome, "deny");
  });

  it("knows a distribution without names", () => {
    assert.equal(
      ask(`https://any.example.net/image.jpg`, { distribution: { domainNames: [] } }).code,
      "MissingKey",
    );
    assert.equal(ask(`https://any.example.net/image.jpg`).code, "UnknownHost");
    assert.ok(description.domainNames.length > 0);
  });
});
