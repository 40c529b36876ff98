/** Checks time, address and Resource of a custom policy whose signature matches. */
import { type RequestedUrl, resourceOf } from "../request/reconstruct";
import { deny, type Findings, type Note, open, type Ruling } from "../ruling";
import { checkAddress } from "./addresses";
import type { PolicyDocument } from "./policyDocument";
import { resourceMatches } from "./resourceMatch";
import { checkTime } from "./times";

/** The ruling when every check passes. */
export const allowed: Ruling = {
  outcome: "allow",
  code: "Allowed",
  rule: "allow.signed",
  detail: "key, signature and conditions are valid",
};

/** The time and the address of a request. */
export interface Viewer {
  readonly now: number;
  readonly viewerIp: string | undefined;
}

/** Checks every condition; a refusal takes precedence over a doubt. */
export function checkPolicy(
  policy: PolicyDocument,
  url: RequestedUrl,
  { now, viewerIp }: Viewer,
  { notes, trace }: Findings,
): Ruling {
  const time = checkTime(now, policy.lessThan, policy.greaterThan);
  const address = policy.sourceIp === undefined ? undefined : checkAddress(policy.sourceIp, viewerIp);
  notes.push(...time.notes, ...(address?.notes ?? []));
  const resource = checkResource(policy.resource, url, notes);
  const rulings = [time.ruling, address?.ruling, resource, ...policy.doubts, time.doubt].filter(
    (ruling) => ruling !== undefined,
  );
  trace.push({
    step: "evaluate",
    detail: `Resource ${policy.resource ?? "absent"}, ends at ${policy.lessThan}`,
  });
  return rulings.find(({ outcome }) => outcome === "deny") ?? rulings[0] ?? allowed;
}

function checkResource(resource: string | undefined, url: RequestedUrl, notes: Note[]): Ruling | undefined {
  if (resource === undefined) {
    notes.push({ rule: "resource.absent", detail: "the policy covers everything that trusts the key" });
    return undefined;
  }
  if (/^[^/]*\/\/[^/?]*[^/?.]\*$/.test(resource)) {
    notes.push({
      rule: "resource.host-wildcard",
      detail: `${resource} also matches other hosts that begin like this`,
    });
  }
  const { matches, ...why } = resourceMatches(resource, url);
  if (matches === true) {
    return undefined;
  }
  if (matches === false) {
    return deny(
      "AccessDenied",
      "resource.mismatch",
      `Resource ${resource} does not match ${resourceOf(url)}`,
    );
  }
  const rule = "rule" in why ? why.rule : "resource.mismatch";
  return open("unknown", rule, `Resource ${resource} against ${resourceOf(url)}`);
}
