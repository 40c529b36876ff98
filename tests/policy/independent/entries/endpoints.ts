import { applicationLoadBalancer } from "../../misconfigurations/compliantStacks/resources/loadBalancer";
import { added, declared, idOf, output, type Resource } from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";
import { open, SUBNETS, toBalancer, toInstances } from "./shared";

const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11";
const PARTNER = "444455556666";
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
  });

/** Stacks in which other services than APIs lead to the site. */
export const endpoints: readonly IndependentCase[] = [
  {
    id: "entry-accelerator-for-the-load-balancer",
    what: "An accelerator leads to the site's internal load balancer, which admits everybody.",
    source: servicePages.accelerators,
    verdict: "refused",
    names: "fast-group",
    resources: site(added(...accelerated(output("site-alb", "arn")), open("site-balancer"))),
  },
  {
    id: "entry-accelerator-for-the-instance",
    what: "An accelerator leads to the site's private instance, which admits everybody.",
    source: servicePages.accelerators,
    verdict: "refused",
    names: "fast-group",
    resources: site(added(...accelerated(idOf("site-instance")), open("site-instances"))),
  },
  {
    id: "entry-accelerator-of-another-account",
    what: "Another account's accelerators may lead to the site's load balancer, which admits everybody.",
    source: servicePages.acceleratorAttachments,
    verdict: "refused",
    names: "CrossAccountAttachment::attachment",
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
    id: "entry-verified-access-to-the-load-balancer",
    what: "A Verified Access endpoint, a host on the internet, leads to the site's load balancer.",
    source: servicePages.verifiedAccess,
    verdict: "refused",
    names: "Endpoint::verified",
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
    names: "Endpoint::verified",
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
    names: "site-instance",
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
