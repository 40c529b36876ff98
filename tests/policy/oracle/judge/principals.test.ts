/** The judge's principals on hand-made roles and key policies, each from a page of AWS. */
import assert from "node:assert/strict";
import type { Access, KeyStatement, Role } from "../world/access";
import { covers, principalWitness, replaysPrincipal } from "./principals";

const delegated: KeyStatement = { principal: { account: "own" }, actions: ["kms:*"] };

function role(name: string, more: Partial<Role> = {}): Role {
  return { name, trusts: { service: "ec2.amazonaws.com" }, policies: [], attached: [], ...more };
}

const signs: Pick<Role, "policies"> = {
  policies: [{ form: "rolePolicy", allows: { actions: ["kms:Sign"], on: "key" } }],
};

const access = (roles: readonly Role[], statements: readonly KeyStatement[] = [delegated]): Access => ({
  key: "key",
  statements,
  roles,
});

const way = (given: Access): string | undefined => {
  const found = principalWitness(given, "closed");
  assert.ok(found === undefined || replaysPrincipal(given, found));
  return found && [found.from, ...found.roles, found.action].join(" → ");
};

describe("a principal from outside", () => {
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
  it("signs if the key's policy names it, or may rewrite that policy", () => {
    const statement = (action: string): KeyStatement => ({ principal: "everybody", actions: [action] });
    assert.equal(way(access([], [statement("kms:S*")])), "any AWS account → kms:Sign");
    assert.equal(way(access([], [statement("kms:PutKeyPolicy")])), "any AWS account → kms:PutKeyPolicy");
    assert.equal(way(access([], [statement("kms:GetPublicKey")])), undefined);
  });

  it("signs as a role that trusts it, if the key's policy leaves it to IAM and a policy allows it", () => {
    const signer = role("signer", { trusts: "everybody", ...signs });
    assert.equal(way(access([signer])), "any AWS account → signer → kms:Sign");
    assert.equal(way(access([signer], [])), "any AWS account → signer → kms:Sign", "AWS's default policy");
    assert.equal(way(access([signer], [{ ...delegated, actions: ["kms:Describe*"] }])), undefined);
    assert.equal(way(access([role("signer", signs)])), undefined);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
  it("signs from its own repository if the subject of the token is not bound to an organisation", () => {
    const trusted = (repositories: string) =>
      way(access([role("signer", { trusts: { repositories }, ...signs })]));
    assert.equal(trusted("repo:*"), "the attacker's repository → signer → kms:Sign");
    assert.equal(trusted("repo:*/site:*"), "the attacker's repository → signer → kms:Sign");
    assert.equal(trusted("repo:example*/site:*"), "the attacker's repository → signer → kms:Sign");
    assert.equal(trusted("repo:example/site:*"), undefined);
  });

  it("signs through a role that assumes another", () => {
    const first = role("first", { trusts: { account: "444455556666" } });
    const named = role("signer", { trusts: { role: "first" }, ...signs });
    assert.match(way(access([first, named])) ?? "", /first → signer → kms:Sign$/);
    const ofAccount = role("signer", { trusts: { account: "own" }, ...signs });
    assert.equal(way(access([first, ofAccount])), undefined);
    const assumes = {
      form: "managed" as const,
      allows: { actions: ["sts:AssumeRole"], on: { role: "signer" } },
    };
    assert.match(
      way(access([{ ...first, policies: [assumes] }, ofAccount])) ?? "",
      /first → signer → kms:Sign$/,
    );
  });

  it("may sign by a policy that is not of the stack", () => {
    const unknown = access([
      role("signer", { trusts: "everybody", attached: ["arn:aws:iam::111122223333:policy/x"] }),
    ]);
    assert.equal(principalWitness(unknown, "closed"), undefined);
    assert.notEqual(principalWitness(unknown, "open"), undefined);
  });

  it("has a witness that does not hold without a role on its way, from elsewhere or for another action", () => {
    const first = role("first", { trusts: { account: "444455556666" } });
    const given = access([first, role("signer", { trusts: { role: "first" }, ...signs })]);
    const witness = principalWitness(given, "closed");
    assert.ok(witness);
    assert.ok(replaysPrincipal(given, witness));
    assert.ok(!replaysPrincipal(given, { ...witness, roles: ["signer"] }));
    assert.ok(!replaysPrincipal(given, { ...witness, from: "any AWS account" }));
    assert.ok(!replaysPrincipal(given, { ...witness, action: "kms:CreateGrant" }));
    assert.ok(!replaysPrincipal(access([first]), witness));
  });

  it("is covered by action patterns without regard to case", () => {
    assert.ok(covers("KMS:s?gn", "kms:Sign"));
    assert.ok(!covers("kms:Sig", "kms:Sign"));
  });
});
