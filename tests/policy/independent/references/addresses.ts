import { CLOUDFRONT_ADDRESSES } from "../../misconfigurations/compliantStacks/resources/loadBalancer";
import { added, declared, idOf, later, output, set, unset } from "../../misconfigurations/stackModel";
import { admitting, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { serverless, service } from "../tiers/shared";
import { PUBLIC_ADDRESS } from "./publicServers";

const ELSEWHERE = { subnet: "subnet-0f1e2d3c4b5a69788", group: "sg-0a1b2c3d4e5f60718" };

/** Stacks whose servers have addresses or security groups that are not in the stack, or are unknown. */
export const addresses: readonly IndependentCase[] = [
  {
    id: "reference-unknown-source",
    what: "The instance has a public address, and admits a network that is unknown in a preview.",
    source: pages.securityGroups,
    verdict: "refused",
    resources: site(
      PUBLIC_ADDRESS,
      added(admitting("site-wide", "site-instances", [8443, 8444], { cidrIpv4: later("0.0.0.0/0") })),
    ),
  },
  {
    id: "reference-unknown-ingress-list",
    what: "A group of the instance, which has a public address, has a list of rules unknown in a preview.",
    source: pages.securityGroups,
    verdict: "refused",
    resources: site(
      PUBLIC_ADDRESS,
      added(
        declared("aws:ec2/securityGroup:SecurityGroup", "site-more", {
          vpcId: idOf("site-vpc"),
          ingress: later(
            [
              {
                protocol: "tcp",
                fromPort: 8443,
                toPort: 8444,
                ipv6CidrBlocks: ["::/0"],
                cidrBlocks: ["0.0.0.0/0"],
              },
            ],
            [],
            "array",
          ),
        }),
      ),
      set("site-instance", "vpcSecurityGroupIds", [idOf("site-instances"), idOf("site-more")]),
    ),
  },
  {
    id: "reference-prefix-list-elsewhere",
    what: "The instance has a public address, and admits a prefix list of another stack.",
    source: pages.prefixLists,
    verdict: "refused",
    resources: site(
      PUBLIC_ADDRESS,
      added(admitting("site-wide", "site-instances", [8443, 8444], { prefixListId: "pl-0a1b2c3d4e5f60718" })),
    ),
  },
  {
    id: "reference-group-elsewhere",
    what: "The instance has a public address, and a security group of another stack.",
    source: pages.securityGroups,
    verdict: "refused",
    resources: site(
      PUBLIC_ADDRESS,
      set("site-instance", "vpcSecurityGroupIds", [idOf("site-instances"), ELSEWHERE.group]),
    ),
  },
  {
    id: "reference-subnet-elsewhere",
    what: "The instance is in a subnet of another stack, which may give public addresses, and admits everybody.",
    source: pages.addressing,
    verdict: "refused",
    resources: site(
      set("site-instance", "subnetId", ELSEWHERE.subnet),
      unset("site-instance", "associatePublicIpAddress"),
      added(admitting("site-wide", "site-instances", [8443, 8444], { cidrIpv4: "0.0.0.0/0" })),
    ),
  },
  {
    id: "reference-service-in-groups-elsewhere",
    what: "The tasks of a service have public addresses, and a security group of another stack.",
    source: pages.ecsServices,
    verdict: "refused",
    resources: serverless(
      set("site-public-targets", "targetType", "ip"),
      set("site-signed-targets", "targetType", "ip"),
      added(service("site-service", { "site-public-targets": 8443, "site-signed-targets": 8444 })),
      set("site-service", "networkConfiguration", {
        subnets: [ELSEWHERE.subnet],
        securityGroups: [ELSEWHERE.group],
        assignPublicIp: true,
      }),
    ),
  },
  {
    id: "reference-template-elsewhere",
    what: "The Auto Scaling group starts a launch template of another stack, whose groups and addresses are unknown.",
    source: pages.launchTemplates,
    verdict: "refused",
    resources: serverless(
      added(
        declared("aws:autoscaling/group:Group", "site-group", {
          minSize: 1,
          maxSize: 2,
          vpcZoneIdentifiers: [ELSEWHERE.subnet],
          launchTemplate: { id: "lt-0a1b2c3d4e5f60718", version: "$Latest" },
          targetGroupArns: [output("site-public-targets", "arn")],
        }),
      ),
    ),
  },
  {
    id: "reference-address-associated-by-lookup",
    what: "A public address is associated with an instance that is looked up; the site's admits everybody.",
    source: pages.addressing,
    verdict: "refused",
    resources: site(
      added(
        admitting("site-wide", "site-instances", [8443, 8444], { cidrIpv4: "0.0.0.0/0" }),
        declared("aws:ec2/eip:Eip", "address", { domain: "vpc" }),
        declared("aws:ec2/eipAssociation:EipAssociation", "address-used", {
          allocationId: idOf("address"),
          instanceId: later(idOf("site-instance")),
        }),
      ),
      set("site-instance", "subnetId", idOf("site-public-0")),
    ),
  },
  {
    id: "reference-prefix-list-entries-unknown",
    what: "The entries of a prefix list are unknown in a preview; the instance, with a public address, admits it.",
    source: pages.prefixLists,
    verdict: "refused",
    resources: site(
      PUBLIC_ADDRESS,
      added(
        declared("aws:ec2/managedPrefixList:ManagedPrefixList", "allowed", {
          addressFamily: "IPv4",
          maxEntries: 5,
          entries: later([{ cidr: "0.0.0.0/0" }], [], "array"),
        }),
        admitting("site-wide", "site-instances", [8443, 8444], { prefixListId: idOf("allowed") }),
        admitting("site-edge", "site-instances", [8443, 8444], { prefixListId: CLOUDFRONT_ADDRESSES }),
      ),
    ),
  },
];
