import { type ResourceType, resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { MultiMap } from "../../values/multiMap";

const vpcTypes: readonly ResourceType[] = [t.vpc, t.defaultVpc];
const subnetTypes: readonly ResourceType[] = [t.subnet, t.defaultSubnet];

/** The types of route tables; a VPC stands for the route table that it was created with. */
export const tableTypes: readonly ResourceType[] = [t.routeTable, t.defaultRouteTable, ...vpcTypes];

/** A route table that is not of this stack. */
export const outside = "outside";

/** The route tables of subnets: the one that a subnet is associated with, or else the main one of its VPC. */
export class RouteTables {
  /** Route tables by subnet. */
  private readonly associated = new MultiMap<string>();
  /** Route tables by subnet, if only one of several subnets is associated with it and which one is unknown. */
  private readonly candidates = new MultiMap<string>();
  /** Main route tables by VPC. */
  private readonly main = new MultiMap<string>();
  /** VPCs whose main route table is not the one that they were created with. */
  private readonly replaced = new Set<string>();
  private readonly vpcs = new MultiMap<string>();
  /** Route tables of subnets and VPCs that are unknown. */
  private readonly anywhere: string[] = [];

  constructor(private readonly model: StackModel) {
    const { links } = model;
    for (const { urn, table, subnet } of model.routeTableAssociations) {
      const link = links.to(urn, subnet, ...subnetTypes);
      const tables = this.tablesIn(urn, table);
      const subnets = urnsOf(link);
      for (const each of subnets) {
        (subnets.length === 1 ? this.associated : this.candidates).add(each, ...tables);
      }
      if (link.state === "unknown") {
        this.anywhere.push(...tables);
      }
    }
    for (const { urn, vpc, table } of model.mainRouteTables) {
      const link = links.to(urn, vpc, ...vpcTypes);
      const tables = table.state === "absent" ? [urn] : this.tablesIn(urn, table);
      for (const each of urnsOf(link)) {
        this.main.add(each, ...tables);
        if (table.state !== "absent") {
          this.replaced.add(each);
        }
      }
      if (link.state === "unknown") {
        this.anywhere.push(...tables);
      }
    }
    for (const { urn, vpc } of model.subnets) {
      this.vpcs.add(urn, ...urnsOf(links.to(urn, vpc, ...vpcTypes)));
    }
  }

  /** Returns the route tables that a subnet may have, with `outside` for one that is not of this stack. */
  of(subnet: string): readonly string[] {
    const associated = this.associated.get(subnet);
    return associated.length > 0
      ? associated
      : [...this.candidates.get(subnet), ...this.anywhere, ...this.mainOf(subnet)];
  }

  /** Returns the VPCs of a subnet; none for one that is not of this stack. */
  vpcsOf(subnet: string): readonly string[] {
    return this.vpcs.get(subnet);
  }

  /** Returns whether this stack has the routes of the table that a VPC was created with, instead of AWS's. */
  isAdopted(vpc: string): boolean {
    return this.main.get(vpc).some((table) => this.model.links.isOf(table, [t.defaultRouteTable]));
  }

  private mainOf(subnet: string): readonly string[] {
    const vpcs = this.vpcs.get(subnet);
    return vpcs.length === 0
      ? [outside]
      : vpcs.flatMap((vpc) => (this.replaced.has(vpc) ? this.main.get(vpc) : [vpc, ...this.main.get(vpc)]));
  }

  private tablesIn(urn: string, field: Parameters<StackModel["links"]["to"]>[1]): readonly string[] {
    const link = this.model.links.to(urn, field, ...tableTypes);
    return link.state === "inside" ? link.urns : [outside];
  }
}
