import type { Route } from "../../resources/network/routing";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import {
  type IpVersion,
  parseRange,
  publicPart,
  type Range,
  subtract,
  union,
  versionOf,
} from "../../values/ranges";
import type { Hop } from "../forwarding";
import { perModel } from "../perModel";
import { mayHaveGateway } from "./internetGateways";
import { outside, RouteTables, tableTypes } from "./routeTables";

/** The routes between a subnet and the internet. */
export interface InternetRoute {
  /** One of them; undefined if the route table is outside this stack. */
  readonly hop: Hop | undefined;
  /** The addresses on the internet that they lead to; undefined if they may be any. */
  readonly ranges: readonly Range[] | undefined;
}

/** A route, as its table has it. */
interface Entry {
  readonly hop: Hop;
  /** Undefined if it may be any. */
  readonly range: Range | undefined;
  /** Whether connections from the internet can come in: surely, only if the VPC has an internet gateway, or not. */
  readonly leads: "yes" | "withGateway" | "no";
  /** Undefined if it may be either. */
  readonly version: IpVersion | undefined;
}

const everything = parseRange("::/0") as Range;
const everythingOfV4 = parseRange("0.0.0.0/0") as Range;
const routes = perModel<InternetRoutes>();

/** Returns the routes of a stack. */
export function internetRoutesOf(model: StackModel): InternetRoutes {
  return routes(model, null, () => new InternetRoutes(model));
}

/**
 * The routes between subnets and internet gateways, without which no connection from the internet comes about: the most
 * specific route for an address decides.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
class InternetRoutes {
  private readonly tables: RouteTables;
  private readonly entries = new MultiMap<Entry>();
  /** Routes of a route table that is unknown. */
  private readonly anywhere: Entry[] = [];
  private readonly found = new Map<string, InternetRoute | undefined>();

  constructor(private readonly model: StackModel) {
    const { links } = model;
    this.tables = new RouteTables(model);
    for (const route of model.routes) {
      const entry = this.entryOf(route);
      const link =
        route.table.state === "absent"
          ? { state: "inside" as const, urns: [route.urn] }
          : links.to(route.urn, route.table, ...tableTypes);
      if (link.state === "unknown") {
        this.anywhere.push(entry);
      }
      for (const table of link.state === "inside" ? link.urns : []) {
        // A route that another table may have takes nothing from this one.
        if (link.state === "inside" && (link.urns.length === 1 || entry.leads !== "no")) {
          this.entries.add(table, entry);
        }
      }
    }
    for (const { urn } of model.resources) {
      if (links.isOf(urn, [t.defaultVpc]) && !this.tables.isAdopted(urn)) {
        this.entries.add(urn, byDefault(urn));
      }
    }
  }

  /** Returns the routes between the internet and subnets, of which one is undefined if it is not of this stack. */
  of(subnets: readonly (string | undefined)[], version: IpVersion): InternetRoute | undefined {
    const found = subnets
      .map((subnet) => (subnet === undefined ? anyRoute : this.ofSubnet(subnet, version)))
      .filter((route) => route !== undefined);
    return subnets.length === 0 ? anyRoute : mergedRoutes(found);
  }

  private ofSubnet(subnet: string, version: IpVersion): InternetRoute | undefined {
    const key = `${version} ${subnet}`;
    if (!this.found.has(key)) {
      const vpcs = this.tables.vpcsOf(subnet);
      const isGateway = vpcs.length === 0 || vpcs.some((vpc) => mayHaveGateway(this.model, vpc));
      const all = this.tables.of(subnet).map((table) => this.ofTable(table, version, isGateway));
      this.found.set(key, mergedRoutes(all.filter((route) => route !== undefined)));
    }
    return this.found.get(key);
  }

  private ofTable(table: string, version: IpVersion, isGateway: boolean): InternetRoute | undefined {
    if (table === outside) {
      return anyRoute;
    }
    const isOfVersion = (entry: Entry) => (entry.version ?? version) === version;
    const all = [...this.entries.get(table), ...this.anywhere].filter(isOfVersion);
    const isOpen = ({ leads }: Entry) => leads === "yes" || (leads === "withGateway" && isGateway);
    const closed = all.flatMap((entry) => (entry.leads === "no" ? (entry.range ?? []) : []));
    const open = all.filter(isOpen).flatMap(({ hop, range }): InternetRoute[] => {
      const whole = range ?? (version === 4 ? everythingOfV4 : everything);
      const narrower = range === undefined ? [] : closed.filter((each) => isNarrower(each, range));
      const otherVersion = version === 4 ? [] : [everythingOfV4];
      const ranges = publicPart(subtract([whole], [...narrower, ...otherVersion]));
      return ranges.length === 0 ? [] : [{ hop, ranges }];
    });
    return mergedRoutes(open);
  }

  private entryOf({ urn, version, destination, prefixList, gateway, target, isClosed }: Route): Entry {
    const text = known(destination);
    const range = text === undefined ? undefined : parseRange(text);
    return {
      hop: { urn, argument: target.path },
      range,
      leads: isClosed ? "no" : gateway.state === "absent" ? "withGateway" : this.gatewayLeads(urn, gateway),
      version: version ?? this.versionOfList(urn, prefixList),
    };
  }

  /** A virtual private gateway and the VPC itself lead nowhere else; the id of a gateway outside this stack shows its type. */
  private gatewayLeads(urn: string, gateway: Field<string>): Entry["leads"] {
    const { links } = this.model;
    const link = links.to(urn, gateway, t.internetGateway);
    if (link.state === "outside") {
      return /^(?:local$|vgw-)/.test(link.value) ? "no" : "yes";
    }
    const [argument = ""] = gateway.path.split(/[.[]/, 1);
    const used = links.resource(urn)?.propertyDependencies?.[argument] ?? [];
    const isVpn =
      link.state === "unknown" && used.some(({ type }) => type === "aws:ec2/vpnGateway:VpnGateway");
    return isVpn ? "no" : "yes";
  }

  private versionOfList(urn: string, field: Field<string>): IpVersion | undefined {
    const { links, prefixLists } = this.model;
    const link = links.to(urn, field, t.managedPrefixList);
    const lists = link.state === "inside" ? link.urns : [];
    const versions = prefixLists
      .filter((list) => lists.includes(list.urn))
      .flatMap((list) => list.ranges)
      .map((range) => known(range))
      .map((range) => (range === undefined ? undefined : versionOf(range)));
    const [first] = versions;
    return versions.every((each) => each === first) ? first : undefined;
  }
}

const anyRoute: InternetRoute = { hop: undefined, ranges: undefined };

/** The main route table of a default VPC leads to its internet gateway. @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html */
function byDefault(urn: string): Entry {
  return { hop: { urn, argument: "mainRouteTableId" }, range: everythingOfV4, leads: "yes", version: 4 };
}

/** Merges routes; undefined if there is none. */
export function mergedRoutes(found: readonly InternetRoute[]): InternetRoute | undefined {
  const isAny = found.some(({ ranges }) => ranges === undefined);
  return found.length === 0
    ? undefined
    : {
        hop: found.find(({ hop }) => hop !== undefined)?.hop,
        ranges: isAny ? undefined : union(found.flatMap(({ ranges }) => ranges ?? [])),
      };
}

function isNarrower(one: Range, other: Range): boolean {
  return (
    one.first >= other.first && one.last <= other.last && one.last - one.first < other.last - other.first
  );
}
