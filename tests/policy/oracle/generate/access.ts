/** Random access to a signing key. */
import type { Access, KeyStatement, Principal, Role, RolePolicy } from "../world/access";
import { nothing, type World } from "../world/world";
import type { Dice } from "./dice";

/** Makes a site of two buckets that lets nobody in, whose signing key has random roles around it. */
export function randomAccess(dice: Dice): World {
  const origin = (id: string, bucket: string) => ({ id, target: { bucket, control: "signs" as const } });
  const bucket = (name: string) => ({ name, readers: [{ distribution: "site" }], blocks: "all" as const });
  return {
    ...nothing,
    // Policies that name a role or the key are unknown in a first preview.
    moment: "known",
    buckets: [bucket("pages"), bucket("members")],
    distributions: [
      {
        name: "site",
        origins: [origin("pages", "pages"), origin("members", "members")],
        originGroups: [],
        behaviors: [{ pattern: "/premium/*", origin: "members", signed: true }],
        byDefault: { pattern: "*", origin: "pages", signed: false },
        securePaths: dice.chance(0.5) ? ["/premium/*"] : [],
      },
    ],
    access: accessOf(dice),
  };
}

/** What AWS's example lets administrators of a key do. */
const administration = [
  "kms:Describe*",
  "kms:Enable*",
  "kms:Get*",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
];

function accessOf(dice: Dice): Access {
  const names = ["signer", ...dice.list(0, 2, (index) => `role-${index}`)];
  const daring = dice.one(0, 0.1, 0.4);
  const roles = names.map((name, index): Role => randomRole(dice, name, names.slice(0, index), daring));
  return { key: "signing-key", roles, statements: dice.chance(0.2) ? [] : statements(dice, names, daring) };
}

function statements(dice: Dice, roles: readonly string[], daring: number): KeyStatement[] {
  const own: KeyStatement = {
    principal: { account: "own" },
    actions: dice.one(["kms:*"], administration, administration, ["kms:Describe*"]),
  };
  const signer: KeyStatement = { principal: { role: "signer" }, actions: ["kms:Sign", "kms:GetPublicKey"] };
  const more: KeyStatement = {
    principal: dice.chance(daring)
      ? dice.one<Principal>("everybody", { account: "444455556666" })
      : { role: dice.of(roles) ?? "signer" },
    actions: dice.one(
      ["kms:Sign"],
      ["kms:GetPublicKey"],
      ["kms:PutKeyPolicy"],
      ["kms:CreateGrant"],
      ["kms:S*"],
      ["kms:*"],
    ),
  };
  return [own, ...(dice.chance(0.8) ? [signer] : []), ...(dice.chance(0.3) ? [more] : [])];
}

function randomRole(dice: Dice, name: string, before: readonly string[], daring: number): Role {
  const [first] = before;
  const closed = dice.one<Principal>(
    { service: "ec2.amazonaws.com" },
    { service: "lambda.amazonaws.com" },
    { account: "own" },
    { repositories: "repo:example/site:ref:refs/heads/main" },
    first === undefined ? { service: "ec2.amazonaws.com" } : { role: dice.of(before) ?? first },
  );
  const open = dice.one<Principal>(
    "everybody",
    { account: "444455556666" },
    { repositories: "repo:*" },
    { repositories: "*" },
    { repositories: "repo:*/site:*" },
  );
  const attached = dice.chance(0.12)
    ? [
        dice.one(
          "arn:aws:iam::aws:policy/ReadOnlyAccess",
          "arn:aws:iam::aws:policy/ReadOnlyAccess",
          "arn:aws:iam::aws:policy/AdministratorAccess",
          "arn:aws:iam::111122223333:policy/elsewhere",
        ),
      ]
    : [];
  const isSigner = name === "signer";
  return {
    name,
    trusts: dice.chance(daring)
      ? open
      : isSigner && dice.chance(0.7)
        ? { service: "ec2.amazonaws.com" }
        : closed,
    policies: [
      ...(isSigner && dice.chance(0.6)
        ? [
            {
              form: dice.one("rolePolicy" as const, "managed" as const),
              allows: { actions: ["kms:Sign"], on: "key" as const },
            },
          ]
        : []),
      ...(dice.chance(0.35) ? [randomPolicy(dice, before)] : []),
    ],
    attached,
    ...(isSigner && { signs: true as const }),
  };
}

function randomPolicy(dice: Dice, before: readonly string[]): RolePolicy {
  const role = dice.of(before);
  const harmless: RolePolicy = {
    form: dice.one("inline", "rolePolicy", "managed"),
    allows: {
      actions: [dice.one("s3:GetObject", "logs:PutLogEvents", "kms:Decrypt", "kms:GetPublicKey")],
      on: "everything",
    },
  };
  const assumes: RolePolicy = {
    form: dice.one("rolePolicy", "managed"),
    allows: {
      actions: [dice.one("sts:AssumeRole", "sts:AssumeRole", "iam:UpdateAssumeRolePolicy")],
      on: role === undefined ? "everything" : { role },
    },
  };
  const signs: RolePolicy = {
    form: dice.one("rolePolicy", "managed"),
    allows: {
      actions: [dice.one("kms:Sign", "kms:*", "kms:S*", "kms:PutKeyPolicy", "*")],
      on: dice.one("key", "everything"),
    },
  };
  return dice.one(harmless, harmless, assumes, signs);
}
