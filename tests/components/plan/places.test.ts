import assert from "node:assert/strict";
import fc from "fast-check";
import { compositionProblems } from "../../../components/plan/composition";
import { geoRestriction, geoRestrictionProblems } from "../../../components/plan/geoRestriction";
import { architectureOf, bootScriptProblems, userData } from "../../../components/plan/instances";
import { componentNameProblems, domainNameProblems, isInZone } from "../../../components/plan/names";
import { zoneAt } from "../../../components/plan/zones";

describe("zones", () => {
  it("are the same whatever order AWS lists them in", () => {
    const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
    fc.assert(
      fc.property(fc.shuffledSubarray(zones, { minLength: 3 }), (listed) =>
        zones.every((zone, index) => zoneAt(listed, index) === zone),
      ),
    );
  });

  it("are missed by the name of the setting that asks for too many", () => {
    assert.throws(() => zoneAt(["eu-west-1a"], 1), /zones is 2 or more; allowed: up to 1/);
  });
});

describe("names", () => {
  it("leave AWS the characters that it needs", () => {
    assert.deepEqual(componentNameProblems("members", "-gate-signed"), []);
    assert.deepEqual(componentNameProblems("twelve-chars", "-gate-signed"), []);
    assert.equal(componentNameProblems("thirteen-char", "-gate-signed").length, 1);
    assert.equal(componentNameProblems("Members", "").length, 1);
  });

  it("are domain names, not addresses of pages", () => {
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

  it("lie in a zone at a dot only", () => {
    assert.ok(isInZone("members.example.com", "example.com."));
    assert.ok(isInZone("example.com", "example.com"));
    assert.ok(!isInZone("badexample.com", "example.com"));
  });
});

describe("instances", () => {
  it("tell their processor by their type", () => {
    const arm = [
      "t4g.small",
      "m7g.large",
      "c7gn.xlarge",
      "m6gd.large",
      "im4gn.large",
      "x2gd.large",
      "a1.large",
    ];
    const intel = ["t3.small", "m7i.large", "g5.xlarge", "g4dn.xlarge", "c5n.large", "m6a.large"];
    assert.deepEqual(
      arm.map(architectureOf),
      arm.map(() => "arm64"),
    );
    assert.deepEqual(
      intel.map(architectureOf),
      intel.map(() => "x86_64"),
    );
  });

  it("get a script that fits and names its interpreter", () => {
    assert.deepEqual(bootScriptProblems("#!/bin/sh\n"), []);
    assert.equal(bootScriptProblems("serve").length, 1);
    assert.match(bootScriptProblems(`#!/bin/sh\n${"x".repeat(17_000)}`)[0] ?? "", /17010 bytes/);
    const decoded = Buffer.from(userData("#!/bin/sh\na\nb\n", { PORT: 1 }), "base64").toString();
    assert.equal(decoded, "#!/bin/sh\nexport PORT=1\na\nb\n");
  });
});

describe("countries", () => {
  it("are either allowed or blocked, and never left out of the request", () => {
    assert.deepEqual(geoRestriction([], []), { restrictionType: "none", locations: [] });
    assert.deepEqual(geoRestriction([], ["KP"]), { restrictionType: "blacklist", locations: ["KP"] });
    assert.match(geoRestrictionProblems(["DE"], ["KP"])[0] ?? "", /keep one of the two/);
    assert.equal(geoRestrictionProblems(["Germany"], []).length, 1);
  });
});

describe("composition", () => {
  const whole = {
    makesNetwork: false,
    bringsVpc: false,
    bringsCertificates: false,
    hasHostedZone: true,
    region: "eu-west-1",
  };

  it("needs a zone or certificates, and a region where certificates are made", () => {
    assert.deepEqual(compositionProblems(whole), []);
    assert.equal(compositionProblems({ ...whole, hasHostedZone: false }).length, 1);
    assert.equal(compositionProblems({ ...whole, region: "" }).length, 1);
    const brought = { ...whole, hasHostedZone: false, bringsCertificates: true, region: "" };
    assert.deepEqual(compositionProblems(brought), []);
  });

  it("takes one network, made or brought", () => {
    assert.match(
      compositionProblems({ ...whole, makesNetwork: true, bringsVpc: true })[0] ?? "",
      /network or vpc/,
    );
  });
});
