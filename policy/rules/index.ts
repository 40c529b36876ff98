export { noInternetFacingLoadBalancer } from "./noInternetFacingLoadBalancer";
export { noOpenSecurityGroup } from "./noOpenSecurityGroup";
export { noPublicAddress } from "./noPublicAddress";
export type { Finding, Rule } from "./rule";
export { securePathsNeedTrustedKeyGroups } from "./securePathsNeedTrustedKeyGroups";
