/** Random sites with signed paths, on a network that lets nobody in. */
import type { Behavior, Bucket, Distribution, Origin, OriginTarget, WebFunction } from "../world/edge";
import type { Action, LoadBalancer, TargetGroup } from "../world/loadBalancing";
import { nothing, type Server, type World } from "../world/world";
import type { Dice } from "./dice";

const patterns = [
  "/premium/*",
  "/secure/*",
  "/downloads/*.zip",
  "/premium/free/*",
  "*.jpg",
  "/a?c/*",
  "/public/*",
] as const;
const prefixes = ["/site", "/assets", "/premium"] as const;

/** Makes a site: buckets, functions, load balancers with tiers, and one or two distributions. */
export function randomSite(dice: Dice): World {
  const world: World = { ...nothing, moment: dice.one("preview", "known"), ...closedNetwork(dice) };
  const names = dice.chance(0.15) ? ["site", "second"] : ["site"];
  const buckets = dice.list(1, 2, (index) => randomBucket(dice, `bucket-${index}`, names));
  const functions = dice.list(0, 1, (index) => randomFunction(dice, `function-${index}`, names));
  const balanced = { ...world, ...randomBalancer(dice, world.servers) };
  const distributions = names.map((name) =>
    randomDistribution(dice, name, { ...balanced, buckets, functions }),
  );
  // A bucket's policy names the bucket, so it is unknown in a first preview; it is no witness then.
  const isOrdinary = buckets.every(({ readers }) =>
    readers.every((reader) => typeof reader === "object" && "distribution" in reader),
  );
  const isPlain = isOrdinary && distributions.every(hasOneEndpoint);
  return { ...balanced, moment: isPlain ? balanced.moment : "known", buckets, functions, distributions };
}

/**
 * Tells whether all VPC origins of a distribution lead to one port, and all its buckets are one. In a first preview the engine
 * knows only that the list of origins depends on them, and not which origin has which; no witness can follow from that.
 */
function hasOneEndpoint({ origins }: Distribution): boolean {
  const endpoints = origins.flatMap(({ target }) =>
    "vpcOrigin" in target ? [JSON.stringify([target.vpcOrigin, target.port])] : [],
  );
  const buckets = origins.flatMap(({ target }) => ("bucket" in target ? [target.bucket] : []));
  return new Set(endpoints).size < 2 && new Set(buckets).size < 2;
}

function closedNetwork(dice: Dice): Pick<World, "vpcs" | "subnets" | "groups" | "servers"> {
  const subnet = { to: "subnet" };
  return {
    vpcs: [{ name: "vpc", number: 0, gateway: "inline" }],
    subnets: [{ name: "subnet", vpc: "vpc", number: 1 }],
    groups: [
      {
        name: "balancer-group",
        vpc: "vpc",
        form: "inline",
        rules: [{ ports: [443, 443], source: { list: "cloudfront" } }],
      },
      {
        name: "server-group",
        vpc: "vpc",
        form: "ingressRule",
        rules: [{ source: { group: { to: "balancer-group" } } }],
      },
    ],
    servers: dice.list(
      1,
      2,
      (index): Server => ({
        name: `server-${index}`,
        subnet,
        groups: [{ to: "server-group" }],
        publicAddress: false,
      }),
    ),
  };
}

function randomBalancer(
  dice: Dice,
  servers: readonly Server[],
): Pick<World, "loadBalancers" | "targetGroups"> {
  const ports = { public: 8443, members: dice.chance(0.85) ? 9443 : 8443 };
  const group = (tier: "public" | "members"): TargetGroup => ({
    name: `${tier}-targets`,
    vpc: "vpc",
    protocol: "HTTPS",
    type: "instance",
    port: ports[tier],
    targets: servers.map(({ name }) => ({
      to: name,
      ...(dice.chance(0.1) && { port: dice.one(8443, 9443) }),
    })),
  });
  const forward = (tier: string): Action => ({ forward: `${tier}-targets` });
  const rule = (tier: string, at: number) => ({
    name: `rule-${at}`,
    ...(dice.chance(0.92) && { header: dice.chance(0.95) ? tier : "public" }),
    ...(dice.chance(0.1) && { path: "/premium/*" }),
    action: dice.chance(0.93) ? forward(tier) : forward(dice.one("public", "members")),
  });
  const tiers = dice.one(["public", "members"], ["members", "public"]);
  const balancer: LoadBalancer = {
    name: "alb",
    kind: "application",
    module: dice.one("lb", "alb"),
    internal: true,
    subnets: [{ to: "subnet" }],
    groups: [{ to: "balancer-group" }],
    listeners: [
      {
        name: "listener",
        port: 443,
        byDefault: dice.chance(0.9) ? { refuse: true } : forward(dice.one("public", "members")),
        rules: tiers.map(rule),
      },
    ],
  };
  return { loadBalancers: [balancer], targetGroups: [group("public"), group("members")] };
}

