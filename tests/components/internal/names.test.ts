import assert from "node:assert/strict";
import {
  componentNameProblems,
  domainNameProblems,
  isInZone,
  siteNameProblems,
} from "../../../components/internal/names";

describe("names", () => {
  it("leave AWS the characters that it needs", () => {
    assert.deepEqual(componentNameProblems("members", "-lb-signed"), []);
    assert.deepEqual(componentNameProblems("fourteen-chars", "-lb-signed"), []);
    assert.equal(componentNameProblems("fifteen-charact", "-lb-signed").length, 1);
    assert.equal(componentNameProblems("Members", "").length, 1);
  });

  it("are domain names, not URLs", () => {
    assert.deepEqual(domainNameProblems("domainName", "members.example.com"), []);
    const wrong = [
      "https://a.b",
      "a",
      "a..b",
      "-a.com",
      "A.com",
      "a.com.",
      `${"a".repeat(60)}.example`,
      "a.b/c",
    ];
    for (const name of wrong) {
      assert.equal(domainNameProblems("domainName", name).length, 1, name);
    }
  });

  it("belong to a zone at a dot only", () => {
    assert.ok(isInZone("members.example.com", "example.com."));
    assert.ok(isInZone("example.com", "example.com"));
    assert.ok(!isInZone("badexample.com", "example.com"));
  });
});

describe("names of a site", () => {
  it("are domain names, each once, as many as a certificate has", () => {
    assert.deepEqual(siteNameProblems("a.example.com", ["b.example.com"]), []);
    assert.match(siteNameProblems("a.example.com", ["a.example.com"]).join(), /each once/);
    assert.match(siteNameProblems("a.example.com", ["https://b"]).join(), /additionalDomainNames\[0\] is/);
    const eight = Array.from({ length: 8 }, (_, index) => `b${index}.example.com`);
    assert.deepEqual(siteNameProblems("a.example.com", eight.slice(1)), []);
    assert.match(siteNameProblems("a.example.com", eight).join(), /at most 7 names/);
  });
});
