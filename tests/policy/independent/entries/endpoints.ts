import { applicationLoadBalancer } from "../../misconfigurations/compliantStacks/resources/loadBalancer";
import { added, declared, idOf, later, output, type Resource, set } from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";
import { networkLoadBalancer, target, targets } from "../tiers/shared";
import { open, SUBNETS, toBalancer, toInstances } from "./shared";

const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11";
const PARTNER = "444455556666";
/** AWS's prefix list for VPC Lattice. */
const LATTICE_ADDRESSES = "pl-0a1b2c3d4e5f60719";

const accelerator = [
  declared("aws:globalaccelerator/accelerator:Accelerator", "fast", { ipAddressType: "IPV4" }),
  declared("aws:globalaccelerator/listener:Listener", "fast-listener", {
    acceleratorArn: output("fast", "arn"),
    protocol: "TCP",
    portRanges: [{ fromPort: 443, toPort: 443 }],
  }),
];

const accelerated = (endpointId: ReturnType<typeof output>): Resource[] => [
  ...accelerator,
  declared("aws:globalaccelerator/endpointGroup:EndpointGroup", "fast-group", {
    listenerArn: output("fast-listener", "arn"),
    endpointConfigurations: [{ endpointId, weight: 100, clientIpPreservationEnabled: true }],
  }),
];

const verified = (
  endpointType: string,
  rest: { loadBalancerOptions?: object; networkInterfaceOptions?: object },
) =>
  declared("aws:verifiedaccess/endpoint:Endpoint", "verified", {
    attachmentType: "vpc",
    endpointType,
    verifiedAccessGroupId: "vagr-0a1b2c3d4e5f60718",
    applicationDomain: "tools.example.com",
    domainCertificateArn: CERTIFICATE,
    endpointDomainPrefix: "tools",
    securityGroupIds: [idOf("verified-group")],
    ...rest,
  } as Parameters<typeof declared<"aws:verifiedaccess/endpoint:Endpoint">>[2]);

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

/** Stacks in which other services than APIs lead to the site. */
export const endpoints: readonly IndependentCase[] = [
  {
    id: "entry-accelerator-for-the-load-balancer",
    what: "An accelerator leads to the site's internal load balancer, which admits everybody.",
    source: servicePages.accelerators,
    verdict: "refused",
    resources: site(added(...accelerated(output("site-alb", "arn")), open("site-balancer"))),
  },
  {
    id: "entry-accelerator-for-the-instance",
    what: "An accelerator leads to the site's private instance, which admits everybody.",
    source: servicePages.accelerators,
    verdict: "refused",
    resources: site(added(...accelerated(idOf("site-instance")), open("site-instances", [8443, 8444]))),
  },
  {
    id: "entry-accelerator-of-another-account",
    what: "Another account's accelerators may lead to the site's load balancer, which admits everybody.",
    source: servicePages.acceleratorAttachments,
    verdict: "refused",
    resources: site(
      added(
        open("site-balancer"),
        declared("aws:globalaccelerator/crossAccountAttachment:CrossAccountAttachment", "attachment", {
          principals: [PARTNER],
          resources: [{ endpointId: output("site-alb", "arn") }],
        }),
      ),
    ),
  },
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
  {
    id: "entry-verified-access-to-the-load-balancer",
    what: "A Verified Access endpoint, a host on the internet, leads to the site's load balancer.",
    source: servicePages.verifiedAccess,
    verdict: "refused",
    resources: site(
      added(
        group("verified-group"),
        open("verified-group"),
        verified("load-balancer", {
          loadBalancerOptions: {
            loadBalancerArn: output("site-alb", "arn"),
            port: 443,
            protocol: "https",
            subnetIds: SUBNETS,
          },
        }),
      ),
      toBalancer("verified-group"),
    ),
  },
  {
    id: "entry-verified-access-to-the-interface",
    what: "A Verified Access endpoint leads to the network interface of the site's instance.",
    source: servicePages.verifiedAccess,
    verdict: "refused",
    resources: site(
      added(
        group("verified-group"),
        open("verified-group"),
        verified("network-interface", {
          networkInterfaceOptions: {
            networkInterfaceId: output("site-instance", "primaryNetworkInterfaceId"),
            port: 8444,
            protocol: "https",
          },
        }),
      ),
      toInstances("verified-group"),
    ),
  },
  {
    id: "entry-address-on-a-second-interface",
    what: "A second interface of the site's instance has a public address and a group that admits everybody.",
    source: servicePages.networkInterfaces,
    verdict: "refused",
    resources: site(
      added(
        group("side-group"),
        open("side-group", [8443, 8444]),
        declared("aws:ec2/networkInterface:NetworkInterface", "side-interface", {
          subnetId: idOf("site-public-0"),
          securityGroups: [idOf("side-group")],
        }),
        declared("aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment", "side-attachment", {
          instanceId: idOf("site-instance"),
          networkInterfaceId: idOf("side-interface"),
          deviceIndex: 1,
        }),
        declared("aws:ec2/eip:Eip", "side-address", {
          domain: "vpc",
          networkInterface: idOf("side-interface"),
        }),
      ),
    ),
  },
  {
    id: "entry-unrelated-accelerator",
    what: "An accelerator leads to a load balancer of a shop, which nothing of the site admits.",
    source: servicePages.accelerators,
    verdict: "accepted",
    resources: site(
      added(
        group("shop-balancer"),
        open("shop-balancer"),
        ...applicationLoadBalancer({
          name: "shop",
          module: "lb",
          subnets: SUBNETS,
          securityGroups: [idOf("shop-balancer")],
          deletionProtection: true,
        }),
        ...accelerated(output("shop-alb", "arn")),
      ),
    ),
  },
  {
    id: "entry-unrelated-verified-access",
    what: "A Verified Access endpoint leads to a load balancer of tools, which nothing of the site admits.",
    source: servicePages.verifiedAccess,
    verdict: "accepted",
    resources: site(
      added(
        group("verified-group"),
        open("verified-group"),
        group("tools-balancer"),
        admitting("verified-to-tools", "tools-balancer", [443, 443], {
          referencedSecurityGroupId: idOf("verified-group"),
        }),
        ...applicationLoadBalancer({
          name: "tools",
          module: "lb",
          subnets: SUBNETS,
          securityGroups: [idOf("tools-balancer")],
          deletionProtection: true,
        }),
        verified("load-balancer", {
          loadBalancerOptions: {
            loadBalancerArn: output("tools-alb", "arn"),
            port: 443,
            protocol: "https",
            subnetIds: SUBNETS,
          },
        }),
      ),
    ),
  },
];
