/** Layers of what is protected that are open, or not known, though no way is complete. */
import type { Ref } from "../world/ref";
import type { World } from "../world/world";
import { holdsPublic } from "./addresses";
import { isLeftToTheAccount, signsWithEveryKey, unexpectedSigners } from "./principals";
import { protectedNames } from "./protected";
import { sceneOf } from "./scene";

/** Lists the open layers of what is protected. */
export function looseEnds(world: World): string[] {
  const isProtected = protectedNames(world);
  return [...networkEnds(world, isProtected), ...bucketEnds(world, isProtected), ...signerEnds(world)];
}

/** Roles of the account that may sign though they are not meant to, and whoever in the account may take the signer's role. */
function signerEnds({ access }: World): string[] {
  if (access === undefined) {
    return [];
  }
  const taken = access.roles
    .filter(({ signs, trusts }) => signs && (typeof trusts !== "object" || !("service" in trusts)))
    .map(({ name }) => `${name} can be assumed`);
  return [
    ...unexpectedSigners(access).map((name) => `${name} may sign`),
    ...taken,
    ...access.roles.filter(signsWithEveryKey).map(({ name }) => `${name} may sign with every key`),
    ...(isLeftToTheAccount(access) ? ["the key's policy leaves signing to the account's IAM policies"] : []),
  ];
}

/** Buckets that more may read than the distribution needs, though nobody from outside does. */
function bucketEnds({ buckets, distributions }: World, isProtected: ReadonlySet<string>): string[] {
  const unsigned = distributions.flatMap(({ origins }) =>
    origins.flatMap(({ target }) =>
      "bucket" in target && target.control !== "signs"
        ? [`${target.bucket} is asked without a signature`]
        : [],
    ),
  );
  const read = buckets
    .filter(({ name }) => isProtected.has(name))
    .flatMap(({ name, readers, blocks, acl, website }) => [
      ...(blocks === "none" ? [`${name} does not block public access`] : []),
      ...(acl === undefined ? [] : [`the keys of ${name} can be listed`]),
      ...(website ? [`${name} is a website`] : []),
      ...(readers.some((reader) => reader === "everybody" || "anyDistributionOf" in reader)
        ? [`the policy of ${name} admits more than the distribution`]
        : []),
    ]);
  return [...unsigned, ...read];
}

function networkEnds(world: World, isProtected: ReadonlySet<string>): string[] {
  return sceneOf(world, "open")
    .cards.filter(({ owner }) => isProtected.has(owner))
    .flatMap((card) => [
      ...(card.publicV4 ? [`${card.owner} has a public address`] : []),
      ...(card.v6 ? [`${card.owner} has an IPv6 address`] : []),
      ...(card.subnet === undefined ? [`the subnet of ${card.owner} is outside the stack`] : []),
      ...(card.groups ?? []).flatMap((group) => openIn(world, group).map((why) => `${card.owner}: ${why}`)),
    ]);
}

function openIn(world: World, ref: Ref): string[] {
  if ("outside" in ref) {
    return ["a group is outside the stack"];
  }
  const group = world.groups.find(({ name }) => name === ref.to);
  return (group?.rules ?? []).flatMap(({ source }) => {
    const ranges = "cidr" in source ? [source.cidr] : [];
    const { list } = "list" in source ? source : { list: undefined };
    const entries =
      list === undefined || list === "cloudfront" || "outside" in list
        ? []
        : (world.prefixLists.find(({ name }) => name === list.to)?.entries ?? []);
    return [
      ...[...ranges, ...entries].filter(holdsPublic).map((cidr) => `${ref.to} admits ${cidr}`),
      ...(list !== undefined && list !== "cloudfront" && "outside" in list
        ? [`${ref.to} admits a list outside the stack`]
        : []),
    ];
  });
}
