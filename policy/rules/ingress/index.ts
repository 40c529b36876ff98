import type { Rule } from "../rule";
import { functionUrlAdmitsOnlyCloudfront } from "./functionUrlAdmitsOnlyCloudfront";
import { noIngressButCloudfront } from "./noIngressButCloudfront";
import { noInternetFacingLoadBalancer } from "./noInternetFacingLoadBalancer";
import { noOpenSecurityGroup } from "./noOpenSecurityGroup";
import { noPublicAddress } from "./noPublicAddress";
import { noPublicCloudfrontOrigin } from "./noPublicCloudfrontOrigin";
import { noUnanalysableArgument } from "./noUnanalysableArgument";
import { noUnanalysableIngress } from "./noUnanalysableIngress";
import { originSecurityGroupAdmitsOnlyCloudfront } from "./originSecurityGroupAdmitsOnlyCloudfront";
import { protectedOriginsExist } from "./protectedOriginsExist";

/** Rules on ingress, in the order in which they report. */
export const ingressRules: readonly Rule[] = [
  noInternetFacingLoadBalancer,
  noPublicAddress,
  noOpenSecurityGroup,
  noPublicCloudfrontOrigin,
  noUnanalysableIngress,
  noIngressButCloudfront,
  originSecurityGroupAdmitsOnlyCloudfront,
  protectedOriginsExist,
  functionUrlAdmitsOnlyCloudfront,
  noUnanalysableArgument,
];
