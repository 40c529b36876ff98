/** The viewer's address against the block of a policy. */
import { isIPv4 } from "node:net";
import { deny, type Note, open, type Ruling } from "../verdict";

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** IPv4 in IPv6 clothes is how a dual-stack socket shows an IPv4 viewer. */
function asIpv4(address: string): string | undefined {
  const plain = /^::ffff:([0-9.]+)$/i.exec(address)?.[1] ?? address;
  return isIPv4(plain) ? plain : undefined;
}

/** What was found out: a ruling when the address decides, and notes. */
export interface AddressAnswer {
  readonly ruling: Ruling | undefined;
  readonly notes: readonly Note[];
}

function inBlock(viewer: string, address: string, mask: number): boolean {
  const size = 2 ** (32 - mask);
  return Math.floor(toNumber(viewer) / size) === Math.floor(toNumber(address) / size);
}

/**
 * Judges the address.
 *
 * @param viewerIp - the address CloudFront sees; undefined when it is not known
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-custom-policy.html "IpAddress"
 */
export function judgeAddress(block: string, viewerIp: string | undefined): AddressAnswer {
  const only = (ruling: Ruling | undefined, notes: readonly Note[] = []): AddressAnswer => ({
    ruling,
    notes,
  });
  const [, address, maskText] = /^([0-9.]{7,15})(?:\/([0-9]{1,2}))?$/.exec(block) ?? [];
  const canonical = address?.replace(/(^|\.)0+(?=[0-9])/g, "$1");
  const mask = Number(maskText ?? "32");
  if (canonical === undefined || !isIPv4(canonical) || mask > 32) {
    return only(deny("MalformedPolicy", "policy.condition", `AWS:SourceIp ${block} is not an IPv4 block`));
  }
  if (viewerIp === undefined) {
    return only(open("AccessDenied", "address.not-given", `the policy wants ${block}`));
  }
  const viewer = asIpv4(viewerIp);
  if (viewer === undefined) {
    return only(
      deny("AccessDenied", "address.ipv6", `the policy wants ${block}, the viewer came from ${viewerIp}`),
    );
  }
  if (!inBlock(viewer, canonical, mask)) {
    return only(
      deny("AccessDenied", "address.outside", `the policy wants ${block}, the viewer came from ${viewer}`),
    );
  }
  if (maskText === undefined || canonical !== address || /^0[0-9]/.test(maskText)) {
    return only(open("AccessDenied", "address.bare", `AWS:SourceIp ${block} is not written as a block`));
  }
  const hostBits = toNumber(canonical) % 2 ** (32 - mask) !== 0;
  return only(
    undefined,
    hostBits ? [{ rule: "address.host-bits", detail: `${block} is not the start of its block` }] : [],
  );
}
