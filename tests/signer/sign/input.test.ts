/** Strict input: each refusal has a code, a field and a remedy, and nothing is dropped in silence. */
import assert from "node:assert/strict";
import {
  attach,
  createLocalSigner,
  createSigner,
  type ErrorCode,
  epochSeconds,
  pemKey,
  SignerError,
  type UrlOptions,
} from "../../../signer";
import { ec } from "../support/keys";

const NOW = 1767290000;
const B = "https://d111111abcdef8.cloudfront.net";
const key = pemKey(ec.privateKey);
const signer = createLocalSigner({ key, keyPairId: ec.id, clock: () => epochSeconds(NOW) });
const expires = epochSeconds(NOW + 600);

function fails(make: () => unknown, code: ErrorCode, field?: string): SignerError {
  let thrown: unknown;
  try {
    make();
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown instanceof SignerError, String(thrown));
  assert.deepEqual([thrown.code, field === undefined ? field : thrown.field], [code, field], thrown.message);
  return thrown;
}

describe("URLs", () => {
  const refused: readonly (readonly [string, ErrorCode])[] = [
    ["/premium/a", "ERR_URL_INVALID"],
    ["ftp://example.com/a", "ERR_URL_INVALID"],
    ["wss://example.com/a", "ERR_URL_INVALID"],
    ["https:///a", "ERR_URL_INVALID"],
    ["https://[::1/a", "ERR_URL_INVALID"],
    ["https://example.com/a#top", "ERR_URL_FRAGMENT"],
    ["https://user:word@example.com/a", "ERR_URL_USER"],
    ["https://example.com/my file", "ERR_URL_NOT_ENCODED"],
    ["https://example.com/caf\u00e9", "ERR_URL_NOT_ENCODED"],
    ["https://example.com/\ud800", "ERR_URL_NOT_ENCODED"],
    ["https://example.com/100%", "ERR_URL_NOT_ENCODED"],
    ["https://example.com/%zz", "ERR_URL_NOT_ENCODED"],
    ["https://example.com/a?x=\\", "ERR_URL_NOT_ENCODED"],
    ['https://example.com/a?x="', "ERR_URL_NOT_ENCODED"],
    ["https://example.com/a?x={1}", "ERR_URL_NOT_ENCODED"],
    ["https://example.com", "ERR_URL_REWRITTEN"],
    ["HTTPS://example.com/a", "ERR_URL_REWRITTEN"],
    ["https://Example.com/a", "ERR_URL_REWRITTEN"],
    ["https://example.com:443/a", "ERR_URL_REWRITTEN"],
    ["https://example.com/a/../b", "ERR_URL_REWRITTEN"],
    ["https://example.com/a/%2e%2e/b", "ERR_URL_REWRITTEN"],
    ["https://example.com/a?q=it's", "ERR_URL_REWRITTEN"],
    ["https://1.2/a", "ERR_URL_REWRITTEN"],
    ["https://example.com/a?Expires=5", "ERR_URL_RESERVED"],
    ["https://example.com/a?x=1&Key-Pair-Id=K1", "ERR_URL_RESERVED"],
    ["https://example.com/a?%45xpires=5", "ERR_URL_RESERVED"],
    [`https://example.com/${"a".repeat(8192)}`, "ERR_URL_TOO_LONG"],
    [`https://example.com/${"a".repeat(8160)}`, "ERR_URL_TOO_LONG"],
  ];
  for (const [url, code] of refused) {
    it(`refuses with ${code}: ${JSON.stringify(url.slice(0, 50))}`, () => {
      fails(() => signer.signUrl({ url, expires }), code, "url");
    });
  }

  for (const url of [
    "/a",
    "/a?x=1&y=%27",
    "/it's",
    "/a(1)*!.$&+,;=:@",
    "/a/?q=a+b",
    "/%e4?%41=1",
    "/a?b?c",
  ]) {
    it(`signs unchanged: ${url}`, () =>
      assert.ok(signer.signUrl({ url: B + url, expires }).startsWith(B + url)));
  }

  it("says which form would be sent", () => {
    const error = fails(() => signer.signUrl({ url: `${B}/a/../b`, expires }), "ERR_URL_REWRITTEN");
    assert.ok(error.remedy?.includes(`${B}/b`));
  });

  it("refuses a URL that a custom policy would take as a pattern", () => {
    const ip = "192.0.2.10";
    fails(() => signer.signUrl({ url: `${B}/a*b`, expires, ip }), "ERR_URL_WILDCARD", "url");
    fails(() => signer.signUrl({ url: `${B}/a?x=1?`, expires, ip }), "ERR_URL_WILDCARD", "url");
  });
});

