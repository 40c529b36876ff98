import { addresses } from "./addresses";
import { forwarders } from "./forwarders";
import { otherEndpoints } from "./otherEndpoints";
import { functions, vpcLinks } from "./placedResources";
import { prefixListEntries, prefixLists } from "./prefixLists";
import { ipv6Routes, routeTableAssociations, subnets } from "./routing";
import { ingress } from "./securityGroupRules";

/** Every kind of network record. */
export const networkRecords = {
  addresses,
  forwarders,
  otherEndpoints,
  functions,
  vpcLinks,
  prefixLists,
  prefixListEntries,
  ipv6Routes,
  routeTableAssociations,
  subnets,
  ingress,
};
