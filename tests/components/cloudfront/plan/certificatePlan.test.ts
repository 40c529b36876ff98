import assert from "node:assert/strict";
import fc from "fast-check";
import { planCertificates, validatedName } from "../../../../components/cloudfront/plan/certificatePlan";

const name = fc.constantFrom("a.example.com", "b.example.com", "*.example.com", "example.com");

describe("certificate plan", () => {
  it("gives each name one record, and each certificate the records of all its names", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1 }),
        fc.uniqueArray(name, { minLength: 1 }),
        fc.constantFrom("us-east-1", "eu-west-1"),
        (siteNames, originNames, region) => {
          const plan = planCertificates(siteNames, originNames, region);
          const recorded = plan.records.map((entry) => entry.name);
          assert.equal(new Set(recorded).size, recorded.length);
          for (const request of [plan.edge, plan.regional]) {
            for (const wanted of request?.names ?? []) {
              assert.ok(recorded.includes(validatedName(wanted)));
            }
          }
        },
      ),
    );
  });

  it("asks for one certificate where one region serves both ends", () => {
    assert.equal(planCertificates(["a.example.com"], ["o.example.com"], "us-east-1").regional, undefined);
    assert.equal(
      planCertificates(["a.example.com"], ["o.example.com"], "eu-west-1").regional?.region,
      undefined,
    );
  });
});
