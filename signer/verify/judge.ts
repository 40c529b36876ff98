/** A restricted behavior's answer to the credentials of a request: key, then signature, then policy. */
import type { KeyObject } from "node:crypto";
import { judgeAddress } from "./addresses";
import { decodeStrictly } from "./base64";
import { type Credentials, selectCredentials } from "./credentials";
import type { Behavior } from "./distribution";
import { type PolicyDocument, readPolicy } from "./policyDocument";
import { cannedPolicyBytes, hostForms, type RequestedUrl, requestedUrl, resourceOf } from "./reconstruct";
import type { ParsedRequest } from "./request";
import { resourceMatches } from "./resourceMatch";
import { type Hash, hashNames, signatureFits } from "./signature";
import { judgeTime } from "./times";
import { deny, type Note, open, type Ruling, type TraceStep } from "./verdict";

/** What else a judgement depends on. */
export interface Circumstances {
  readonly behavior: Behavior;
  readonly now: number;
  readonly viewerIp: string | undefined;
  /** Whether a percent-encoded parameter name counts as the name. */
  readonly escapedNames: boolean;
}

/** What a signature was checked against, kept for the diagnosis of a mismatch. */
export interface Attempt {
  readonly kind: "canned" | "custom";
  readonly key: KeyObject;
  readonly hash: Hash;
  readonly signature: Buffer;
  readonly url: RequestedUrl;
  readonly expires: string | undefined;
  readonly policy: Buffer | undefined;
}

/** The answer, and what was found on the way to it. */
export interface Judgement {
  readonly ruling: Ruling;
  readonly notes: readonly Note[];
  readonly trace: readonly TraceStep[];
  /** Set once there was something to check a signature with. */
  readonly attempt: Attempt | undefined;
}

interface Gathered {
  readonly notes: Note[];
  readonly trace: TraceStep[];
}

const allowed: Ruling = {
  outcome: "allow",
  code: "Allowed",
  rule: "allow.signed",
  detail: "key, signature and conditions hold",
};

/** Cookies that hold both: AWS does not say which governs, so both are tried. */
function bothInCookies(credentials: Credentials): boolean {
  return (
    credentials.via === "cookie" && credentials.policy !== undefined && credentials.expires !== undefined
  );
}

/**
 * Judges the credentials of one request under one reading.
 *
 * @returns one judgement, or two where AWS leaves open which of two sets of cookies governs
 */
export function judgeCredentials(request: ParsedRequest, circumstances: Circumstances): readonly Judgement[] {
  const credentials = selectCredentials(request, circumstances.escapedNames);
  if (!credentials) {
    const ruling = deny("MissingKey", "key.missing", "neither the query nor the cookies hold a signature");
    return [{ ruling, notes: [], trace: [{ step: "credentials", detail: "none" }], attempt: undefined }];
  }
  const readings = bothInCookies(credentials)
    ? [
        { ...credentials, expires: undefined },
        { ...credentials, policy: undefined },
      ]
    : [credentials];
  return readings.map((reading) => judgeReading(request, reading, circumstances));
}

function judgeReading(
  request: ParsedRequest,
  credentials: Credentials,
  circumstances: Circumstances,
): Judgement {
  const gathered: Gathered = {
    notes: [...credentials.notes],
    trace: [{ step: "credentials", detail: `from the ${credentials.via}` }],
  };
  const finish = (ruling: Ruling, attempt?: Attempt): Judgement => ({ ...gathered, ruling, attempt });
  const attempt = prepare(request, credentials, circumstances, gathered);
  if ("outcome" in attempt) {
    return finish(attempt);
  }
  const ruling =
    attempt.kind === "canned"
      ? judgeCanned(attempt, circumstances, gathered)
      : judgeCustom(attempt, circumstances, gathered);
  return finish(ruling, attempt);
}

/** Everything up to the signature check. */
function prepare(
  request: ParsedRequest,
  credentials: Credentials,
  { behavior, escapedNames }: Circumstances,
  gathered: Gathered,
): Attempt | Ruling {
  const { keyPairId, policy, expires } = credentials;
  if (!keyPairId) {
    return deny("MissingKey", "key.missing", `the ${credentials.via} holds no Key-Pair-Id`);
  }
  const [doubt] = credentials.doubts;
  if (doubt) {
    return doubt;
  }
  const key = behavior.trustedKeys.get(keyPairId);
  if (!key) {
    return deny("InvalidKey", "key.untrusted", `${behavior.pathPattern} does not trust the key ${keyPairId}`);
  }
  gathered.trace.push({ step: "key", detail: `${keyPairId} is trusted by ${behavior.pathPattern}` });
  if (!credentials.signature) {
    return deny("unknown", "signature.missing", "there is a key id and no signature");
  }
  if (policy === undefined && expires === undefined) {
    return deny("unknown", "policy.missing", "there is neither a Policy nor an Expires");
  }
  const signature = decodeStrictly(credentials.signature);
  if (!signature) {
    return deny(
      "MalformedSignature",
      "signature.encoding",
      "the signature is not base64 as CloudFront writes it",
    );
  }
  if (signature.unpadded) {
    gathered.notes.push({ rule: "encoding.padding", detail: "the signature has no padding" });
  }
  const name = credentials.hash ?? "SHA1";
  if (!Object.hasOwn(hashNames, name)) {
    return open("unknown", "hash.name", `Hash-Algorithm is ${name}`);
  }
  const hash = hashNames[name as keyof typeof hashNames];
  if (hash === "sha1" && key.asymmetricKeyType === "ec") {
    gathered.notes.push({ rule: "hash.ecdsa-sha1", detail: "ECDSA over SHA-1" });
  }
  const url = requestedUrl(request, escapedNames);
  const common = { key, hash, signature: signature.bytes, url, expires };
  return policy === undefined
    ? { ...common, kind: "canned", policy: undefined }
    : custom(policy, common, gathered);
}

