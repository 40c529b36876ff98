import { CLOUDFRONT_ADDRESSES } from "../../misconfigurations/compliantStacks/resources/loadBalancer";
import {
  added,
  all,
  type Change,
  declared,
  idOf,
  later,
  type Resource,
  set,
} from "../../misconfigurations/stackModel";
import { admitting, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { PUBLIC_ADDRESS } from "../references/publicServers";
import { servicePages } from "../servicePages";

/** The ids of CloudFront's prefix list by Region, as AWS's article lists them. */
const LISTS = {
  "ap-northeast-1": "pl-58a04531",
  "ap-southeast-2": "pl-b8a742d1",
  "ca-central-1": "pl-38a64351",
  "eu-central-1": "pl-a3a144ca",
  "eu-north-1": "pl-fab65393",
  "sa-east-1": "pl-5da64334",
  "us-east-1": "pl-3b927c52",
  "us-west-2": "pl-82a045eb",
} as const;

/** Moves a site from eu-west-1 to another Region, with CloudFront's prefix list there. */
function inRegion(region: keyof typeof LISTS): readonly Resource[] {
  const moved = JSON.stringify(site())
    .replaceAll("eu-west-1", region)
    .replaceAll(CLOUDFRONT_ADDRESSES, LISTS[region]);
  return JSON.parse(moved) as Resource[];
}

/** Admits a prefix list to the site's instance, which has a public address. */
const admittedInTheOpen = (prefixListId: Parameters<typeof admitting>[3]["prefixListId"]): Change =>
  all(
    PUBLIC_ADDRESS,
    added(admitting("list-to-instances", "site-instances", [8443, 8444], { prefixListId })),
  );

/** Declares a prefix list of the account. */
const list = (name: string, ...cidrs: string[]): Resource =>
  declared("aws:ec2/managedPrefixList:ManagedPrefixList", name, {
    addressFamily: cidrs.some((cidr) => cidr.includes(":")) ? "IPv6" : "IPv4",
    maxEntries: 10,
    entries: cidrs.map((cidr) => ({ cidr })),
  });

/** Stacks whose security groups admit prefix lists. */
export const prefixLists: readonly IndependentCase[] = [
  ...(Object.keys(LISTS) as (keyof typeof LISTS)[]).map(
    (region): IndependentCase => ({
      id: `list-of-cloudfront-in-${region}`,
      what: `The site is in ${region}, and its load balancer admits CloudFront's prefix list there.`,
      source: servicePages.prefixListIds,
      verdict: "accepted",
      resources: inRegion(region),
    }),
  ),
  {
    id: "list-of-cloudfront-looked-up",
    what: "The load balancer admits CloudFront's prefix list, which is looked up.",
    source: servicePages.vpcOrigins,
    verdict: "accepted",
    // Pulumi looks a list up by its name in a preview as well; an unknown list may be any.
    moments: ["known"],
    resources: site(set("site-balancer-in", "prefixListId", later(CLOUDFRONT_ADDRESSES))),
  },
  {
    id: "list-of-cloudfront-in-the-group",
    what: "The load balancer's group has the rule for CloudFront's prefix list in itself.",
    source: servicePages.prefixLists,
    verdict: "accepted",
    resources: site(
      set("site-balancer", "ingress", [
        { protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: [CLOUDFRONT_ADDRESSES] },
      ]),
    ),
  },
  {
    id: "list-of-offices",
    what: "A database's group admits a prefix list of offices, and nothing of the site has that group.",
    source: servicePages.ownPrefixLists,
    verdict: "accepted",
    resources: site(
      added(
        list("offices", "203.0.113.0/28", "198.51.100.16/28"),
        declared("aws:ec2/securityGroup:SecurityGroup", "database-group", { vpcId: idOf("site-vpc") }),
        admitting("offices-to-database", "database-group", [5432, 5432], { prefixListId: idOf("offices") }),
      ),
    ),
  },
  {
    id: "list-of-private-ranges",
    what: "The instance admits a prefix list of private ranges.",
    source: servicePages.ownPrefixLists,
    verdict: "accepted",
    resources: site(
      added(
        list("networks", "10.0.0.0/16", "172.16.0.0/16"),
        admitting("networks-to-instances", "site-instances", [8443, 8444], {
          prefixListId: idOf("networks"),
        }),
      ),
    ),
  },
  {
    id: "list-of-everybody",
    what: "The instance has a public address, and admits a prefix list of every address.",
    source: servicePages.ownPrefixLists,
    verdict: "refused",
    names: "site-instance",
    resources: site(added(list("everybody", "0.0.0.0/0")), admittedInTheOpen(idOf("everybody"))),
  },
  {
    id: "list-of-both-halves",
    what: "The instance has a public address, and admits a prefix list of both halves of the internet.",
    source: servicePages.ownPrefixLists,
    verdict: "refused",
    names: "site-instance",
    resources: site(added(list("halves", "0.0.0.0/1", "128.0.0.0/1")), admittedInTheOpen(idOf("halves"))),
  },
  {
    id: "list-with-entries-apart",
    what: "The instance has a public address; the entry for everybody is a resource beside its prefix list.",
    source: servicePages.ownPrefixLists,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      added(
        declared("aws:ec2/managedPrefixList:ManagedPrefixList", "allowed", {
          addressFamily: "IPv4",
          maxEntries: 5,
        }),
        declared("aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", "allowed-all", {
          prefixListId: idOf("allowed"),
          cidr: "0.0.0.0/0",
        }),
      ),
      admittedInTheOpen(idOf("allowed")),
    ),
  },
  {
    id: "list-of-everybody-on-ipv6",
    what: "The instance has an address of IPv6, and admits a prefix list of every address of IPv6.",
    source: servicePages.ownPrefixLists,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      added(
        list("everybody", "::/0"),
        declared("aws:ec2/route:Route", "site-public-ipv6", {
          routeTableId: idOf("site-public-table"),
          destinationIpv6CidrBlock: "::/0",
          gatewayId: idOf("site-igw"),
        }),
      ),
      set("site-vpc", "assignGeneratedIpv6CidrBlock", true),
      set("site-public-0", "ipv6CidrBlock", later("2a05:d018:abc:1a00::/64", ["site-vpc"])),
      set("site-instance", "ipv6AddressCount", 1),
      admittedInTheOpen(idOf("everybody")),
    ),
  },
  {
    id: "list-elsewhere-by-value",
    what: "The instance has a public address, and admits a prefix list that another account shares.",
    source: servicePages.ownPrefixLists,
    verdict: "refused",
    names: "site-instance",
    resources: site(admittedInTheOpen("pl-0f9e8d7c6b5a49382")),
  },
  {
    id: "list-looked-up",
    what: "The instance has a public address, and admits a prefix list that is looked up.",
    source: servicePages.ownPrefixLists,
    verdict: "refused",
    names: "site-instance",
    resources: site(admittedInTheOpen(later("pl-0f9e8d7c6b5a49382"))),
  },
  {
    id: "list-of-a-wide-range",
    what: "The instance has a public address, and admits a prefix list with a hundredth of the internet.",
    source: servicePages.ownPrefixLists,
    verdict: "refused",
    names: "site-instance",
    resources: site(added(list("partners", "11.0.0.0/8", "12.0.0.0/7")), admittedInTheOpen(idOf("partners"))),
  },
  {
    id: "list-by-the-older-rule",
    what: "The instance has a public address; a rule of the older type admits a prefix list of everybody.",
    source: servicePages.ownPrefixLists,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      PUBLIC_ADDRESS,
      added(
        list("everybody", "0.0.0.0/0"),
        declared("aws:ec2/securityGroupRule:SecurityGroupRule", "list-to-instances", {
          type: "ingress",
          securityGroupId: idOf("site-instances"),
          protocol: "tcp",
          fromPort: 8443,
          toPort: 8444,
          prefixListIds: [idOf("everybody")],
        }),
      ),
    ),
  },
  {
    id: "list-in-the-group",
    what: "The instance has a public address; its group admits a prefix list of everybody in itself.",
    source: servicePages.ownPrefixLists,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      PUBLIC_ADDRESS,
      added(list("everybody", "0.0.0.0/0")),
      set("site-instances", "ingress", [
        { protocol: "tcp", fromPort: 8443, toPort: 8444, prefixListIds: [idOf("everybody")] },
      ]),
    ),
  },
];
