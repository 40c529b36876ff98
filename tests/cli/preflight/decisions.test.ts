import assert from "node:assert/strict";
import {
  judgeLogPolicies,
  judgeServiceGroups,
  judgeValidationRecords,
} from "../../../cli/preflight/decisions/leftovers";
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

/** An error as the SDK throws it. */
function named(name: string): Error {
  const error = new Error("…");
  error.name = name;
  return error;
}

describe("preflight's judgement of the delegation", () => {
  it("compares names whatever their case, order and final dot", () => {
    const delegation = { nameServers: ["NS-2.example.net.", "ns-1.example.net"] };
    assert.equal(judgeDelegation("example.com", zone, delegation).verdict, "ok");
  });

  it("blocks where nothing is delegated, and warns where it differs in part or DNS cannot be asked", () => {
    const fix =
      "set the domain's name servers at the registrar, or in the zone above, to ns-1.example.net, ns-2.example.net";
    assert.deepEqual(judgeDelegation("example.com", zone, { error: "ENOTFOUND" }), {
      check: "delegation",
      verdict: "blocker",
      seen: "DNS knows no name servers of example.com",
      fix,
    });
    assert.equal(judgeDelegation("example.com", zone, { error: "ENODATA" }).verdict, "blocker");
    assert.deepEqual(judgeDelegation("example.com", zone, { nameServers: ["ns-1.example.net", "ns.old"] }), {
      check: "delegation",
      verdict: "warning",
      seen: "example.com is delegated to ns-1.example.net, ns.old, and Z1 has others",
      fix,
    });
    assert.deepEqual(judgeDelegation("example.com", zone, { error: "ETIMEOUT" }), {
      check: "delegation",
      verdict: "warning",
      seen: "DNS could not be asked about example.com: ETIMEOUT",
      fix: "ask it yourself: dig NS example.com",
    });
  });
});

describe("preflight's judgement of names", () => {
  it("leaves to a stack what is its own", () => {
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
    assert.equal(judgeBucket("shop", "own", own("shop")).seen, "shop is this stack's");
  });

  it("names a wildcard on another distribution, which does not stand in the way", () => {
    const wild = [{ id: "E1", aliases: ["*.example.com"] }];
    assert.deepEqual(judgeAliases(["a.example.com"], wild, none), {
      check: "aliases",
      verdict: "ok",
      seen: "no distribution of this account has a.example.com; E1 has a wildcard for it",
    });
    assert.doesNotMatch(judgeAliases(["a.b.example.com"], wild, none).seen, /wildcard/);
  });

  it("minds records that an alias or a name cannot stand beside, of the stack's names alone", () => {
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

  it("takes no other CNAME for one that proved a certificate", () => {
    const other = { name: "_1.a.example.com.", type: "CNAME", values: ["mail.example.net."] };
    const elsewhere = { name: "_1.b.example.com.", type: "CNAME", values: ["_2.x.acm-validations.aws."] };
    assert.equal(judgeValidationRecords(["a.example.com"], [other, elsewhere], none).verdict, "ok");
  });

  it("says whose a bucket is", () => {
    assert.equal(judgeBucket("shop", "own", none).seen, "shop exists, in this account");
    assert.equal(judgeBucket("shop", "free", none).seen, "shop is free");
  });
});

describe("preflight's judgement of quotas", () => {
  it("counts instances twice, since a rolling replacement doubles them", () => {
    assert.deepEqual(vcpuDemand({ min: 3, max: 9 }, 2), { first: 6, most: 36 });
  });

  it("warns where the stack comes up and cannot grow, and blocks where it does not come up", () => {
    const demand = { first: 6, most: 36 };
    assert.equal(judgeQuota("vcpus", { limit: 38, used: 2 }, demand).verdict, "ok");
    assert.equal(judgeQuota("vcpus", { limit: 37, used: 2 }, demand).verdict, "warning");
    assert.equal(judgeQuota("vcpus", { limit: 8, used: 2 }, demand).verdict, "warning");
    assert.equal(judgeQuota("vcpus", { limit: 7, used: 2 }, demand).verdict, "blocker");
  });

  it("takes what a new account has, and only warns, where Service Quotas does not tell", () => {
    assert.deepEqual(judgeQuota("addresses", { limit: undefined, used: 5 }, { first: 1, most: 1 }), {
      check: "quota: Elastic IP addresses",
      verdict: "warning",
      seen:
        "5 in use, this stack adds 1, the quota is 5 by default " +
        "(https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html), and Service Quotas does not tell this account's",
      fix: "ask for at least 6 in Service Quotas (ec2), or want less: it may take days",
    });
    assert.equal(judgeQuota("addresses", { limit: undefined, used: 1 }, { first: 1, most: 1 }).verdict, "ok");
  });
});

describe("preflight's judgement of leftovers", () => {
  it("warns one before the last log resource policy", () => {
    const policies = (count: number) => judgeLogPolicies("us-east-1", Array.from({ length: count }, String));
    assert.deepEqual(
      [8, 9, 10].map((count) => policies(count).verdict),
      ["ok", "warning", "blocker"],
    );
  });

  it("leaves CloudFront's group alone while the account has VPC origins", () => {
    const group = { id: "sg-1", vpcId: "vpc-1" };
    assert.equal(judgeServiceGroups([group], 1).seen, "in use by VPC origins of this account");
  });
});

describe("preflight's judgement of permissions", () => {
  it("asks about the role of a session, the user, and nobody for the root user", () => {
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

describe("a check of preflight's that could not be done", () => {
  it("is a warning that names the permission it takes, or the failure", () => {
    assert.deepEqual(notDone("VPCs", ["ec2:DescribeVpcs"], named("UnauthorizedOperation")), {
      check: "VPCs",
      verdict: "warning",
      seen: "not checked: UnauthorizedOperation",
      fix: "let the caller do ec2:DescribeVpcs",
    });
    assert.deepEqual(notDone("VPCs", ["ec2:DescribeVpcs"], named("TimeoutError")), {
      check: "VPCs",
      verdict: "warning",
      seen: "not checked: TimeoutError",
      fix: "see whether AWS can be reached from here, and run it again",
    });
  });
});
