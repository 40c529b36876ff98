/** Addresses and ranges. */
import ipaddr from "ipaddr.js";
import type { World } from "../world/world";

/** Some of CloudFront's addresses to origins. @see https://ip-ranges.amazonaws.com/ip-ranges.json CLOUDFRONT_ORIGIN_FACING */
export const cloudFrontAddresses = ["130.176.1.1", "52.46.0.1", "15.158.0.1"] as const;

/** An address from which Global Accelerator connects to endpoints that do not see the client's. */
export const acceleratorAddress = "15.197.1.1";

type Range = ReturnType<typeof ipaddr.parseCIDR>;
const ranges = new Map<string, Range>();
const addresses = new Map<string, ReturnType<typeof ipaddr.parse>>();

function remembered<T>(memory: Map<string, T>, text: string, parse: (text: string) => T): T {
  const known = memory.get(text) ?? parse(text);
  memory.set(text, known);
  return known;
}

/** Tells whether a range contains an address. */
export function contains(cidr: string, address: string): boolean {
  const [network, bits] = remembered(ranges, cidr, (text) => ipaddr.parseCIDR(text));
  const one = remembered(addresses, address, (text) => ipaddr.parse(text));
  return network.kind() === one.kind() && one.match(network, bits);
}

/** Tells whether an address belongs to hosts on the internet. */
function isPublic(address: string): boolean {
  return remembered(addresses, address, (text) => ipaddr.parse(text)).range() === "unicast";
}

/** Tells whether an address can be that of a host in a private network. */
function isPrivate(address: string): boolean {
  const one = remembered(addresses, address, (text) => ipaddr.parse(text));
  return ["private", "carrierGradeNat", "uniqueLocal"].includes(one.range());
}

/** Tells whether a range contains an address of the internet. */
export function holdsPublic(cidr: string): boolean {
  return samplesOf(cidr).some(isPublic);
}

/** Returns the first and last host of a range, and one between. */
function samplesOf(cidr: string): string[] {
  const [network, bits] = ipaddr.parseCIDR(cidr);
  const bytes = network.toByteArray();
  const filled = (fill: (index: number) => number): string => {
    const mixed = bytes.map((byte, index) => {
      const own = Math.max(0, Math.min(8, bits - 8 * index));
      const mask = (0xff00 >> own) & 0xff;
      return (byte & mask) | (fill(index) & ~mask & 0xff);
    });
    return ipaddr.fromByteArray(mixed).toString();
  };
  const last = bytes.length - 1;
  const middle = [93, 184, 216, 34];
  const middle6 = [0x2a, 0x02, 0x08, 0x10];
  return [
    filled((index) => (index === last ? 1 : 0)),
    filled((index) => (index === last ? 254 : 255)),
    filled((index) => (bytes.length === 4 ? (middle[index] ?? 0) : (middle6[index] ?? 7))),
  ];
}

/** Lists hosts on the internet: some of each range that the stack names, and some of none. */
export function internetHosts(world: World): string[] {
  return [...new Set(["93.184.216.34", "2a02:810::7", ...hostsIn(world)])].filter(isPublic);
}

/** Lists private hosts: some of each range that the stack names, and some of none. */
export function privateHosts(world: World): string[] {
  const chosen = ["10.0.0.5", "172.16.0.5", "192.168.0.5", "100.64.0.5"];
  return [...new Set([...chosen, ...hostsIn(world)])].filter(isPrivate);
}

function hostsIn(world: World): string[] {
  const cidrs = [
    ...world.groups.flatMap(({ rules }) =>
      rules.flatMap(({ source }) => ("cidr" in source ? [source.cidr] : [])),
    ),
    ...world.routeTables.flatMap(({ routes }) => routes.map(({ to }) => to)),
    ...world.prefixLists.flatMap(({ entries }) => entries),
  ];
  return [...new Set(cidrs)].flatMap((cidr) => remembered(samples, cidr, samplesOf));
}

const samples = new Map<string, string[]>();
