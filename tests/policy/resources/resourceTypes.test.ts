import assert from "node:assert/strict";
import { canonicalType, resourceTypes } from "../../../policy/resources/resourceTypes";

describe("canonicalType", () => {
  for (const module of ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"]) {
    it(`reads a load balancer of aws:${module}`, () => {
      assert.equal(canonicalType(`aws:${module}/loadBalancer:LoadBalancer`), resourceTypes.loadBalancer);
    });
  }
  for (const module of ["elb", "elasticloadbalancing"]) {
    it(`reads a classic load balancer of aws:${module}`, () => {
      assert.equal(
        canonicalType(`aws:${module}/loadBalancer:LoadBalancer`),
        resourceTypes.classicLoadBalancer,
      );
    });
  }
  for (const type of Object.values(resourceTypes)) {
    it(`resolves ${type} to itself`, () => assert.equal(canonicalType(type), type));
  }
  for (const token of [
    "aws:sqs/queue:Queue",
    "awsx:lb/loadBalancer:LoadBalancer",
    "aws:lb:LoadBalancer",
    "pulumi:providers:aws",
    "",
  ]) {
    it(`does not read ${token || "an empty token"}`, () => assert.equal(canonicalType(token), undefined));
  }

  // The provider "tls" is not installed here.
  for (const token of Object.values(resourceTypes).filter((each) => !each.startsWith("tls:"))) {
    it(`has ${token} like the installed provider`, async () => {
      const [, owner = "", module = "", file = "", name = ""] =
        /^(\w+):(\w+)\/(\w+):(\w+)$/.exec(token) ?? [];
      const path = [`@pulumi/${owner}`, ...(module === "index" ? [] : [module]), file].join("/");
      const types = (await import(path)) as Record<string, { __pulumiType: string }>;
      assert.equal(types[name]?.__pulumiType, token);
    });
  }
});
