import type { Ipv6Route } from "../../resources/network/routing";
import { type ResourceType, resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { parseRange, publicPart } from "../../values/ranges";
import type { Hop } from "../forwarding";

const vpcTypes: readonly ResourceType[] = [t.vpc, t.defaultVpc];
/** A VPC stands for the route table that it was created with. */
const tableTypes: readonly ResourceType[] = [t.routeTable, t.defaultRouteTable, ...vpcTypes];

/** The IPv6 routes from subnets to internet gateways. */
export class Ipv6Routing {
  private readonly byTable = new MultiMap<Hop>();
  /** Route tables by subnet. */
  private readonly associated = new MultiMap<string>();
  /** Main route tables by VPC. */
  private readonly main = new MultiMap<string>();
  /** VPCs whose main route table is not the one that they were created with. */
  private readonly replaced = new Set<string>();
  private readonly vpcs = new MultiMap<string>();

  constructor(private readonly model: StackModel) {
    const { links } = model;
    for (const route of model.ipv6Routes) {
      const { urn, table, gateway } = route;
      const tables = table.state === "absent" ? [urn] : urnsOf(links.to(urn, table, ...tableTypes));
      for (const each of this.leadsToInternet(route) ? tables : []) {
        this.byTable.add(each, { urn, argument: gateway.path });
      }
    }
    for (const { urn, table, subnet } of model.routeTableAssociations) {
      for (const each of urnsOf(links.to(urn, subnet, t.subnet, t.defaultSubnet))) {
        this.associated.add(each, ...urnsOf(links.to(urn, table, ...tableTypes)));
      }
    }
    for (const { urn, vpc, table } of model.mainRouteTables) {
      for (const each of urnsOf(links.to(urn, vpc, ...vpcTypes))) {
        this.main.add(
          each,
          ...(table.state === "absent" ? [urn] : urnsOf(links.to(urn, table, ...tableTypes))),
        );
        if (table.state !== "absent") {
          this.replaced.add(each);
        }
      }
    }
    for (const { urn, vpc } of model.subnets) {
      this.vpcs.add(urn, ...urnsOf(links.to(urn, vpc, ...vpcTypes)));
    }
  }

  /** Returns a route from a subnet to an internet gateway; "unknown" if its route table is outside this stack. */
  routeOf(subnet: string): Hop | "unknown" | undefined {
    const associated = this.associated.get(subnet);
    const tables = associated.length > 0 ? associated : this.mainTablesOf(subnet);
    const routes = tables.flatMap((table) => this.byTable.get(table));
    return routes[0] ?? (tables.length === 0 ? "unknown" : undefined);
  }

  private mainTablesOf(subnet: string): string[] {
    return this.vpcs.get(subnet).flatMap((vpc) => {
      const main = this.main.get(vpc);
      return this.replaced.has(vpc) ? main : [vpc, ...main];
    });
  }

  private leadsToInternet({ urn, destination, prefixList, gateway }: Ipv6Route): boolean {
    const range = known(destination);
    const parsed = range === undefined ? undefined : parseRange(range);
    if (parsed !== undefined && publicPart([parsed]).length === 0) {
      return false;
    }
    if (destination.state === "absent" && this.isIpv4List(urn, prefixList)) {
      return false;
    }
    // The id of a gateway outside this stack shows its type.
    const link = this.model.links.to(urn, gateway, t.internetGateway);
    return (
      link.state === "inside" ||
      link.state === "unknown" ||
      (link.state === "outside" && link.value.startsWith("igw-"))
    );
  }

  private isIpv4List(urn: string, field: Ipv6Route["prefixList"]): boolean {
    const lists = urnsOf(this.model.links.to(urn, field, t.managedPrefixList));
    const ranges = this.model.prefixLists
      .filter((list) => lists.includes(list.urn))
      .flatMap((list) => list.ranges);
    return ranges.length > 0 && ranges.every((range) => known(range)?.includes(":") === false);
  }
}
