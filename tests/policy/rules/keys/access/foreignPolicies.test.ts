import assert from "node:assert/strict";
import type { ExampleResource } from "../../../../../policy/examples/example";
import { unknownValue } from "../../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../../policy/resources/resourceTypes";
import { account, allow, ec2, found, policyOf, role, root, signedBy } from "./signers";

const attached = (policyArn: unknown = `${account}:policy/elsewhere`): ExampleResource => ({
  type: t.rolePolicyAttachment,
  name: "attached",
  props: { role: "visitor", policyArn },
});
const everybody = allow("*", "sts:AssumeRole");
const partner = allow({ AWS: "444455556666" }, "sts:AssumeRole");
const why =
  "attached policyArn: this policy is not of this stack and may allow the use of the signing key, and others than this " +
  "account's identities can assume visitor";

describe("signing-key-has-one-user: a policy of another stack", () => {
  it("is refused on a role that everybody or another account can assume", () => {
    for (const trust of [everybody, partner]) {
      assert.deepEqual(found(...signedBy(ec2), role("visitor", trust), attached()), [why]);
    }
  });

  const rewrites = (name: string, target: string): ExampleResource =>
    policyOf(name, {
      Effect: "Allow",
      Action: "iam:UpdateAssumeRolePolicy",
      Resource: `${account}:role/${target}`,
    });

  it("is refused on a role that another one can take over, directly or through others, which another account can assume", () => {
    const visitor = [role("visitor", ec2), attached()];
    assert.deepEqual(
      found(...signedBy(ec2), ...visitor, role("guest", partner), rewrites("guest", "visitor")),
      [why],
    );
    const between = [role("middle", ec2), rewrites("middle", "visitor")];
    const guest = [role("guest", partner), rewrites("guest", "middle")];
    assert.deepEqual(found(...signedBy(ec2), ...visitor, ...between, ...guest), [why]);
  });

  it("is fine on a role that only the account's own services can take over, one from the other as well", () => {
    const circle = [
      role("middle", ec2),
      rewrites("middle", "visitor"),
      role("visitor", ec2),
      rewrites("visitor", "middle"),
    ];
    assert.deepEqual(found(...signedBy(ec2), ...circle, attached()), []);
    const guest = [role("guest", partner), rewrites("guest", "other")];
    assert.deepEqual(found(...signedBy(ec2), role("visitor", ec2), attached(), ...guest), []);
  });

  it("is refused as an argument of such a role", () => {
    const { type, name, props } = role("visitor", everybody);
    const own = { type, name, props: { ...props, managedPolicyArns: [`${account}:policy/elsewhere`] } };
    assert.deepEqual(found(...signedBy(ec2), own), [
      why.replace("attached policyArn", "visitor managedPolicyArns[0]"),
    ]);
  });

  it("is judged by the update while its ARN is unknown", () => {
    assert.deepEqual(found(...signedBy(ec2), role("visitor", everybody), attached(unknownValue)), [
      `${why} (unknown)`,
    ]);
  });

  it("is fine on a role of the account's own services and identities, or if AWS manages it", () => {
    for (const trust of [ec2, allow(root, "sts:AssumeRole")]) {
      assert.deepEqual(found(...signedBy(ec2), role("visitor", trust), attached()), []);
    }
    const managed = attached("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess");
    assert.deepEqual(found(...signedBy(ec2), role("visitor", everybody), managed), []);
  });

  it("is fine in a stack without a signing key", () => {
    assert.deepEqual(found(role("visitor", everybody), attached()), []);
  });
});
