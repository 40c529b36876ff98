/** Evaluate: time, address and Resource of a custom policy whose signature fits. */

import { type RequestedUrl, resourceOf } from "../request/reconstruct";
import type { Gathered } from "../signature/attempt";
import { deny, type Note, open, type Ruling } from "../verdict";
import { judgeAddress } from "./addresses";
import type { PolicyDocument } from "./policyDocument";
import { resourceMatches } from "./resourceMatch";
import { judgeTime } from "./times";

/** The answer when nothing stands against it. */
export const allowed: Ruling = {
  outcome: "allow",
  code: "Allowed",
  rule: "allow.signed",
  detail: "key, signature and conditions hold",
};

/** When and from where a request came. */
export interface Viewer {
  readonly now: number;
  readonly viewerIp: string | undefined;
}

/** Judges every condition; refusals before doubts, since a doubt cannot make a refusal good. */
export function evaluate(
  policy: PolicyDocument,
  url: RequestedUrl,
  { now, viewerIp }: Viewer,
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
