/** The viewer's address in a policy: one IPv4 block. */
import { IPv4, IPv6 } from "ipaddr.js";
import { SignerError } from "../../shared/errors";

const field = "ip";

/**
 * Checks an IPv4 address or block and returns it in CIDR form: a single address gets `/32`.
 *
 * @throws SignerError ERR_IP_V6 (a policy matches IPv4 only), ERR_IP_HOST_BITS, ERR_IP_EVERYONE, ERR_IP_INVALID
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-custom-policy.html "IpAddress"
 */
export function checkCidr(cidr: string): string {
  const [address = "", prefix = "32", ...more] = typeof (cidr as unknown) === "string" ? cidr.split("/") : [];
  if (IPv6.isValid(address)) {
    throw new SignerError(
      "ERR_IP_V6",
      `ip ${cidr} is IPv6; a CloudFront policy matches IPv4 addresses only`,
      {
        field,
        remedy: "leave ip out, or disable IPv6 on the distribution and give an IPv4 block",
      },
    );
  }
  if (
    !IPv4.isValidFourPartDecimal(address) ||
    more.length > 0 ||
    !/^(?:[0-9]|[12][0-9]|3[0-2])$/.test(prefix)
  ) {
    throw new SignerError("ERR_IP_INVALID", `ip ${JSON.stringify(cidr)} is not an IPv4 address or block`, {
      field,
      remedy: "write it as 192.0.2.0/24 or 192.0.2.10/32",
    });
  }
  if (prefix === "0") {
    throw new SignerError("ERR_IP_EVERYONE", "ip /0 admits every address", { field, remedy: "leave ip out" });
  }
  const block = `${address}/${prefix}`;
  const network = IPv4.networkAddressFromCIDR(block).toString();
  if (network !== address) {
    throw new SignerError("ERR_IP_HOST_BITS", `ip ${cidr} has host bits set`, {
      field,
      remedy: `write ${network}/${prefix} for the block, or ${address}/32 for the one address`,
    });
  }
  return block;
}
