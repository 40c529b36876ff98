import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, idOf, inserted, output, set } from "../../stackModel";
import { OFFICE, officeIn } from "../commonResources";

const rule = "origin-security-group-admits-only-cloudfront";
const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

const listed = (name: string, entries: { cidr: string }[]) =>
  declared("aws:ec2/managedPrefixList:ManagedPrefixList", name, {
    addressFamily: "IPv4",
    maxEntries: 5,
    ...(entries.length === 0 ? {} : { entries }),
  });
const entry = (name: string, list: string, cidr: string) =>
  declared("aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", name, { prefixListId: idOf(list), cidr });

/** Sources other than CloudFront that security groups of origins admit, across resources. */
export const originSecurityGroupMisconfigurations: Misconfiguration[] = [
  {
    id: "prefix-list-holds-world",
    base: "dev",
    what: "The load balancer admits a prefix list of the stack with all of IPv4.",
    rule,
    resource: "site-from-edge-https",
    change: all(
      added(listed("site-list", [{ cidr: "0.0.0.0/0" }])),
      set("site-from-edge-https", "prefixListId", idOf("site-list")),
    ),
    expectText: [/site-list/, /0\.0\.0\.0\/0/],
  },
  {
    id: "prefix-list-entries-add-up",
    base: "prod",
    what: "Two entry resources of a prefix list add up to all of IPv4.",
    rule,
    resource: "site-from-edge-https",
    change: all(
      added(
        listed("site-list", []),
        entry("site-entry-0", "site-list", "0.0.0.0/1"),
        entry("site-entry-1", "site-list", "128.0.0.0/1"),
      ),
      set("site-from-edge-https", "prefixListId", idOf("site-list")),
    ),
    expectText: [/site-entry-0|site-list/],
  },
  {
    id: "prefix-list-inline",
    base: "classicAlb",
    what: "An inline rule admits a prefix list of the stack with a public range.",
    rule,
    resource: "shop-balancer",
    change: all(
      added(listed("shop-list", [{ cidr: "10.0.0.0/8" }, { cidr: OFFICE }])),
      set("shop-balancer", "ingress.0.prefixListIds", [idOf("shop-list")]),
    ),
    expectText: [/shop-list/, /81\.2\.69\.0\/24/],
  },
  {
    id: "prefix-list-of-another-owner",
    base: "s3AndAlb",
    what: "The load balancer admits a prefix list that is neither CloudFront's nor the stack's.",
    rule,
    resource: "app-balancer-in",
    change: set("app-balancer-in", "prefixListIds", ["pl-0a1b2c3d4e5f60718"]),
    expectText: [/pl-0a1b2c3d4e5f60718/],
  },
  {
    id: "prefix-list-of-another-service",
    base: "dev",
    what: "The load balancer admits the prefix list of S3, which is used by others.",
    rule,
    resource: "site-from-edge-https",
    change: set("site-from-edge-https", "prefixListId", "pl-6da54004"),
    expectText: [/pl-6da54004/],
  },
  {
    id: "office-on-balancer",
    base: "dev",
    what: "The load balancer admits a public office range that is not in the configuration.",
    rule,
    resource: "site-office",
    change: added(officeIn("site-office", "site-balancer")),
    expectText: [/81\.2\.69\.0\/24/],
  },
  {
    id: "office-on-instances",
    base: "s3AndAlb",
    what: "The instances admit a public office range on the signed tier's port.",
    rule,
    resource: "app-instances-in",
    change: set("app-instances-in", "cidrBlocks", [OFFICE]),
    expectText: [/81\.2\.69\.0\/24/],
  },
  {
    id: "ssh-from-office",
    base: "nlbAndEc2",
    what: "The instance behind its own VPC origin admits SSH from a public office range.",
    rule,
    resource: "api-ssh",
    change: added(officeIn("api-ssh", "api-direct", 22)),
  },
  {
    id: "group-attached-to-interface",
    base: "nlbAndEc2",
    what: "An attachment adds a second security group, which admits an office, to the interface of an instance.",
    rule,
    resource: "api-second-in",
    change: added(
      declared("aws:ec2/securityGroup:SecurityGroup", "api-second", { vpcId: idOf("api-vpc") }),
      officeIn("api-second-in", "api-second"),
      declared(
        "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
        "api-second-attached",
        {
          securityGroupId: idOf("api-second"),
          networkInterfaceId: output("api-instance-1", "primaryNetworkInterfaceId"),
        },
      ),
    ),
    expectText: [/api-second-attached/, /api-instance-1/],
  },
  {
    id: "rules-add-up-over-resources",
    base: "dev",
    what: "An inline rule and a rule resource of the same security group each admit half of an office range.",
    rule,
    resource: "site-from-edge",
    change: all(
      inserted("site-from-edge", "ingress", 0, {
        protocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrBlocks: ["81.2.69.0/25"],
      }),
      added(
        declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-office", {
          ...HTTPS,
          securityGroupId: idOf("site-from-edge"),
          cidrIpv4: "81.2.69.128/25",
        }),
      ),
    ),
  },
];
