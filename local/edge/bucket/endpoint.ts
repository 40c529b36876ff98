/** Answers requests to a bucket's own domain name, past CloudFront: without credentials, as a browser sends them. */
import type { HeaderList } from "../headers";
import type { HopResponse } from "../hop";
import type { StackView } from "../stackView/model";
import { answerBucketRequest } from "./bucket";

/** A request to any host. */
interface AddressedRequest {
  readonly host: string;
  readonly scheme: "http" | "https";
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
}

/** Returns S3's answer to a request for a bucket of the distribution; undefined if the host is no bucket's. */
export function bucketEndpointAnswer(
  request: AddressedRequest,
  view: StackView | undefined,
): HopResponse | undefined {
  const host = request.host.toLowerCase().replace(/:\d+$/, "");
  const origins = [...(view?.distribution.origins.values() ?? [])];
  const origin = origins.find((each) => each.kind === "bucket" && each.domainName === host);
  return origin?.kind === "bucket"
    ? answerBucketRequest(origin.bucket, request, { isSecure: request.scheme === "https" })
    : undefined;
}