describe("resources", () => {
  const refused: readonly (readonly [string, ErrorCode])[] = [
    ["*", "ERR_RESOURCE_TOO_WIDE"],
    ["*example.com", "ERR_RESOURCE_TOO_WIDE"],
    ["https://*", "ERR_RESOURCE_TOO_WIDE"],
    ["https://*/a", "ERR_RESOURCE_TOO_WIDE"],
    ["https://example.com*", "ERR_RESOURCE_TOO_WIDE"],
    ["https://*.com/a", "ERR_RESOURCE_TOO_WIDE"],
    ["http*://example.com/a", "ERR_RESOURCE_INVALID"],
    ["/premium/*", "ERR_RESOURCE_INVALID"],
    ["", "ERR_RESOURCE_INVALID"],
    ["https://example.com/a\\?b=1", "ERR_RESOURCE_INVALID"],
    ["https://example.com/a?b=?", "ERR_RESOURCE_INVALID"],
    ["https://example.com/my file*", "ERR_URL_NOT_ENCODED"],
    ["https://example.com/a?Policy=*", "ERR_URL_RESERVED"],
  ];
  for (const [resource, code] of refused) {
    it(`refuses with ${code}: ${resource}`, () => {
      fails(() => signer.signPolicy({ resource, expires }), code, "resource");
    });
  }

  for (const resource of [
    "https://a.example.com/*",
    "*://a.example.com/a*?x=*",
    "http://localhost:8080/*",
    "https://*.example.com/a",
  ]) {
    it(`accepts ${resource}`, () =>
      assert.equal(signer.signPolicy({ resource, expires }).resource, resource));
  }

  it("refuses a pattern that does not cover the URL", () => {
    const make = (): unknown => signer.signUrl({ url: `${B}/a/b?x=1`, resource: `${B}/a/b`, expires });
    fails(make, "ERR_URL_NOT_COVERED", "resource");
    const policy = signer.signPolicy({ resource: `${B}/a/*`, expires });
    fails(() => attach(policy, `${B}/b`), "ERR_URL_NOT_COVERED", "url");
  });
});

describe("times", () => {
  const sign = (more: Partial<Record<keyof UrlOptions, unknown>>) => () =>
    signer.signUrl({ url: `${B}/a`, expires, ...more } as UrlOptions);
  it("refuses what is no time, in the past, too far, or in milliseconds", () => {
    fails(sign({ expires: "2026-01-01" }), "ERR_TIME_INVALID", "expires");
    fails(sign({ expires: new Date("junk") }), "ERR_TIME_INVALID", "expires");
    fails(sign({ expires: 1.5 }), "ERR_TIME_INVALID", "expires");
    fails(sign({ expires: Number.NaN }), "ERR_TIME_INVALID", "expires");
    fails(sign({ expires: -1 }), "ERR_TIME_INVALID", "expires");
    fails(sign({ expires: NOW * 1000 }), "ERR_TIME_MILLISECONDS", "expires");
    fails(sign({ expires: NOW }), "ERR_TIME_PAST", "expires");
    fails(sign({ expires: 0 }), "ERR_TIME_PAST", "expires");
    fails(sign({ expires: NOW + 604_801 }), "ERR_TIME_TOO_FAR", "expires");
    fails(sign({ starts: "" }), "ERR_TIME_INVALID", "starts");
    fails(sign({ starts: NOW + 600 }), "ERR_TIME_ORDER", "starts");
    fails(sign({ starts: NOW + 599 }), "ERR_TIME_ORDER", "starts");
    fails(() => epochSeconds(Date.now()), "ERR_TIME_MILLISECONDS");
  });

  it("cuts fractions of a second so that the grant only shrinks", () => {
    const url = signer.signUrl({ url: `${B}/a`, expires: new Date((NOW + 600) * 1000 + 999) });
    assert.ok(url.includes(`Expires=${NOW + 600}&`));
    const policy = signer.signPolicy({ resource: `${B}/a`, expires, starts: new Date(NOW * 1000 + 1) });
    assert.equal(policy.starts, NOW + 1);
  });

  it("allows a longer validity by an option", () => {
    const long = createLocalSigner({
      key,
      keyPairId: ec.id,
      maxLifetimeSeconds: 10_000_000,
      clock: () => epochSeconds(NOW),
    });
    assert.ok(long.signUrl({ url: `${B}/a`, expires: epochSeconds(NOW + 9_999_999) }));
  });
});

