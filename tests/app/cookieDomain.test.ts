import assert from "node:assert/strict";
import fc from "fast-check";
import { cookieDomainProblem } from "../../app/cookieDomain";

const fits = (domain: string | undefined, publicHost: string, contentHost: string) =>
  cookieDomainProblem(domain, publicHost, contentHost);

describe("the cookie domain of two hosts", () => {
  it("is the parent host of the two, whichever of them signs people in", () => {
    const [upper, lower] = ["members.example.com", "content.members.example.com"] as const;
    assert.equal(fits(upper, upper, lower), undefined);
    assert.equal(fits(upper, lower, upper), undefined);
    assert.equal(fits("example.com", "example.com", "www.example.com"), undefined);
    assert.equal(
      fits("members.example.internal", "members.example.internal", `cdn.members.example.internal`),
      undefined,
    );
  });

  it("is not a domain above both, whose other hosts would receive the cookies too", () => {
    const text = "must be members.example.com, the host of which the other one is a subdomain";
    for (const domain of ["example.com", "com", "content.members.example.com", "other.example"]) {
      assert.equal(fits(domain, "members.example.com", "content.members.example.com"), text, domain);
    }
  });

  it("is suggested when it is missing", () => {
    assert.equal(
      fits(undefined, "members.example.com", "content.members.example.com"),
      "set it to members.example.com, so that its cookies reach both hosts",
    );
  });

  it("does not exist when neither host is a subdomain of the other, and one line says which hosts to choose", () => {
    const text =
      "does not fit a.example.com and b.example.com: one of the two hosts must be a subdomain of the other; for example " +
      "serve the content from content.a.example.com and set cookieDomain to a.example.com";
    assert.equal(fits("example.com", "a.example.com", "b.example.com"), text);
    assert.equal(fits(undefined, "a.example.com", "b.example.com"), text);
    assert.match(
      fits("example.com", "example.com", "notexample.com") ?? "",
      /^does not fit example\.com and /,
    );
    assert.match(fits("a.example.com", "a.example.com", "a.example.com") ?? "", /^does not fit /);
  });

  for (const suffix of ["co.uk", "com", "github.io", "cloudfront.net", "s3.amazonaws.com", "foo.ck"]) {
    it(`is not a public suffix such as ${suffix}`, () => {
      assert.equal(
        fits(suffix, suffix, `members.${suffix}`),
        `does not fit ${suffix} and members.${suffix}: ${suffix} is a public suffix; choose two hosts of a domain of your own`,
      );
    });
  }

  it("is always one of the two hosts", () => {
    const label = fc.constantFrom("a", "b", "example", "com", "co", "uk");
    const name = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join("."));
    fc.assert(
      fc.property(name, name, name, (domain, one, other) => {
        if (fits(domain, one, other) === undefined) {
          assert.ok([one, other].includes(domain));
          assert.ok([one, other].some((host) => host.endsWith(`.${domain}`)));
        }
      }),
    );
  });
});