function custom(
  policy: string,
  common: Omit<Attempt, "kind" | "policy">,
  gathered: Gathered,
): Attempt | Ruling {
  const decoded = decodeStrictly(policy);
  if (!decoded) {
    return deny("MalformedPolicy", "policy.encoding", "the policy is not base64 as CloudFront writes it");
  }
  if (decoded.unpadded) {
    gathered.notes.push({ rule: "encoding.padding", detail: "the policy has no padding" });
  }
  if (common.expires !== undefined) {
    gathered.notes.push({ rule: "credentials.policy-and-expires", detail: "Expires was not looked at" });
  }
  return { ...common, kind: "custom", policy: decoded.bytes };
}

function judgeCanned(attempt: Attempt, { now }: Circumstances, gathered: Gathered): Ruling {
  const expires = attempt.expires ?? "";
  // A number that is written in another way than the signer writes it: what is compared then is not known.
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(expires) || BigInt(expires) > 9223372036854775807n) {
    return deny("MalformedPolicy", "canned.expires", "Expires is not a whole number of seconds");
  }
  const { url, key, hash, signature } = attempt;
  const forms = hostForms(url.scheme, url.host);
  const fits = forms.some((host) =>
    signatureFits(key, hash, cannedPolicyBytes(resourceOf({ ...url, host }), expires), signature),
  );
  if (!fits) {
    return deny(
      "AccessDenied",
      "canned.signature",
      "the signature is not over the policy that this request yields",
    );
  }
  gathered.trace.push({ step: "signature", detail: `fits the canned policy of the request, ${hash}` });
  const time = judgeTime(now, BigInt(expires));
  gathered.notes.push(...time.notes);
  if (time.ruling) {
    return time.ruling;
  }
  return forms.length > 1
    ? open("unknown", "host.form", `the host is written ${url.host}`)
    : (time.doubt ?? allowed);
}

function judgeCustom(attempt: Attempt, circumstances: Circumstances, gathered: Gathered): Ruling {
  const { key, hash, signature } = attempt;
  const bytes = attempt.policy ?? Buffer.alloc(0);
  if (!signatureFits(key, hash, bytes, signature)) {
    return deny("AccessDenied", "custom.signature", "the signature is not over the bytes of this policy");
  }
  gathered.trace.push({ step: "signature", detail: `fits the custom policy, ${hash}` });
  const policy = readPolicy(bytes);
  if ("outcome" in policy) {
    return policy;
  }
  gathered.notes.push(...policy.notes);
  return evaluate(policy, attempt.url, circumstances, gathered);
}

/** Evaluate: every condition, refusals before doubts, since a doubt cannot make a refusal good. */
function evaluate(
  policy: PolicyDocument,
  url: RequestedUrl,
  { now, viewerIp }: Circumstances,
  { notes, trace }: Gathered,
): Ruling {
  const time = judgeTime(now, policy.lessThan, policy.greaterThan);
  const address = policy.sourceIp === undefined ? undefined : judgeAddress(policy.sourceIp, viewerIp);
  notes.push(...time.notes, ...(address?.notes ?? []));
  const resource = judgeResource(policy.resource, url, notes);
  const rulings = [time.ruling, address?.ruling, resource, ...policy.doubts, time.doubt].filter(
    (ruling) => ruling !== undefined,
  );
  trace.push({
    step: "evaluate",
    detail: `Resource ${policy.resource ?? "absent"}, ends at ${policy.lessThan}`,
  });
  return rulings.find(({ outcome }) => outcome === "deny") ?? rulings[0] ?? allowed;
}

function judgeResource(resource: string | undefined, url: RequestedUrl, notes: Note[]): Ruling | undefined {
  if (resource === undefined) {
    notes.push({ rule: "resource.absent", detail: "this policy opens everything that trusts the key" });
    return undefined;
  }
  if (/^[^/]*\/\/[^/?]*[^/?.]\*$/.test(resource)) {
    notes.push({ rule: "resource.host-wildcard", detail: `${resource} also takes hosts that only begin so` });
  }
  const { matches, ...why } = resourceMatches(resource, url);
  if (matches === true) {
    return undefined;
  }
  if (matches === false) {
    return deny("AccessDenied", "resource.mismatch", `Resource ${resource} does not take ${resourceOf(url)}`);
  }
  const rule = "rule" in why ? why.rule : "resource.mismatch";
  return open("unknown", rule, `Resource ${resource} against ${resourceOf(url)}`);
}
