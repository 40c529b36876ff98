/** Serves S3 objects as an origin, after the policies of bucket and key. */
import { globMatches } from "../../../signer/verify/glob";
import { NotModelled, readDocument, type Statement } from "../../cloud/access/policyDocument";
import { type HeaderList, valueOf } from "../headers";
import { type HopNote, type HopRequest, type HopResponse, madeResponse } from "../hop";
import type { BucketOriginView, BucketView } from "../stackView/model";

/** Who reads an object: CloudFront on behalf of a distribution, or anybody, without credentials. */
export type Reader =
  | { readonly distributionArn: string; readonly accountId: string }
  | { readonly isSecure: boolean };

/** A request that a policy decides. */
interface Call {
  /** The policy document, JSON; without one nothing is allowed. */
  readonly policy: string | undefined;
  readonly action: string;
  readonly resource: string;
  readonly reader: Reader;
}

/** Matches a pattern of the policy language: `*` any text, `?` one character. */
const matches = (pattern: string, value: string): boolean => globMatches(pattern, value, true);

function names({ Principal: principal }: Statement, reader: Reader): boolean {
  if (principal === undefined || principal === "*") {
    return principal === "*";
  }
  const everybody = principal["AWS"]?.includes("*") ?? false;
  const service = principal["Service"]?.includes("cloudfront.amazonaws.com") ?? false;
  return everybody || (service && "distributionArn" in reader);
}

/** Returns the condition keys of a request. */
function contextOf(reader: Reader): Readonly<Record<string, string>> {
  return "distributionArn" in reader
    ? {
        "aws:sourcearn": reader.distributionArn,
        "aws:sourceaccount": reader.accountId,
        "aws:securetransport": "true",
      }
    : { "aws:securetransport": String(reader.isSecure) };
}

function holds(statement: Statement, context: Readonly<Record<string, string>>): boolean {
  return (statement.Condition ?? []).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, patterns]) => {
      const value = context[key.toLowerCase()];
      if (value === undefined) {
        throw new NotModelled(`the condition key ${key}`);
      }
      return patterns.some((pattern) =>
        operator === "Bool"
          ? pattern.toLowerCase() === value
          : operator === "StringEquals"
            ? pattern === value
            : matches(pattern, value),
      );
    }),
  );
}

/** Returns whether a policy allows a reader something; one that is not understood allows nothing. */
function allows({ policy, action, resource, reader }: Call): boolean {
  const context = contextOf(reader);
  let bearing: readonly Statement[];
  try {
    bearing = readDocument(policy ?? '{"Statement":[]}').filter(
      (statement) =>
        names(statement, reader) &&
        statement.Action.some((each) => matches(each.toLowerCase(), action)) &&
        (statement.Resource ?? []).some((pattern) => matches(pattern, resource)) &&
        holds(statement, context),
    );
  } catch (error) {
    if (error instanceof NotModelled) {
      return false;
    }
    throw error;
  }
  return bearing.length > 0 && bearing.every(({ Effect }) => Effect === "Allow");
}

/** S3's error body; the request id and the capital in "Denied" distinguish it from CloudFront's own. */
function refusal(status: number, code: string, message: string, detail: string): HopResponse {
  const note: HopNote = { hop: "bucket", detail };
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>LOCAL</RequestId><HostId>local</HostId></Error>`;
  return madeResponse(status, "application/xml", body, note, [["Server", "AmazonS3"]]);
}

/** Returns the object key of a request target; undefined if it cannot be decoded. */
function keyOf(target: string): string | undefined {
  try {
    const path = target.split("?", 1)[0] ?? "";
    return decodeURIComponent(Buffer.from(path.slice(1), "latin1").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Answers a distribution's request to a bucket. */
export function readBucketObject(
  origin: BucketOriginView,
  request: HopRequest,
  caller: { readonly distributionArn: string; readonly accountId: string },
): HopResponse {
  return origin.signs
    ? answerBucketRequest(origin.bucket, request, caller)
    : refusal(403, "AccessDenied", "Access Denied", `origin ${origin.id} has no access control that signs`);
}

/**
 * Answers a request to a bucket, after its policy.
 *
 * A missing object is refused like one that may not be read: without permission to list, S3 does not reveal which. An object
 * that a KMS key encrypts is read only by those whom the key's policy lets decrypt.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html "Permissions"
 */
export function answerBucketRequest(
  bucket: BucketView,
  request: Pick<HopRequest, "method" | "target" | "headers">,
  reader: Reader,
): HopResponse {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return refusal(405, "MethodNotAllowed", "The specified method is not allowed.", "not a read");
  }
  const key = keyOf(request.target);
  if (key === undefined) {
    return refusal(400, "InvalidURI", "Couldn't parse the specified URI.", "the path cannot be decoded");
  }
  const denied = (detail: string): HopResponse => refusal(403, "AccessDenied", "Access Denied", detail);
  const who = "distributionArn" in reader ? "this distribution" : "anybody";
  const { policy, arn } = bucket;
  if (!allows({ policy, action: "s3:getobject", resource: `${arn}/${key}`, reader })) {
    return denied(`the policy of ${bucket.name} does not let ${who} read ${key}`);
  }
  const object = bucket.objects.get(key);
  if (object === undefined) {
    return denied(`${bucket.name} has no ${key}`);
  }
  const encrypted = object.key;
  if (
    encrypted !== undefined &&
    !allows({ policy: encrypted.policy, action: "kms:decrypt", resource: encrypted.arn, reader })
  ) {
    return denied(`the policy of key ${encrypted.arn} does not let ${who} decrypt ${key}`);
  }
  const note: HopNote = { hop: "bucket", detail: `${key} of ${bucket.name}` };
  const validators: HeaderList = [
    ["ETag", object.etag],
    ["Last-Modified", object.lastModified],
    ...(object.cacheControl === undefined ? [] : [["Cache-Control", object.cacheControl] as const]),
    ["Accept-Ranges", "bytes"],
    ["Server", "AmazonS3"],
  ];
  if (valueOf(request.headers, "if-none-match") === object.etag) {
    return { status: 304, headers: validators, body: Buffer.alloc(0), note };
  }
  return madeResponse(200, object.contentType, object.body, note, validators);
}
