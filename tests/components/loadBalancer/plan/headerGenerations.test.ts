import assert from "node:assert/strict";
import fc from "fast-check";
import {
  acceptedGenerations,
  fingerprint,
  generationProblems,
  ruleName,
  rulePriority,
} from "../../../../components/loadBalancer/plan/headerGenerations";
import {
  DEFAULT_HEADER_NAME,
  forwardedHeaderProblems,
  forwardedHeaders,
  headerNameProblems,
} from "../../../../components/loadBalancer/plan/headerNames";

describe("header generations", () => {
  it("accept what any earlier update may have left in use", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (current) => {
        const accepted = acceptedGenerations(current, []);
        assert.equal(accepted[0], current);
        assert.ok(accepted.length <= 3);
        // A rotation that stopped half-way still sends the generation before.
        assert.ok(current === 1 || acceptedGenerations(current, []).includes(current - 1));
        assert.ok(accepted.every((generation) => generation >= 1));
      }),
    );
  });

  it("drop what leaked, but never what is in use", () => {
    assert.deepEqual(acceptedGenerations(5, [4]), [5, 3]);
    assert.match(generationProblems(5, [5])[0] ?? "", /generations before 5/);
    assert.match(generationProblems(0, [])[0] ?? "", /a whole number from 1/);
  });

  it("have rules in places of their own, within what a listener has", () => {
    const generation = fc.integer({ min: 1, max: 20_000 });
    const tier = fc.constantFrom("public" as const, "signed" as const);
    fc.assert(
      fc.property(tier, generation, tier, generation, (tier, one, other, two) => {
        const places = [
          rulePriority(tier, DEFAULT_HEADER_NAME, one),
          rulePriority(other, DEFAULT_HEADER_NAME, two),
        ];
        assert.equal(places[0] === places[1], tier === other && one === two);
        assert.ok(places.every((place) => place >= 1 && place <= 50_000));
      }),
    );
    assert.equal(generationProblems(20_001, []).length, 1);
  });

  it("have a listener rule of their own for each name of the header, beside those of the former name", () => {
    const names = ["X-Origin-Key", "X-Origin-Secret", DEFAULT_HEADER_NAME];
    const generation = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(generation, (current) => {
        const places = acceptedGenerations(current, []).flatMap((one) =>
          names.flatMap((name) =>
            (["public", "signed"] as const).map((tier) => rulePriority(tier, name, one)),
          ),
        );
        assert.equal(new Set(places).size, places.length);
        assert.ok(places.every((place) => place >= 1 && place <= 50_000));
      }),
    );
    assert.equal(rulePriority("signed", "x-from-cloudfront", 3), 6, "the load balancer ignores case");
    assert.deepEqual(
      names.map((name) => ruleName("site-signed", name, 3)),
      ["site-signed-3-x-origin-key", "site-signed-3-x-origin-secret", "site-signed-3"],
    );
  });

  it("are identified by eight digits that do not reveal the value", () => {
    assert.match(fingerprint("00ff"), /^[0-9a-f]{8}$/);
    assert.notEqual(fingerprint("00ff"), fingerprint("00fe"));
  });
});

describe("header names", () => {
  it("are refused where CloudFront or the load balancer refuses them", () => {
    for (const name of ["X-From-CloudFront", "X-Origin-Key", "X-Cached"]) {
      assert.deepEqual(headerNameProblems(name), []);
    }
    for (const name of [
      "Host",
      "x-amz-meta",
      "X-EDGE-Location",
      "Via",
      "X-Real-IP",
      "a b",
      "",
      "x".repeat(41),
    ]) {
      assert.equal(headerNameProblems(name).length, 1, name);
    }
  });

  it("are forwarded once, whatever their case", () => {
    assert.equal(forwardedHeaders(["accept", "USER-AGENT"]).length, forwardedHeaders([]).length);
  });

  it("are never forwarded where they would break the certificate or the cache", () => {
    for (const name of ["Host", "authorization", "Cookie", "X-*", ""]) {
      assert.equal(forwardedHeaderProblems([name]).length, 1, name);
    }
    assert.match(forwardedHeaderProblems(["A", "B", "C", "D"])[0] ?? "", /at most 3 beside Accept/);
  });
});
