/** Random networks. */
import type { Ref } from "../world/ref";
import type {
  GroupRule,
  PrefixList,
  Route,
  RouteTable,
  SecurityGroup,
  Source,
  Subnet,
  Vpc,
} from "../world/world";
import type { Dice } from "./dice";

/** A random network, and how daring it is: how often something is open. */
export interface Network {
  readonly vpcs: Vpc[];
  readonly routeTables: RouteTable[];
  readonly subnets: Subnet[];
  readonly groups: SecurityGroup[];
  readonly prefixLists: PrefixList[];
}

const publicRanges = [
  "0.0.0.0/0",
  "0.0.0.0/0",
  "0.0.0.0/1",
  "128.0.0.0/1",
  "8.0.0.0/8",
  "52.0.0.0/10",
  "81.2.69.160/28",
] as const;
const publicRanges6 = ["::/0", "::/0", "2000::/3", "2a00:1450::/32"] as const;
const privateRanges = [
  "10.0.0.0/8",
  "10.0.0.0/16",
  "10.0.1.0/24",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "fd00::/8",
] as const;

/** Makes one or two networks with subnets and security groups. */
export function randomNetwork(dice: Dice, literals: boolean): Network {
  const vpcs = dice.list(1, dice.chance(0.2) ? 2 : 1, (index): Vpc => {
    const gateway = dice.one("inline", "inline", "attachment", undefined);
    return {
      name: `vpc-${index}`,
      number: index,
      ...(dice.chance(0.4) && { ipv6: true }),
      ...(gateway && { gateway }),
    };
  });
  const routeTables = vpcs.flatMap((vpc) => dice.list(1, 2, (index) => randomTable(dice, vpc, index)));
  const subnets = vpcs.flatMap((vpc) =>
    dice.list(2, 3, (index) => randomSubnet(dice, vpc, index, routeTables)),
  );
  const prefixLists = dice.list(
    0,
    dice.chance(0.3) ? 1 : 0,
    (index): PrefixList => ({
      name: `list-${index}`,
      form: dice.one("inline", "resource"),
      entries: dice.list(1, 2, () => (dice.chance(0.5) ? dice.one(...publicRanges) : "10.0.0.0/8")),
    }),
  );
  const names = vpcs.flatMap((vpc) =>
    dice.list(2, 4, (index) => ({ name: `${vpc.name}-group-${index}`, vpc: vpc.name })),
  );
  const daring = dice.one(0.02, 0.1, 0.4);
  const groups = names.map(({ name, vpc }): SecurityGroup => {
    const form = dice.one("inline", "securityGroupRule", "ingressRule");
    const rules = dice.list(0, 2, () =>
      randomRule(
        dice,
        daring,
        names.filter((each) => each.vpc === vpc).map((each) => each.name),
        prefixLists,
        literals,
      ),
    );
    return { name, vpc, form, rules: form === "inline" ? rules.map((rule) => withSelf(rule, name)) : rules };
  });
  return { vpcs, routeTables, subnets, groups, prefixLists };
}

/** An inline rule cannot have the id of its own group, which does not exist yet; it says `self` instead. */
function withSelf(rule: GroupRule, name: string): GroupRule {
  const { source } = rule;
  const isOwn = "group" in source && "to" in source.group && source.group.to === name;
  return isOwn ? { ...rule, source: { self: true } } : rule;
}

function randomTable(dice: Dice, vpc: Vpc, index: number): RouteTable {
  const hasGateway = vpc.gateway !== undefined;
  const v4: Route[] = !hasGateway
    ? []
    : dice.one<Route[]>(
        [{ to: "0.0.0.0/0", via: "igw" }],
        [{ to: "0.0.0.0/0", via: "igw" }],
        [{ to: "0.0.0.0/0", via: "nat" }],
        [{ to: "0.0.0.0/0", via: "nat" }],
        [
          { to: "0.0.0.0/0", via: "nat" },
          { to: "8.0.0.0/8", via: "igw" },
        ],
        [
          { to: "0.0.0.0/1", via: "igw" },
          { to: "128.0.0.0/1", via: "nat" },
        ],
        [],
      );
  const v6: Route[] =
    !hasGateway || vpc.ipv6 !== true
      ? []
      : dice.one<Route[]>([{ to: "::/0", via: "igw" }], [{ to: "::/0", via: "eigw" }], []);
  return {
    name: `${vpc.name}-table-${index}`,
    vpc: vpc.name,
    form: dice.one("inline", "resource"),
    routes: [...v4, ...v6],
  };
}

function randomSubnet(dice: Dice, vpc: Vpc, index: number, tables: readonly RouteTable[]): Subnet {
  const table = dice.chance(0.85) ? dice.of(tables.filter((each) => each.vpc === vpc.name))?.name : undefined;
  const ipv6 = vpc.ipv6 === true ? dice.one("assigned", "block", undefined) : undefined;
  return {
    name: `${vpc.name}-subnet-${index}`,
    vpc: vpc.name,
    number: index + 1,
    ...(ipv6 && { ipv6 }),
    ...(dice.chance(0.2) && { mapsPublicAddresses: true as const }),
    ...(table && { table }),
  };
}

/** Makes an ingress rule. */
function randomRule(
  dice: Dice,
  daring: number,
  groups: readonly string[],
  lists: readonly PrefixList[],
  literals: boolean,
): GroupRule {
  const ports = dice.one<readonly [number, number] | undefined>(
    [443, 443],
    [443, 443],
    [8443, 8443],
    [22, 22],
    [0, 65535],
    undefined,
  );
  const source = dice.chance(daring) ? openSource(dice) : closedSource(dice, groups, lists, literals);
  return { ...(ports && { ports }), source };
}

function openSource(dice: Dice): Source {
  return { cidr: dice.chance(0.7) ? dice.one(...publicRanges) : dice.one(...publicRanges6) };
}

function closedSource(
  dice: Dice,
  groups: readonly string[],
  lists: readonly PrefixList[],
  literals: boolean,
): Source {
  const list = dice.of(lists);
  const group = dice.of(groups);
  const kind = dice.under(20);
  if (kind < 6 || group === undefined) {
    return { cidr: dice.one(...privateRanges) };
  }
  if (kind < 12) {
    return { group: refTo(dice, group, literals) };
  }
  if (kind === 12) {
    return { group: { outside: "sg-0f00ba4f00ba4f00b" } };
  }
  if (kind === 13) {
    return { self: true };
  }
  if (kind < 16 && list !== undefined) {
    return { list: refTo(dice, list.name, literals) };
  }
  return kind === 16 && dice.chance(0.3)
    ? { list: { outside: "pl-0f00ba4f00ba4f00b" } }
    : { list: "cloudfront" };
}

/** Refers to a thing of the stack, by its literal id now and then if it exists already. */
export function refTo(dice: Dice, name: string, literals: boolean): Ref {
  return literals && dice.chance(0.2) ? { to: name, literal: true } : { to: name };
}
