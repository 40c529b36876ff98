import assert from "node:assert/strict";
import {
  judgeLogPolicies,
  judgeServiceGroups,
  judgeValidationRecords,
} from "../../../cli/preflight/decisions/leftovers";
import { judgeLinkedRoles, linkedRolesOf } from "../../../cli/preflight/decisions/linkedRoles";
import {
  judgeAliases,
  judgeBucket,
  judgeRecords,
  judgeUserPoolDomain,
} from "../../../cli/preflight/decisions/names";
import { notDone } from "../../../cli/preflight/decisions/notDone";
import { judgePermissions, policySource } from "../../../cli/preflight/decisions/permissions";
import { judgeQuota, vcpuDemand } from "../../../cli/preflight/decisions/quotas";
import { judgeDelegation } from "../../../cli/preflight/decisions/zone";

const none = { ids: new Set<string>(), recordNames: new Set<string>() };
const own = (...ids: string[]) => ({ ids: new Set(ids), recordNames: new Set(ids) });
const zone = { id: "Z1", nameServers: ["ns-1.example.net", "ns-2.example.net"] };

/** Makes an error as the SDK throws it. */
function named(name: string): Error {
  const error = new Error("…");
  error.name = name;
  return error;
}

describe("preflight's check of the delegation", () => {
  it("ignores case, order and trailing dots of names", () => {
    const delegation = { nameServers: ["NS-2.example.net.", "ns-1.example.net"] };
    assert.equal(judgeDelegation("example.com", zone, delegation).verdict, "ok");
  });

  it("blocks a missing delegation, and warns about a partial one or a failed lookup", () => {
    const fix =
      "set the domain's name servers, at the registrar or in the parent zone, to ns-1.example.net, ns-2.example.net";
    assert.deepEqual(judgeDelegation("example.com", zone, { error: "ENOTFOUND" }), {
      check: "delegation",
      verdict: "blocker",
      seen: "DNS has no name servers for example.com",
      fix,
    });
    assert.equal(judgeDelegation("example.com", zone, { error: "ENODATA" }).verdict, "blocker");
    assert.deepEqual(judgeDelegation("example.com", zone, { nameServers: ["ns-1.example.net", "ns.old"] }), {
      check: "delegation",
      verdict: "warning",
      seen: "example.com is delegated to ns-1.example.net, ns.old, but Z1 has other name servers",
      fix,
    });
    assert.deepEqual(judgeDelegation("example.com", zone, { error: "ETIMEOUT" }), {
      check: "delegation",
      verdict: "warning",
      seen: "the name servers of example.com could not be looked up: ETIMEOUT",
      fix: "check the delegation yourself: dig NS example.com",
    });
  });
});

describe("preflight's check of names", () => {
  it("accepts the stack's own names", () => {
    const record = { name: "a.example.com.", type: "A", values: [] };
    const validation = { name: "_1.a.example.com.", type: "CNAME", values: ["_2.x.acm-validations.aws."] };
    assert.equal(
      judgeAliases(["a.example.com"], [{ id: "E1", aliases: ["a.example.com"] }], own("E1")).verdict,
      "ok",
    );
    assert.equal(judgeRecords(["a.example.com"], [record], own("a.example.com")).verdict, "ok");
    assert.equal(
      judgeValidationRecords(["a.example.com"], [validation], own("_1.a.example.com")).verdict,
      "ok",
    );
    assert.equal(judgeUserPoolDomain("shop", "pool-1", own("pool-1")).verdict, "ok");
    assert.equal(judgeBucket("shop", "own", own("shop")).seen, "shop belongs to this stack");
  });

  it("mentions a wildcard on another distribution, which is no conflict", () => {
    const wild = [{ id: "E1", aliases: ["*.example.com"] }];
    assert.deepEqual(judgeAliases(["a.example.com"], wild, none), {
      check: "aliases",
      verdict: "ok",
      seen: "no distribution of this account has a.example.com; E1 has a wildcard that covers it",
    });
    assert.doesNotMatch(judgeAliases(["a.b.example.com"], wild, none).seen, /wildcard/);
  });

  it("blocks only A, AAAA and CNAME records of the stack's names", () => {
    const names = ["a.example.com"];
    for (const [type, verdict] of [
      ["A", "blocker"],
      ["AAAA", "blocker"],
      ["CNAME", "blocker"],
      ["TXT", "ok"],
    ] as const) {
      assert.equal(
        judgeRecords(names, [{ name: "A.example.com.", type, values: [] }], none).verdict,
        verdict,
      );
      assert.equal(judgeRecords(names, [{ name: "b.example.com.", type, values: [] }], none).verdict, "ok");
    }
  });

  it("ignores CNAME records that are not validation records for the names", () => {
    const other = { name: "_1.a.example.com.", type: "CNAME", values: ["mail.example.net."] };
    const elsewhere = { name: "_1.b.example.com.", type: "CNAME", values: ["_2.x.acm-validations.aws."] };
    assert.equal(judgeValidationRecords(["a.example.com"], [other, elsewhere], none).verdict, "ok");
  });

  it("tells available buckets from existing ones", () => {
    assert.equal(judgeBucket("shop", "own", none).seen, "shop already exists in this account");
    assert.equal(judgeBucket("shop", "free", none).seen, "shop is available");
  });
});

