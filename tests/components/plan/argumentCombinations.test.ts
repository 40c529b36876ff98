import assert from "node:assert/strict";
import { type ArgumentCombination, combinationProblems } from "../../../components/plan/argumentCombinations";

describe("the combination of arguments", () => {
  const whole: ArgumentCombination = {
    createsNetwork: false,
    usesVpc: false,
    usesCertificates: false,
    hasHostedZone: true,
    region: "eu-west-1",
    createsInstances: true,
    usesInstances: false,
    usesTasks: false,
    usesTaskGroup: false,
    instanceArguments: [],
    usesLoadBalancer: false,
    deliversApp: false,
    reachesInternet: true,
    ipv6: false,
    locksToAddresses: false,
    hasWebAcl: false,
    usesWebAcl: false,
    hasLogs: false,
    expectsCountries: false,
  };

  it("needs a zone or certificates, and a region where certificates are created", () => {
    assert.deepEqual(combinationProblems(whole), []);
    assert.equal(combinationProblems({ ...whole, hasHostedZone: false }).length, 1);
    assert.equal(combinationProblems({ ...whole, region: "" }).length, 1);
    const existing = { ...whole, hasHostedZone: false, usesCertificates: true, region: "" };
    assert.deepEqual(combinationProblems(existing), []);
  });

  it("has one network, new or existing", () => {
    assert.match(
      combinationProblems({ ...whole, createsNetwork: true, usesVpc: true })[0] ?? "",
      /network or vpc/,
    );
  });

  it("has new or existing instances, and names the VPC of existing parts", () => {
    const told = (changes: Partial<ArgumentCombination>) =>
      combinationProblems({ ...whole, ...changes }).join("\n");
    assert.match(
      told({ createsInstances: false }),
      /^origin is "neither .*one of bootScript, instances and tasks/,
    );
    assert.match(told({ usesInstances: true, usesVpc: true }), /^origin is "bootScript and instances"/);
    assert.match(
      told({ createsInstances: false, usesInstances: true }),
      /^vpc is missing; .*origin\.instances/,
    );
    assert.match(told({ usesLoadBalancer: true }), /^vpc is missing; .*origin\.loadBalancerArn/);
    assert.equal(told({ usesLoadBalancer: true, usesVpc: true }), "");
  });

  it("has tasks in place of instances, in a network of its own or the caller's", () => {
    const told = (changes: Partial<ArgumentCombination>) =>
      combinationProblems({ ...whole, createsInstances: false, usesTasks: true, ...changes }).join("\n");
    assert.equal(told({}), "");
    assert.equal(told({ usesVpc: true, usesTaskGroup: true, usesLoadBalancer: true }), "");
    assert.match(told({ usesTaskGroup: true }), /^vpc is missing; .*origin\.tasks\.securityGroupId/);
    assert.match(told({ usesInstances: true, usesVpc: true }), /^origin is "instances and tasks"/);
    assert.match(told({ instanceArguments: ["imageId"] }), /^origin\.imageId is "set beside tasks"/);
    assert.match(told({ deliversApp: true }), /^origin\.app is "set beside tasks"/);
    assert.match(told({ reachesInternet: false }), /^egress is "endpoints"/);
  });

  it("delivers the members site to new instances that reach the issuer", () => {
    const told = (changes: Partial<ArgumentCombination>) =>
      combinationProblems({ ...whole, ...changes }).join("\n");
    assert.equal(told({ deliversApp: true }), "");
    assert.match(
      told({ deliversApp: true, reachesInternet: false }),
      /^egress is "endpoints"; allowed: nat: log in by OIDC needs the internet\. To fix: .*bootScript alone\.$/,
    );
    assert.equal(told({ reachesInternet: false }), "");
    const existing = { createsInstances: false, usesInstances: true, usesVpc: true };
    assert.match(told({ ...existing, deliversApp: true }), /^origin\.app is "set beside instances"; /);
  });

  it("serves no IPv6 while signatures are locked to IPv4 addresses", () => {
    const both = { ...whole, ipv6: true, locksToAddresses: true };
    assert.match(combinationProblems(both).join(), /^ipv6 is true; .*IPv4 addresses only/);
    assert.deepEqual(combinationProblems({ ...both, ipv6: false }), []);
  });
});
