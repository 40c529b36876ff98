import assert from "node:assert/strict";
import { cacheKey } from "../../../../local/edge/cloudfront/cache/cacheKey";
import {
  normalisedEncoding,
  originHeaders,
  originTarget,
} from "../../../../local/edge/cloudfront/originRequest";
import type { HeaderList } from "../../../../local/edge/headers";
import { valueOf, valuesOf } from "../../../../local/edge/headers";
import type { OriginView } from "../../../../local/edge/stackView/model";
import { behavior, cachePolicy, selects } from "../support/plainView";

const origin: OriginView = {
  kind: "outside",
  id: "app",
  domainName: "origin.example.com",
  path: "/v2",
  customHeaders: [["X-Secret", "right"]],
};

const viewer = (headers: HeaderList = [], method = "GET") => ({
  method,
  target: "/a?b=1&Expires=2&c=3",
  headers,
  scheme: "https" as const,
  httpVersion: "1.1",
  tls: "TLSv1.3:TLS_AES_128_GCM_SHA256",
  address: "2001:db8::1",
  port: 4711,
});

const everything = {
  headers: selects("all"),
  generated: new Set(["cloudfront-viewer-address"]),
  cookies: selects("all"),
  queries: selects("all"),
};

describe("what the origin gets", () => {
  const sent = (headers: HeaderList, rest = {}) =>
    originHeaders(viewer(headers), behavior(rest), origin, "id-1");

  it("is the path under the origin's own, and of the query what the policies name", () => {
    const one = { ...everything, queries: selects("listed", "c") };
    assert.equal(originTarget("/a?b=1&c=3", behavior({ originRequest: one }), origin), "/v2/a?c=3");
    assert.equal(
      originTarget("/a?Policy=x&c=3", behavior({ originRequest: everything }), origin),
      "/v2/a?c=3",
    );
    assert.equal(originTarget("/a?b=1", behavior(), origin), "/v2/a");
  });

  it("has the origin's name as Host, unless the policy lets the viewer's through", () => {
    assert.equal(valueOf(sent([["Host", "members.example.com"]]), "host"), "origin.example.com");
    const through = sent([["Host", "members.example.com"]], { originRequest: everything });
    assert.deepEqual(valuesOf(through, "host"), ["members.example.com"]);
  });

  it("has the secret header once, even where every header of the viewer's passes", () => {
    const copies: HeaderList = [
      ["x-secret", "guess"],
      ["X-SECRET", "guess"],
    ];
    assert.deepEqual(valuesOf(sent(copies, { originRequest: everything }), "x-secret"), ["right"]);
  });

  it("has CloudFront's word for the viewer's address, and brackets around IPv6", () => {
    const spoofed = sent([["CloudFront-Viewer-Address", "6.6.6.6:1"]], { originRequest: everything });
    assert.deepEqual(valuesOf(spoofed, "cloudfront-viewer-address"), ["[2001:db8::1]:4711"]);
  });

  it("has nothing that means one connection, and no length without a body", () => {
    const headers: HeaderList = [
      ["Connection", "X-Secret"],
      ["Upgrade", "h2c"],
      ["TE", "trailers"],
      ["Content-Length", "0"],
      ["X-Edge-Anything", "1"],
      ["X-Forwarded-Proto", "http"],
    ];
    const names = sent(headers, { originRequest: everything }).map(([name]) => name.toLowerCase());
    const unwanted = [
      "connection",
      "upgrade",
      "te",
      "content-length",
      "x-edge-anything",
      "x-forwarded-proto",
    ];
    assert.ok(!unwanted.some((name) => names.includes(name)));
    assert.ok(names.includes("x-secret"));
  });

  it("has of Accept-Encoding only what the policy compresses", () => {
    const both = behavior({ cache: cachePolicy({ gzip: true, brotli: true }) });
    assert.equal(normalisedEncoding([["Accept-Encoding", "gzip;q=0.5, br, zstd"]], both), "br,gzip");
    assert.equal(normalisedEncoding([["Accept-Encoding", "gzip;q=0, br"]], both), "br");
    assert.equal(normalisedEncoding([["Accept-Encoding", "gzip"]], behavior()), undefined);
  });
});

describe("the cache key", () => {
  const key = (target: string, headers: HeaderList = [], rest = {}): string =>
    cacheKey({ method: "GET", target, headers }, behavior(rest));

  it("leaves out what the policy does not name, and CloudFront's own parameters and cookies always", () => {
    assert.equal(key("/a?x=1&Signature=y"), key("/a"));
    const all = { cache: cachePolicy({ queries: selects("all"), cookies: selects("all") }) };
    assert.equal(key("/a?Signature=y&x=1", [], all), key("/a?x=1", [], all));
    assert.equal(
      key("/a", [["Cookie", "CloudFront-Policy=z; b=1"]], all),
      key("/a", [["Cookie", "b=1"]], all),
    );
    assert.notEqual(key("/a", [["Cookie", "b=1"]], all), key("/a", [["Cookie", "b=2"]], all));
  });

  it("tells spellings of a path, origins and policies apart", () => {
    assert.notEqual(key("/a"), key("/%61"));
    assert.notEqual(key("/a"), key("/a", [], { originId: "other" }));
    assert.notEqual(key("/a"), key("/a", [], { cache: cachePolicy({ id: "policy-2" }) }));
  });

  it("tells no two spellings apart where it is read as the path that behaviors are matched by", () => {
    const folded = (target: string): string =>
      cacheKey({ method: "GET", target, headers: [] }, behavior(), "normalised");
    for (const target of ["/x/../a/b", "/x/%2e%2e/a/b", "//a/./b", "/%61/b"]) {
      assert.equal(folded(target), folded("/a/b"), target);
      assert.notEqual(key(target), key("/a/b"), target);
    }
    assert.notEqual(folded("/a%2Fb"), folded("/a/b"));
  });

  it("cannot be made equal by what a viewer writes into a value", () => {
    const two = { cache: cachePolicy({ headers: selects("listed", "x-a", "x-b") }) };
    const one: HeaderList = [["X-A", 'v","w']];
    const other: HeaderList = [
      ["X-A", "v"],
      ["X-B", "w"],
    ];
    assert.notEqual(key("/a", one, two), key("/a", other, two));
  });
});