describe("preflight's check of quotas", () => {
  it("counts instances twice, since a rolling replacement doubles them", () => {
    assert.deepEqual(vcpuDemand({ min: 3, max: 9 }, 2), { first: 6, most: 36 });
  });

  it("warns if the stack deploys but cannot scale, and blocks if it cannot deploy", () => {
    const demand = { first: 6, most: 36 };
    assert.equal(judgeQuota("vcpus", { limit: 38, used: 2 }, demand).verdict, "ok");
    assert.equal(judgeQuota("vcpus", { limit: 37, used: 2 }, demand).verdict, "warning");
    assert.equal(judgeQuota("vcpus", { limit: 8, used: 2 }, demand).verdict, "warning");
    assert.equal(judgeQuota("vcpus", { limit: 7, used: 2 }, demand).verdict, "blocker");
  });

  it("uses the default, and only warns, if Service Quotas does not list the quota", () => {
    assert.deepEqual(judgeQuota("addresses", { limit: undefined, used: 5 }, { first: 1, most: 1 }), {
      check: "quota: Elastic IP addresses",
      verdict: "warning",
      seen:
        "5 in use, this stack adds 1, the quota is 5 by default " +
        "(https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html); Service Quotas does not list this account's",
      fix: "request at least 6 in Service Quotas (ec2), which may take days, or reduce the stack",
    });
    assert.equal(judgeQuota("addresses", { limit: undefined, used: 1 }, { first: 1, most: 1 }).verdict, "ok");
  });
});

describe("preflight's check of leftovers", () => {
  it("warns when one log resource policy is left", () => {
    const policies = (count: number) => judgeLogPolicies("us-east-1", Array.from({ length: count }, String));
    assert.deepEqual(
      [8, 9, 10].map((count) => policies(count).verdict),
      ["ok", "warning", "blocker"],
    );
  });

  it("accepts CloudFront's group while the account has VPC origins", () => {
    const group = { id: "sg-1", vpcId: "vpc-1" };
    assert.equal(judgeServiceGroups([group], 1).seen, "in use by VPC origins of this account");
  });
});

describe("preflight's check of permissions", () => {
  it("uses the role of a session, the user itself, and nothing for the root user", () => {
    assert.equal(
      policySource("arn:aws:sts::111122223333:assumed-role/ci/run-1"),
      "arn:aws:iam::111122223333:role/ci",
    );
    assert.equal(policySource("arn:aws:iam::111122223333:user/ann"), "arn:aws:iam::111122223333:user/ann");
    assert.equal(policySource("arn:aws:iam::111122223333:root"), undefined);
  });

  it("names six actions and counts the others", () => {
    const denied = ["h", "g", "f", "e", "d", "c", "b", "a"].map((letter) => `ec2:${letter}`);
    assert.deepEqual(judgePermissions(denied, 10, true), {
      check: "permissions",
      verdict: "blocker",
      seen: "IAM denies 8 of 10 actions: ec2:a, ec2:b, ec2:c, ec2:d, ec2:e, ec2:f and 2 more",
      fix: "attach the policies that secure-origin deployer-policy prints",
    });
  });
});

describe("a preflight check that could not be completed", () => {
  it("is a warning with the missing permission, or the failure", () => {
    assert.deepEqual(notDone("VPCs", ["ec2:DescribeVpcs"], named("UnauthorizedOperation")), {
      check: "VPCs",
      verdict: "warning",
      seen: "not checked: UnauthorizedOperation",
      fix: "allow the caller ec2:DescribeVpcs",
    });
    assert.deepEqual(notDone("VPCs", ["ec2:DescribeVpcs"], named("TimeoutError")), {
      check: "VPCs",
      verdict: "warning",
      seen: "not checked: TimeoutError",
      fix: "make sure that AWS can be reached from here, and run preflight again",
    });
  });
});

describe("preflight's check of service-linked roles", () => {
  it("asks for the role of Auto Scaling only where instances are created", () => {
    const roles = (instances: object | undefined) =>
      Object.values(linkedRolesOf({ instances, replicatesKey: false }));
    assert.deepEqual(roles({ type: "t4g.small" }), [
      "AWSServiceRoleForAutoScaling",
      "AWSServiceRoleForElasticLoadBalancing",
      "AWSServiceRoleForCloudFrontVPCOrigin",
    ]);
    assert.deepEqual(roles(undefined), [
      "AWSServiceRoleForElasticLoadBalancing",
      "AWSServiceRoleForCloudFrontVPCOrigin",
    ]);
  });

  it("asks for the role of replicas of KMS keys only where there are any", () => {
    const service = "mrk.kms.amazonaws.com";
    const instances = { type: "t4g.small" };
    assert.ok(!(service in linkedRolesOf({ instances, replicatesKey: false })));
    assert.ok(service in linkedRolesOf({ instances, replicatesKey: true }));
    assert.deepEqual(judgeLinkedRoles([service]), {
      check: "service-linked roles",
      verdict: "warning",
      seen: "the first deployment creates AWSServiceRoleForKeyManagementServiceMultiRegionKeys",
      fix: "allow the caller iam:CreateServiceLinkedRole, or create them first: aws iam create-service-linked-role --aws-service-name mrk.kms.amazonaws.com",
    });
  });
});
