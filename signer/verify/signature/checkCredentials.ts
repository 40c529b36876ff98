/** Checks the credentials of a request to a restricted behavior: key, then signature, then policy. */
import type { Behavior } from "../distribution/distribution";
import { allowed, checkPolicy, type Viewer } from "../policy/checkPolicy";
import { readPolicy } from "../policy/policyDocument";
import { checkTime } from "../policy/times";
import { type Credentials, selectCredentials } from "../request/credentials";
import { cannedPolicyBytes, hostForms, resourceOf } from "../request/reconstruct";
import type { ParsedRequest } from "../request/request";
import { deny, type Findings, type Note, open, type Ruling, type TraceStep } from "../ruling";
import { type Attempt, prepareAttempt } from "./attempt";
import type { SignatureCheck } from "./signature";

/** What the check depends on, beside the request. */
export interface CheckContext extends Viewer {
  readonly behavior: Behavior;
  /** Whether percent-encoded parameter names are decoded. */
  readonly escapedNames: boolean;
  readonly checkSignature: SignatureCheck;
}

/** The ruling, and the findings. */
export interface CredentialsCheck {
  readonly ruling: Ruling;
  readonly notes: readonly Note[];
  readonly trace: readonly TraceStep[];
  /** Undefined where there was nothing to check a signature with. */
  readonly attempt: Attempt | undefined;
}

/** Tells whether cookies have both Policy and Expires: AWS does not document which one counts, so both are tried. */
function bothInCookies(credentials: Credentials): boolean {
  return (
    credentials.via === "cookie" && credentials.policy !== undefined && credentials.expires !== undefined
  );
}

/**
 * Checks the credentials of a request under one reading of parameter names.
 *
 * @returns one check, or two where AWS does not document which of two cookies counts
 */
export function checkCredentials(request: ParsedRequest, context: CheckContext): readonly CredentialsCheck[] {
  const credentials = selectCredentials(request, context.escapedNames);
  if (!credentials) {
    const ruling = deny("MissingKey", "key.missing", "neither the query nor the cookies have a signature");
    return [{ ruling, notes: [], trace: [{ step: "credentials", detail: "none" }], attempt: undefined }];
  }
  const readings = bothInCookies(credentials)
    ? [
        { ...credentials, expires: undefined },
        { ...credentials, policy: undefined },
      ]
    : [credentials];
  return readings.map((reading) => checkReading(request, reading, context));
}

function checkReading(
  request: ParsedRequest,
  credentials: Credentials,
  context: CheckContext,
): CredentialsCheck {
  const findings: Findings = {
    notes: [...credentials.notes],
    trace: [{ step: "credentials", detail: `from the ${credentials.via}` }],
  };
  const finish = (ruling: Ruling, attempt?: Attempt): CredentialsCheck => ({
    ruling,
    notes: findings.notes,
    trace: findings.trace,
    attempt,
  });
  const attempt = prepareAttempt(request, credentials, context.behavior, context.escapedNames, findings);
  if ("outcome" in attempt) {
    return finish(attempt);
  }
  const ruling =
    attempt.kind === "canned"
      ? checkCanned(attempt, context, findings)
      : checkCustom(attempt, context, findings);
  return finish(ruling, attempt);
}

function checkCanned(attempt: Attempt, { now, checkSignature }: CheckContext, findings: Findings): Ruling {
  const expires = attempt.expires ?? "";
  // How CloudFront compares a number in another form is not documented.
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(expires) || BigInt(expires) > 9223372036854775807n) {
    return deny("MalformedPolicy", "canned.expires", "Expires is not a whole number of seconds");
  }
  const { url, key, hash, signature } = attempt;
  const forms = hostForms(url.scheme, url.host);
  const verified = forms.some((host) =>
    checkSignature(key, hash, cannedPolicyBytes(resourceOf(url, host), expires), signature),
  );
  if (!verified) {
    return deny(
      "AccessDenied",
      "canned.signature",
      "the signature does not match the canned policy of this request",
    );
  }
  findings.trace.push({ step: "signature", detail: `matches the canned policy of the request, ${hash}` });
  const time = checkTime(now, BigInt(expires));
  findings.notes.push(...time.notes);
  if (time.ruling) {
    return time.ruling;
  }
  return forms.length > 1
    ? open("unknown", "host.form", `the host is written ${url.host}`)
    : (time.doubt ?? allowed);
}

function checkCustom(attempt: Attempt, context: CheckContext, findings: Findings): Ruling {
  const { key, hash, signature } = attempt;
  const bytes = attempt.policy ?? Buffer.alloc(0);
  if (!context.checkSignature(key, hash, bytes, signature)) {
    return deny("AccessDenied", "custom.signature", "the signature does not match the bytes of this policy");
  }
  findings.trace.push({ step: "signature", detail: `matches the custom policy, ${hash}` });
  const policy = readPolicy(bytes);
  if ("outcome" in policy) {
    return policy;
  }
  findings.notes.push(...policy.notes);
  return checkPolicy(policy, attempt.url, context, findings);
}