function randomBucket(dice: Dice, name: string, distributions: readonly string[]): Bucket {
  const readers: Bucket["readers"] = dice.chance(0.85)
    ? [{ distribution: dice.of(distributions) ?? "site" }]
    : [
        dice.one<Bucket["readers"][number]>(
          "everybody",
          { anyDistributionOf: "any" },
          { anyDistributionOf: "own" },
          { account: "444455556666" },
        ),
      ];
  return {
    name,
    readers,
    blocks: dice.chance(0.9) ? "all" : "none",
    ...(dice.chance(0.04) && { acl: "public-read" as const }),
    ...(dice.chance(0.04) && { website: true as const }),
  };
}

function randomFunction(dice: Dice, name: string, distributions: readonly string[]): WebFunction {
  return {
    name,
    urlAuthorization: dice.chance(0.85) ? "AWS_IAM" : "NONE",
    invoker: dice.chance(0.85)
      ? { distribution: dice.of(distributions) ?? "site" }
      : dice.one<NonNullable<WebFunction["invoker"]>>("everybody", { anyDistribution: true }),
  };
}

function randomDistribution(dice: Dice, name: string, world: World): Distribution {
  const origins = [origin(dice, "origin-0", "public", world), origin(dice, "origin-1", "members", world)];
  if (dice.chance(0.4)) {
    origins.push(origin(dice, "origin-2", dice.one("public", "members"), world));
  }
  const originGroups = dice.chance(0.1)
    ? [{ id: "failover", members: ["origin-0", dice.of(origins.slice(1))?.id ?? "origin-1"] as const }]
    : [];
  const chosen = dice.some(patterns, 0.4);
  const ordered = dice.chance(0.5) ? chosen : [...chosen].reverse();
  const behaviors = ordered.map((pattern): Behavior => {
    const signed =
      pattern.includes("public") || pattern.includes("free") || pattern.includes("jpg")
        ? dice.chance(0.1)
        : dice.chance(0.95);
    return { pattern, signed, origin: originFor(dice, signed, origins, originGroups) };
  });
  const byDefault = {
    pattern: "*",
    signed: dice.chance(0.05),
    origin: originFor(dice, false, origins, originGroups),
  };
  const secure = ordered.filter((pattern) =>
    behaviors.some((each) => each.pattern === pattern && each.signed),
  );
  return {
    name,
    origins,
    originGroups,
    behaviors,
    byDefault,
    ...(dice.chance(0.15) && !byDefault.signed && { errorPage: "/errors/403.html" }),
    securePaths: dice.chance(0.7)
      ? dice.some(secure, 0.8)
      : dice.chance(0.3)
        ? [dice.one("/premium/*", "/secure/*")]
        : [],
  };
}

/** Chooses an origin: mostly the first for public behaviors and the second for signed ones. */
function originFor(
  dice: Dice,
  signed: boolean,
  origins: readonly Origin[],
  groups: Distribution["originGroups"],
): string {
  const group = groups[0];
  if (group !== undefined && !signed && dice.chance(0.5)) {
    return group.id;
  }
  return dice.chance(0.92) ? (signed ? "origin-1" : "origin-0") : (dice.of(origins)?.id ?? "origin-0");
}

function origin(
  dice: Dice,
  id: string,
  tier: "public" | "members",
  { buckets, functions, servers }: World,
): Origin {
  const bucket = (tier === "public" ? buckets[0] : buckets.at(-1))?.name ?? "";
  const server = dice.of(servers)?.name ?? "";
  const [one] = functions;
  const target = dice.one<OriginTarget>(
    { vpcOrigin: { to: "alb" }, port: 443 },
    { vpcOrigin: { to: "alb" }, port: 443 },
    { bucket, control: dice.chance(0.93) ? "signs" : dice.one("never", "none") },
    { bucket, control: "signs" },
    dice.chance(0.2)
      ? { vpcOrigin: { to: server }, port: dice.one(8443, 9443) }
      : { bucket, control: "signs" },
    one !== undefined && dice.chance(0.5)
      ? { functionUrl: one.name, control: "signs" }
      : { vpcOrigin: { to: "alb" }, port: 443 },
  );
  return {
    id,
    target,
    ...("vpcOrigin" in target &&
      dice.chance(0.95) && { header: dice.chance(0.95) ? tier : dice.one("public", "members") }),
    ...("bucket" in target && dice.chance(0.3) && { path: dice.one(...prefixes) }),
  };
}
