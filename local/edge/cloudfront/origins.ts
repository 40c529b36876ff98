/** Sends requests to origins: a bucket, or the load balancer behind a VPC origin. */

import { readBucketObject } from "../bucket/bucket";
import { valueOf } from "../headers";
import { type HopNote, type HopRequest, type HopResponse, madeResponse, type Peer } from "../hop";
import type { Balancers } from "../loadBalancer/balancers";
import type { ListenerView, OriginView, StackView, VpcOriginView } from "../stackView/model";

/** Sends a request to an origin. */
export async function askOrigin(
  view: StackView,
  origin: OriginView | undefined,
  request: HopRequest,
  balancers: Balancers,
): Promise<HopResponse> {
  switch (origin?.kind) {
    case "bucket": {
      const { distribution, accountId } = view;
      return readBucketObject(origin, request, { distributionArn: distribution.arn, accountId });
    }
    case "vpc":
      return askBalancer(view, origin, request, balancers);
    case "outside":
      return failed(502, { hop: "network", detail: `${origin.domainName} is not in the local cloud` });
    case undefined:
      return failed(502, { hop: "edge", detail: "the behavior names an origin that is not there" });
  }
}

async function askBalancer(
  view: StackView,
  origin: VpcOriginView,
  request: HopRequest,
  balancers: Balancers,
): Promise<HopResponse> {
  const balancer = view.balancers.get(origin.balancerArn);
  const listener = balancer?.listeners.find(({ port }) => port === origin.port);
  const peer: Peer = { name: "CloudFront", groups: origin.serviceGroups, isCloudFront: true };
  if (balancer === undefined || listener === undefined) {
    return failed(502, {
      hop: "network",
      detail: `nothing listens on port ${origin.port} behind ${origin.id}`,
    });
  }
  const admitted = balancers.connect(view, balancer, origin.port, peer);
  if (!admitted.allowed) {
    // Security groups drop packets, so the connection times out: 504, not 502.
    return failed(504, { hop: "network", detail: admitted.by });
  }
  const untrusted = tlsProblem(origin, listener, valueOf(request.headers, "host"));
  return untrusted === undefined
    ? balancers.answer(view, balancer, listener, request, peer)
    : failed(502, { hop: "network", detail: untrusted });
}

/** Returns whether a certificate's name covers a host; `*.` matches one label. */
function covers(name: string, host: string): boolean {
  const [own, asked] = [name.toLowerCase(), host.toLowerCase()];
  return own.startsWith("*.") ? asked.slice(asked.indexOf(".")) === own.slice(1) : own === asked;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html "certificate" */
function tlsProblem(
  origin: VpcOriginView,
  listener: ListenerView,
  forwardedHost: string | undefined,
): string | undefined {
  const isTls = listener.protocol === "HTTPS";
  if (isTls !== (origin.protocol === "https")) {
    return `the listener speaks ${listener.protocol}, the origin ${origin.protocol}`;
  }
  const wanted = [origin.domainName, ...(forwardedHost === undefined ? [] : [forwardedHost])];
  const trusted = listener.certificateNames.some((name) => wanted.some((host) => covers(name, host)));
  return !isTls || trusted
    ? undefined
    : `the listener's certificate is for ${listener.certificateNames.join(", ")}, not for ${origin.domainName}`;
}

function failed(status: number, note: HopNote): HopResponse {
  return madeResponse(status, "text/plain", "", note);
}
