import { added, declared, idOf, later, output, type Resource, set } from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";
import { networkLoadBalancer, target, targets } from "../tiers/shared";
import { SUBNETS, toBalancer, toInstances } from "./shared";

const PARTNER = "444455556666";
/** AWS's prefix list for VPC Lattice. */
const LATTICE_ADDRESSES = "pl-0a1b2c3d4e5f60719";

const latticeService = declared("aws:vpclattice/service:Service", "mesh", { authType: "NONE" });

const latticeTo = (
  targetId: ReturnType<typeof output>,
  type: "ALB" | "INSTANCE",
  port: number,
): Resource[] => [
  latticeService,
  declared("aws:vpclattice/targetGroup:TargetGroup", "mesh-targets", {
    type,
    config: { port, protocol: "HTTPS", vpcIdentifier: idOf("site-vpc") },
  }),
  declared("aws:vpclattice/targetGroupAttachment:TargetGroupAttachment", "mesh-target", {
    targetGroupIdentifier: idOf("mesh-targets"),
    target: { id: targetId, port },
  }),
  declared("aws:vpclattice/listener:Listener", "mesh-listener", {
    serviceIdentifier: idOf("mesh"),
    protocol: "HTTPS",
    port: 443,
    defaultAction: { forwards: [{ targetGroups: [{ targetGroupIdentifier: idOf("mesh-targets") }] }] },
  }),
];

const shared = (resourceArn: ReturnType<typeof output>): Resource[] => [
  declared("aws:ram/resourceShare:ResourceShare", "share", { allowExternalPrincipals: true }),
  declared("aws:ram/resourceAssociation:ResourceAssociation", "share-resource", {
    resourceShareArn: output("share", "arn"),
    resourceArn,
  }),
  declared("aws:ram/principalAssociation:PrincipalAssociation", "share-partner", {
    resourceShareArn: output("share", "arn"),
    principal: PARTNER,
  }),
];

/** Stacks that share a way to the site with other accounts. */
export const sharing: readonly IndependentCase[] = [
  {
    id: "entry-endpoint-service",
    what: "Every account may connect to an endpoint service, whose load balancer leads to the site's.",
    source: servicePages.privateLink,
    verdict: "refused",
    resources: site(
      added(
        targets("inner-targets", 443, "alb", "TCP"),
        target("inner-target", "inner-targets", output("site-alb", "arn")),
        ...networkLoadBalancer("inner", "inner-targets"),
        declared("aws:ec2/vpcEndpointService:VpcEndpointService", "inner-service", {
          acceptanceRequired: false,
          allowedPrincipals: ["*"],
          networkLoadBalancerArns: [output("inner-nlb", "arn")],
        }),
      ),
      set("inner-nlb", "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "off"),
      toBalancer("inner-nlb-group"),
    ),
  },
  {
    id: "entry-endpoint-service-with-principals-of-its-own",
    what: "Another account is allowed apart from the endpoint service, whose load balancer leads to the instance.",
    source: servicePages.privateLink,
    verdict: "refused",
    resources: site(
      added(
        targets("inner-targets", 8444, "instance", "TLS"),
        target("inner-target", "inner-targets", idOf("site-instance")),
        ...networkLoadBalancer("inner", "inner-targets"),
        declared("aws:ec2/vpcEndpointService:VpcEndpointService", "inner-service", {
          acceptanceRequired: false,
          networkLoadBalancerArns: [output("inner-nlb", "arn")],
        }),
        declared(
          "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
          "inner-partner",
          { vpcEndpointServiceId: idOf("inner-service"), principalArn: `arn:aws:iam::${PARTNER}:root` },
        ),
      ),
      set("inner-nlb", "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "off"),
      toInstances("inner-nlb-group"),
    ),
  },
  {
    id: "entry-lattice-service-shared",
    what: "A Lattice service without authorization leads to the site's load balancer, and another account may use it.",
    source: servicePages.latticeSharing,
    verdict: "refused",
    resources: site(
      added(
        ...latticeTo(output("site-alb", "arn"), "ALB", 443),
        ...shared(output("mesh", "arn")),
        admitting("mesh-to-balancer", "site-balancer", [443, 443], { prefixListId: LATTICE_ADDRESSES }),
      ),
    ),
  },
  {
    id: "entry-lattice-service-to-the-instance",
    what: "A Lattice service without authorization leads to the site's instance, and another account may use it.",
    source: servicePages.lattice,
    verdict: "refused",
    resources: site(
      added(
        ...latticeTo(idOf("site-instance"), "INSTANCE", 8444),
        ...shared(output("mesh", "arn")),
        admitting("mesh-to-instances", "site-instances", [8444, 8444], {
          prefixListId: later(LATTICE_ADDRESSES),
        }),
      ),
    ),
  },
  {
    id: "entry-resource-configuration-shared",
    what: "A resource configuration with a gateway in the site's subnets gives the load balancer to another account.",
    source: servicePages.latticeSharing,
    verdict: "refused",
    resources: site(
      added(
        group("gateway-group"),
        declared("aws:vpclattice/resourceGateway:ResourceGateway", "gateway", {
          vpcId: idOf("site-vpc"),
          subnetIds: SUBNETS,
          securityGroupIds: [idOf("gateway-group")],
        }),
        declared("aws:vpclattice/resourceConfiguration:ResourceConfiguration", "resource", {
          resourceGatewayIdentifier: idOf("gateway"),
          type: "SINGLE",
          protocol: "TCP",
          portRanges: ["443"],
          resourceConfigurationDefinition: {
            dnsResource: { domainName: output("site-alb", "dnsName"), ipAddressType: "IPV4" },
          },
        }),
        ...shared(output("resource", "arn")),
      ),
      toBalancer("gateway-group"),
    ),
  },
];
