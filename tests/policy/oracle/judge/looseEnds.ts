/** Layers of what is protected that are open, or not known, though no way is complete. */
import type { Ref } from "../world/ref";
import type { World } from "../world/world";
import { holdsPublic } from "./addresses";
import { packetWitness } from "./ingress";
import { isLeftToTheAccount, signsWithEveryKey, unexpectedSigners } from "./principals";
import { protectedNames } from "./protected";
import { sceneOf } from "./scene";

/** Lists the open layers of what is protected. */
export function looseEnds(world: World): string[] {
  const isProtected = protectedNames(world);
  return [
    ...networkEnds(world, isProtected),
    ...barredByHeader(world),
    ...bucketEnds(world, isProtected),
    ...signerEnds(world),
    ...headerEnds(world),
  ];
}

/**
 * Ways that nothing but a load balancer's check of a header bars: who learns the value passes, so that AWS advises to close the
 * network as well.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
 */
function barredByHeader(world: World): string[] {
  const loadBalancers = world.loadBalancers.map((balancer) => ({
    ...balancer,
    listeners: balancer.listeners.map((listener) => ({
      ...listener,
      rules: listener.rules.map(({ name, path, action }) => ({ name, ...(path && { path }), action })),
    })),
  }));
  const way = packetWitness({ ...world, loadBalancers }, "open");
  return way === undefined ? [] : [`a header alone bars ${way.map(({ at }) => at).join(" → ")}`];
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

/**
 * Application load balancers of signed content that do not insist on the secret header, which is a layer of its own: what
 * they forward without it, and origins that send none that they accept.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
 */
function headerEnds({ distributions, loadBalancers }: World): string[] {
  const uses = distributions.flatMap(({ behaviors, byDefault, origins, originGroups }) =>
    [...behaviors, byDefault].flatMap(({ signed, origin }) => {
      const ids: readonly string[] = originGroups.find(({ id }) => id === origin)?.members ?? [origin];
      return origins
        .filter(({ id }) => ids.includes(id))
        .map((each) => ({ signed, header: each.header, balancer: balancerOf(each.target) }));
    }),
  );
  const signed = new Set(uses.flatMap((use) => (use.signed ? [use.balancer] : [])));
  return loadBalancers
    .filter(({ name, kind }) => kind === "application" && signed.has(name))
    .flatMap(({ name, listeners }) => {
      const rules = listeners.flatMap((each) => each.rules);
      const accepted = new Set(rules.map(({ header }) => header));
      const isOpen =
        listeners.some(({ byDefault }) => "forward" in byDefault) ||
        rules.some(({ header, action }) => header === undefined && "forward" in action);
      return [
        ...(isOpen ? [`${name} forwards requests without the header`] : []),
        ...distributions
          .flatMap(({ origins }) => origins)
          .filter((each) => balancerOf(each.target) === name)
          .filter(({ header }) => header === undefined || !accepted.has(header))
          .map(({ id }) => `${id} sends no header that ${name} accepts`),
        ...[...accepted]
          .filter(
            (header) =>
              header !== undefined && !uses.some((use) => use.balancer === name && use.header === header),
          )
          .map((header) => `${name} accepts the header ${String(header)}, which no origin sends`),
      ];
    });
}

function balancerOf(target: World["distributions"][number]["origins"][number]["target"]): string | undefined {
  if ("publicLoadBalancer" in target) {
    return target.publicLoadBalancer;
  }
  return "vpcOrigin" in target && "to" in target.vpcOrigin ? target.vpcOrigin.to : undefined;
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
