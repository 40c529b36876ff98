import { addresses } from "./addresses";
import { latticeServices } from "./endpoints/lattice";
import { endpointServicePrincipals, endpointServices } from "./endpoints/privateLink";
import { restApiPolicies, restApis } from "./endpoints/restApis";
import { forwarders } from "./forwarders";
import { acceleratorListeners, otherEndpoints } from "./otherEndpoints";
import { functions, internetGateways, vpcConnections, vpcLinks, vpcMembers } from "./placedResources";
import { prefixListEntries, prefixLists } from "./prefixLists";
import { mainRouteTables, routes, routeTableAssociations, subnets } from "./routing";
import { ingress } from "./securityGroupRules";

/** Every kind of network record. */
export const networkRecords = {
  acceleratorListeners,
  addresses,
  forwarders,
  endpointServices,
  endpointServicePrincipals,
  latticeServices,
  otherEndpoints,
  restApiPolicies,
  restApis,
  functions,
  internetGateways,
  vpcConnections,
  vpcLinks,
  vpcMembers,
  prefixLists,
  prefixListEntries,
  mainRouteTables,
  routes,
  routeTableAssociations,
  subnets,
  ingress,
};