describe("addresses", () => {
  const refused: readonly (readonly [unknown, ErrorCode])[] = [
    ["", "ERR_IP_INVALID"],
    ["junk", "ERR_IP_INVALID"],
    [`192.0.2.0/24","x":"`, "ERR_IP_INVALID"],
    ["1.2.3.", "ERR_IP_INVALID"],
    ["1.2.3.0x10", "ERR_IP_INVALID"],
    [" 1.2.3.4", "ERR_IP_INVALID"],
    ["01.2.3.4", "ERR_IP_INVALID"],
    ["1.2.3.4/", "ERR_IP_INVALID"],
    ["1.2.3.4/33", "ERR_IP_INVALID"],
    ["1.2.3.4/024", "ERR_IP_INVALID"],
    ["1.2.3.4/24/8", "ERR_IP_INVALID"],
    [42, "ERR_IP_INVALID"],
    ["2001:db8::1", "ERR_IP_V6"],
    ["2001:db8::/32", "ERR_IP_V6"],
    ["10.0.0.5/8", "ERR_IP_HOST_BITS"],
    ["0.0.0.0/0", "ERR_IP_EVERYONE"],
  ];
  for (const [ip, code] of refused) {
    it(`refuses with ${code}: ${JSON.stringify(ip)}`, () => {
      fails(() => signer.signUrl({ url: `${B}/a`, expires, ip } as UrlOptions), code, "ip");
    });
  }

  it("writes a single address with its mask", () => {
    assert.equal(signer.signPolicy({ resource: `${B}/a`, expires, ip: "192.0.2.10" }).ip, "192.0.2.10/32");
  });
});

describe("options", () => {
  it("refuses a name that it does not know, and one that holds nothing", () => {
    const url = `${B}/a`;
    fails(
      () => signer.signUrl({ url, expires, ipAddress: "192.0.2.1" } as UrlOptions),
      "ERR_OPTION",
      "ipAddress",
    );
    fails(() => signer.signUrl({ url, expires, ip: undefined }), "ERR_OPTION", "ip");
    fails(
      () => signer.signUrl({ url, expires, starts: null } as unknown as UrlOptions),
      "ERR_OPTION",
      "starts",
    );
    fails(
      () => createSigner({ key, keyPairId: ec.id, algorithm: "sha1" } as never),
      "ERR_OPTION",
      "algorithm",
    );
  });

  it("says which other kind of id was given", () => {
    const kinds: readonly (readonly [string, RegExp])[] = [
      [ec.privatePem, /text of a key/],
      ["arn:aws:kms:eu-west-1:111122223333:key/x", /ARN/],
      ["7f1fca44-31e6-4b1c-8b2b-1a2b3c4d5e6f", /key group/],
      ["APKAJCEOKRHC3XIVU5NA", /account key pair/],
      ["E2QWRUHAPOMQZL", /distribution/],
      ["", /not the id/],
      ["K2 junk", /not the id/],
    ];
    for (const [keyPairId, words] of kinds) {
      const error = fails(() => createLocalSigner({ key, keyPairId }), "ERR_KEY_PAIR_ID", "keyPairId");
      assert.match(error.message, words);
      assert.ok(!`${error.message}${error.remedy ?? ""}`.includes("PRIVATE"));
    }
    fails(() => createLocalSigner({ key }), "ERR_KEY_PAIR_ID", "keyPairId");
  });

  it("turns a refusal into a rejection behind a promise", async () => {
    await assert.rejects(createSigner({ key, keyPairId: ec.id }).signUrl({ url: "x", expires }), {
      code: "ERR_URL_INVALID",
    });
  });
});
