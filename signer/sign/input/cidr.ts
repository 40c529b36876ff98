/** The viewer's address in a policy: one IPv4 block. */
import { isIPv4, isIPv6 } from "node:net";
import { SignerError } from "../../shared/errors";

const field = "ip";

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}

/**
 * Checks an IPv4 address or block and returns it with its mask: a single address gets `/32`, as CloudFront wants it.
 *
 * @throws SignerError ERR_IP_V6 (CloudFront compares IPv4 only), ERR_IP_HOST_BITS, ERR_IP_EVERYONE, ERR_IP_INVALID
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-custom-policy.html "IpAddress"
 */
export function checkCidr(cidr: string): string {
  const [address = "", mask, ...more] = typeof (cidr as unknown) === "string" ? cidr.split("/") : [];
  if (isIPv6(address)) {
    throw new SignerError(
      "ERR_IP_V6",
      `ip ${cidr} is IPv6; a CloudFront policy compares IPv4 addresses only`,
      {
        field,
        remedy: "leave the lock out, or switch IPv6 off on the distribution and lock to an IPv4 block",
      },
    );
  }
  if (
    !isIPv4(address) ||
    more.length > 0 ||
    (mask !== undefined && !/^(?:[0-9]|[12][0-9]|3[0-2])$/.test(mask))
  ) {
    throw new SignerError("ERR_IP_INVALID", `ip ${JSON.stringify(cidr)} is not an IPv4 address or block`, {
      field,
      remedy: "write it as 192.0.2.0/24 or 192.0.2.10/32",
    });
  }
  const length = Number(mask ?? "32");
  if (length === 0) {
    throw new SignerError("ERR_IP_EVERYONE", "ip /0 admits every address", { field, remedy: "leave ip out" });
  }
  const value = toNumber(address);
  const network = value - (value % 2 ** (32 - length));
  if (network !== value) {
    throw new SignerError("ERR_IP_HOST_BITS", `ip ${cidr} is not the start of its block`, {
      field,
      remedy: `write ${toAddress(network)}/${length} for the block, or ${address}/32 for the one address`,
    });
  }
  return `${address}/${length}`;
}
