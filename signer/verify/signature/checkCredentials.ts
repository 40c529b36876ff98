/** A restricted behavior's answer to the credentials of a request: key, then signature, then policy. */

import type { Behavior } from "../distribution/distribution";
import { allowed, evaluate, type Viewer } from "../policy/checkPolicy";
import { readPolicy } from "../policy/policyDocument";
import { judgeTime } from "../policy/times";
import { type Credentials, selectCredentials } from "../request/credentials";
import { cannedPolicyBytes, hostForms, resourceOf } from "../request/reconstruct";
import type { ParsedRequest } from "../request/request";
import { deny, type Note, open, type Ruling, type TraceStep } from "../verdict";
import { type Attempt, type Gathered, prepareAttempt } from "./attempt";
import { signatureFits } from "./signature";

/** What else a judgement depends on. */
export interface Circumstances extends Viewer {
  readonly behavior: Behavior;
  /** Whether a percent-encoded parameter name counts as the name. */
  readonly escapedNames: boolean;
}

/** The answer, and what was found on the way to it. */
export interface Judgement {
  readonly ruling: Ruling;
  readonly notes: readonly Note[];
  readonly trace: readonly TraceStep[];
  /** Set once there was something to check a signature with. */
  readonly attempt: Attempt | undefined;
}

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
  const finish = (ruling: Ruling, attempt?: Attempt): Judgement => ({
    ruling,
    notes: gathered.notes,
    trace: gathered.trace,
    attempt,
  });
  const attempt = prepareAttempt(
    request,
    credentials,
    circumstances.behavior,
    circumstances.escapedNames,
    gathered,
  );
  if ("outcome" in attempt) {
    return finish(attempt);
  }
  const ruling =
    attempt.kind === "canned"
      ? judgeCanned(attempt, circumstances, gathered)
      : judgeCustom(attempt, circumstances, gathered);
  return finish(ruling, attempt);
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
    signatureFits(key, hash, cannedPolicyBytes(resourceOf(url, host), expires), signature),
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
