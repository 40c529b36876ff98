import { type ResourceType, resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { perModel } from "../perModel";

const vpcTypes: readonly ResourceType[] = [t.vpc, t.defaultVpc];
const attached = perModel<ReadonlySet<string>>();

/** Returns whether a VPC may have an internet gateway; one that is not of this stack may. */
export function mayHaveGateway(model: StackModel, vpc: string): boolean {
  return !model.links.isOf(vpc, [t.vpc]) || vpcsWithGateway(model).has(vpc);
}

/** Returns the VPCs with an internet gateway; every VPC of the stack, if it is unknown of which one a gateway is. */
function vpcsWithGateway(model: StackModel): ReadonlySet<string> {
  return attached(model, null, () => {
    const found = model.internetGateways.flatMap(({ urn, vpc }) => {
      const link = model.links.to(urn, vpc, ...vpcTypes);
      return link.state === "unknown"
        ? model.resources.map((each) => each.urn).filter((each) => model.links.isOf(each, [t.vpc]))
        : link.state === "inside"
          ? link.urns
          : [];
    });
    return new Set(found);
  });
}
