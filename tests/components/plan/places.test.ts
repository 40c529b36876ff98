import assert from "node:assert/strict";
import fc from "fast-check";
import { geoRestriction, geoRestrictionProblems } from "../../../components/cloudfront/plan/geoRestriction";
import { instanceKeyProblems } from "../../../components/instances/plan/attachments";
import {
  architectureOf,
  bootScriptProblems,
  listenerPortProblems,
  userData,
} from "../../../components/instances/plan/instanceArgs";
import { compositionProblems } from "../../../components/internal/argumentCombinations";
import { optionProblems } from "../../../components/internal/componentOptions";
import {
  componentNameProblems,
  domainNameProblems,
  isInZone,
  siteNameProblems,
} from "../../../components/internal/names";
import { existingLoadBalancerProblems } from "../../../components/loadBalancer/plan/existingLoadBalancer";
import { existingSubnetProblems, type SubnetFacts, zoneAt } from "../../../components/network/plan/zones";

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
    assert.deepEqual(componentNameProblems("members", "-lb-signed"), []);
    assert.deepEqual(componentNameProblems("twelve-chars", "-lb-signed"), []);
    assert.equal(componentNameProblems("thirteen-char", "-lb-signed").length, 1);
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
    makesInstances: true,
    bringsInstances: false,
    bringsLoadBalancer: false,
    deliversApp: false,
    reachesInternet: true,
    ipv6: false,
    locksToAddresses: false,
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

  it("takes instances from one side, and knows the VPC of whatever is brought", () => {
    const told = (changes: Partial<typeof whole>) => compositionProblems({ ...whole, ...changes }).join("\n");
    assert.match(told({ makesInstances: false }), /^origin is "neither .*one of bootScript and instances/);
    assert.match(told({ bringsInstances: true, bringsVpc: true }), /^origin is "both /);
    assert.match(
      told({ makesInstances: false, bringsInstances: true }),
      /^vpc is missing; .*origin\.instances/,
    );
    assert.match(told({ bringsLoadBalancer: true }), /^vpc is missing; .*origin\.loadBalancerArn/);
    assert.equal(told({ bringsLoadBalancer: true, bringsVpc: true }), "");
  });

  it("delivers the members site to instances that are made here, with a way out to the issuer", () => {
    const told = (changes: Partial<typeof whole>) => compositionProblems({ ...whole, ...changes }).join("\n");
    assert.equal(told({ deliversApp: true }), "");
    assert.match(
      told({ deliversApp: true, reachesInternet: false }),
      /^egress is "endpoints"; allowed: nat: log in by OIDC needs the internet\. To fix: .*bootScript alone\.$/,
    );
    assert.equal(told({ reachesInternet: false }), "");
    const brought = { makesInstances: false, bringsInstances: true, bringsVpc: true };
    assert.match(told({ ...brought, deliversApp: true }), /^origin\.app is "set beside instances"; /);
  });

  it("serves no IPv6 while signatures are locked to IPv4 addresses", () => {
    const both = { ...whole, ipv6: true, locksToAddresses: true };
    assert.match(compositionProblems(both).join(), /^ipv6 is true; .*IPv4 addresses only/);
    assert.deepEqual(compositionProblems({ ...both, ipv6: false }), []);
  });
});

describe("subnets that exist", () => {
  const subnet = (id: string, zone: string, vpcId = "vpc-1") => ({
    id,
    vpcId,
    availabilityZone: `name of ${zone}`,
    availabilityZoneId: zone,
  });

  it("are refused in a zone without VPC origins, in another VPC, and all in one zone", () => {
    const told = (...subnets: SubnetFacts[]) => existingSubnetProblems("vpc-1", subnets).join("\n");
    assert.equal(told(subnet("a", "use1-az1"), subnet("b", "use1-az2")), "");
    assert.match(
      told(subnet("a", "use1-az1"), subnet("b", "use1-az3")),
      /"b"; .*name of use1-az3 \(use1-az3\)/,
    );
    assert.match(told(subnet("a", "use1-az1"), subnet("b", "use1-az2", "vpc-2")), /"b"; .*in vpc-2/);
    assert.match(told(subnet("a", "use1-az1"), subnet("b", "use1-az1")), /two zones or more/);
  });
});

describe("a load balancer that exists", () => {
  const facts = { internal: true, loadBalancerType: "application", vpcId: "vpc-1", securityGroups: ["sg-1"] };
  const wanted = { vpcId: "vpc-1", securityGroupId: "sg-1" };
  const told = (changes: Partial<typeof facts>) =>
    existingLoadBalancerProblems("arn:alb", { ...facts, ...changes }, wanted).join("\n");

  it("is refused when the internet reaches it or CloudFront cannot enter it", () => {
    assert.equal(told({}), "");
    assert.match(told({ internal: false }), /allowed: an internal load balancer/);
    assert.match(told({ loadBalancerType: "network" }), /a network one reads no header/);
    assert.match(told({ vpcId: "vpc-2" }), /this one is in vpc-2/);
    assert.match(told({ securityGroups: ["sg-2"] }), /loadBalancerSecurityGroupId is "sg-1"; .*sg-2/);
  });
});

describe("ports of the listener", () => {
  it("are those that a VPC origin calls", () => {
    assert.deepEqual([443, 1024, 65535].flatMap(listenerPortProblems), []);
    assert.equal([80, 444, 1023, 65536, 8443.5].flatMap(listenerPortProblems).length, 5);
  });
});

describe("options of a component", () => {
  it("are refused when Pulumi would pass them over", () => {
    assert.match(
      optionProblems({ ignoreChanges: ["tags"] }).join(),
      /the option ignoreChanges is \["tags"\]/,
    );
    assert.deepEqual(optionProblems({ protect: true, aliases: [], ignoreChanges: undefined }), []);
  });

  it("are nothing when they say nothing, as programs in other languages send them", () => {
    const empty = { ignoreChanges: [], replaceOnChanges: [], customTimeouts: { create: "", update: "" } };
    assert.deepEqual(optionProblems(empty), []);
    assert.equal(optionProblems({ ...empty, customTimeouts: { create: "5m", update: "" } }).length, 1);
  });
});

describe("names of a site", () => {
  it("are domain names, each once, as many as a certificate takes", () => {
    assert.deepEqual(siteNameProblems("a.example.com", ["b.example.com"]), []);
    assert.match(siteNameProblems("a.example.com", ["a.example.com"]).join(), /each once/);
    assert.match(siteNameProblems("a.example.com", ["https://b"]).join(), /additionalDomainNames\[0\] is/);
    const nine = Array.from({ length: 9 }, (_, index) => `b${index}.example.com`);
    assert.match(siteNameProblems("a.example.com", nine).join(), /at most 8 names/);
  });
});

describe("names of attached instances", () => {
  it("are short and stay, and there is one at least", () => {
    assert.deepEqual(instanceKeyProblems(["a", "web-1"]), []);
    assert.equal(instanceKeyProblems([]).length, 1);
    assert.equal(instanceKeyProblems(["1", "A"]).length, 2);
  });
});
