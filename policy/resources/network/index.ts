import { addresses } from "./addresses";
import { otherEndpoints } from "./otherEndpoints";
import { functions, vpcLinks } from "./placedResources";
import { prefixListEntries, prefixLists } from "./prefixLists";
import { ipv6Routes, mainRouteTables, routeTableAssociations, subnets } from "./routing";
import { ingress } from "./securityGroupRules";

/** Every kind of network record. */
export const networkRecords = {
  addresses,
  otherEndpoints,
  functions,
  vpcLinks,
  prefixLists,
  prefixListEntries,
  ipv6Routes,
  mainRouteTables,
  routeTableAssociations,
  subnets,
  ingress,
};
