/** Checks the viewer's address against the block of a policy. */
import { isIPv4 } from "node:net";
import { IPv4 } from "ipaddr.js";
import { deny, type Note, open, type Ruling } from "../ruling";

/** Returns the IPv4 address; a dual-stack socket shows it as an IPv4-mapped IPv6 address. */
function asIpv4(address: string): string | undefined {
  const plain = /^::ffff:([0-9.]+)$/i.exec(address)?.[1] ?? address;
  return isIPv4(plain) ? plain : undefined;
}

/** A ruling where the address decides, and notes. */
export interface AddressAnswer {
  readonly ruling: Ruling | undefined;
  readonly notes: readonly Note[];
}

/**
 * Checks the address.
 *
 * @param viewerIp - the address CloudFront sees; undefined when it is not known
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-custom-policy.html "IpAddress"
 */
export function checkAddress(block: string, viewerIp: string | undefined): AddressAnswer {
  const only = (ruling: Ruling | undefined, notes: readonly Note[] = []): AddressAnswer => ({
    ruling,
    notes,
  });
  const [, address, prefixText] = /^([0-9.]{7,15})(?:\/([0-9]{1,2}))?$/.exec(block) ?? [];
  const canonical = address?.replace(/(^|\.)0+(?=[0-9])/g, "$1");
  const prefix = Number(prefixText ?? "32");
  if (canonical === undefined || !isIPv4(canonical) || prefix > 32) {
    return only(deny("MalformedPolicy", "policy.condition", `AWS:SourceIp ${block} is not an IPv4 block`));
  }
  if (viewerIp === undefined) {
    return only(open("AccessDenied", "address.not-given", `the policy requires ${block}`));
  }
  const viewer = asIpv4(viewerIp);
  if (viewer === undefined) {
    return only(
      deny("AccessDenied", "address.ipv6", `the policy requires ${block}, the viewer is at ${viewerIp}`),
    );
  }
  const network = IPv4.networkAddressFromCIDR(`${canonical}/${prefix}`);
  if (!IPv4.parse(viewer).match(network, prefix)) {
    return only(
      deny("AccessDenied", "address.outside", `the policy requires ${block}, the viewer is at ${viewer}`),
    );
  }
  if (prefixText === undefined || canonical !== address || /^0[0-9]/.test(prefixText)) {
    return only(open("AccessDenied", "address.bare", `AWS:SourceIp ${block} is not in CIDR form`));
  }
  return only(
    undefined,
    network.toString() === canonical
      ? []
      : [{ rule: "address.host-bits", detail: `${block} has host bits set` }],
  );
}
