import type { Misconfiguration } from "../misconfiguration";
import { added, all, declared, idOf, inserted, output, set } from "../model";
import { OFFICE, officeIn } from "./snippets";

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

/** What the groups of load balancers and instances admit beside CloudFront, seen over several resources. */
export const originGroupMisconfigurations: Misconfiguration[] = [
  {
    id: "prefix-list-holds-world",
    shape: "dev",
    what: "The balancer admits a prefix list of the stack that holds all of IPv4.",
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
    shape: "prod",
    what: "Two entries, resources of their own, fill a prefix list with all of IPv4.",
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
    shape: "classicAlb",
    what: "A rule inside the group admits a prefix list of the stack with a public range.",
    rule,
    resource: "shop-balancer",
    change: all(
      added(listed("shop-list", [{ cidr: "10.0.0.0/8" }, { cidr: OFFICE }])),
      set("shop-balancer", "ingress.0.prefixListIds", [idOf("shop-list")]),
    ),
    expectText: [/shop-list/, /81\.2\.69\.0\/24/],
  },
  {
    id: "prefix-list-of-strangers",
    shape: "s3AndAlb",
    what: "The balancer admits a prefix list that is neither CloudFront's nor of the stack.",
    rule,
    resource: "app-balancer-in",
    change: set("app-balancer-in", "prefixListIds", ["pl-0a1b2c3d4e5f60718"]),
    expectText: [/pl-0a1b2c3d4e5f60718/],
  },
  {
    id: "prefix-list-of-another-service",
    shape: "dev",
    what: "The balancer admits the addresses of S3 in the region, which others can send from.",
    rule,
    resource: "site-from-edge-https",
    change: set("site-from-edge-https", "prefixListId", "pl-6da54004"),
    expectText: [/pl-6da54004/],
  },
  {
    id: "office-on-balancer",
    shape: "dev",
    what: "The balancer admits a public office range that the configuration does not name.",
    rule,
    resource: "site-office",
    change: added(officeIn("site-office", "site-balancer")),
    expectText: [/81\.2\.69\.0\/24/],
  },
  {
    id: "office-on-instances",
    shape: "s3AndAlb",
    what: "The instances admit a public office range on the members port.",
    rule,
    resource: "app-instances-in",
    change: set("app-instances-in", "cidrBlocks", [OFFICE]),
    expectText: [/81\.2\.69\.0\/24/],
  },
  {
    id: "ssh-from-office",
    shape: "nlbAndEc2",
    what: "The instance behind its own VPC origin admits SSH from a public office range.",
    rule,
    resource: "api-ssh",
    change: added(officeIn("api-ssh", "api-direct", 22)),
  },
  {
    id: "group-attached-to-interface",
    shape: "nlbAndEc2",
    what: "An attachment puts a second group, open to an office, on the interface of an instance.",
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
    shape: "dev",
    what: "Ranges of an office stand in an inline rule and in a rule resource of the same group.",
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
