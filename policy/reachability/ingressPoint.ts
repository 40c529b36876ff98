import type { IpVersion, Range } from "../values/ranges";
import type { InternetRoute } from "./addresses/internetRoutes";
import type { Hop } from "./forwarding";
import type { Sender } from "./network/admission";

/** A resource that the internet can reach other than through CloudFront, and its target. */
export interface IngressPoint {
  /** Completes "through this …" in a message. */
  readonly kind: string;
  /** Who can use it, as the beginning of a sentence; the internet by default. */
  readonly from?: string;
  /** Whether it admits only those whom IAM or a directory authenticates; paths from it are advice. */
  readonly isForAdministrators?: boolean;
  /** The principals that it admits, if its owner names them; paths of those of the owner's account are advice. */
  readonly accounts?: readonly string[];
  readonly first: Hop;
  /** Further resources before `to`. */
  readonly through: readonly Hop[];
  readonly to: string;
  /** The network interface of `to` that it leads to, or the instance whose first one it is; undefined if it may be any. */
  readonly on?: string;
  readonly sender: Sender;
  /** Whether `to` sends the traffic, rather than having to admit it. */
  readonly isSender: boolean;
  /** Whether no route, or no internet gateway, leads there: one layer that is open all the same, if `to` is protected itself. */
  readonly isUnrouted?: boolean;
  /** Whether `to` sees an address of AWS in place of the client's. */
  readonly hidesClient?: boolean;
  /** The ports of `to` that it leads to; undefined if they may be any. */
  readonly ports?: readonly number[];
  /** If the target cannot be resolved, the addresses that it may have; `sender` may then send to each of them. */
  readonly within?: readonly Range[];
  readonly fix: string;
}

/** A client on the internet. */
export const client: Sender = { isPublic: true, groups: [], ranges: [] };

/** Creates the ingress point of an address, which the internet connects to by these routes. */
export function addressPoint(
  version: IpVersion | undefined,
  point: Pick<IngressPoint, "kind" | "first" | "to" | "on" | "fix">,
  route: InternetRoute | undefined,
): IngressPoint {
  const through = route?.hop === undefined ? [] : [route.hop];
  const sender = { ...client, version, internet: route?.ranges };
  return { ...point, through, sender, isSender: false, ...(route === undefined && { isUnrouted: true }) };
}

/**
 * Returns an ingress point as the distributions of other accounts use it, whose addresses security groups cannot tell from
 * those of the stack's own; undefined for one that is not on the internet.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export function fromOtherDistributions(point: IngressPoint): IngressPoint | undefined {
  const { sender } = point;
  return sender.isPublic && !point.isSender && point.within === undefined && point.hidesClient !== true
    ? {
        ...point,
        from: "a distribution of any AWS account",
        sender: { ...sender, isPublic: false, isDistribution: true },
      }
    : undefined;
}
