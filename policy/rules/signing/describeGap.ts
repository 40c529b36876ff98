import { type Gap, isWithin } from "../../reachability/coverage";
import { type Behavior, nameOf } from "../../resources/cloudfront/distributions";
import { is, whyUnknown } from "../../values/field";
import { Glob } from "../../values/globs";
import type { Finding } from "../rule";

/**
 * Describes a gap: the URL, the behavior, and the change that closes it.
 *
 * @param secure the secure pattern with the gap
 * @param behaviors all behaviors of the distribution, in order
 */
export function describeGap(
  secure: string,
  gap: Gap,
  behaviors: readonly Behavior[],
): Pick<Finding, "path" | "why" | "fix" | "unknown"> {
  const name = nameOf(gap.behavior);
  const path = `${gap.behavior.path}.trustedKeyGroups`;
  if (gap.kind === "tooComplex") {
    const why = `the patterns are too complex to decide whether ${name} serves URLs of ${secure}`;
    return { path, why, fix: "Use fewer * in the patterns before it" };
  }
  if (gap.kind === "unknown") {
    const risk = `${gap.samplePath} may be served without a signature by ${name}`;
    return {
      path: gap.field.path,
      why: `${risk}, since this ${whyUnknown(gap.field)}`,
      fix: "Give it a value that is known in preview",
      unknown: true,
    };
  }
  const how = is(gap.behavior.signers, true)
    ? "with signatures of AWS accounts, not of key groups,"
    : "without a signature";
  return {
    path,
    why: `${gap.samplePath} is served ${how} by ${name}`,
    fix: remedy(secure, gap.behavior, gap.samplePath, behaviors),
  };
}

function remedy(secure: string, open: Behavior, samplePath: string, behaviors: readonly Behavior[]): string {
  const { pattern } = open;
  if (pattern.state === "known" && isWithin(pattern.value, [secure])) {
    return "Set trustedKeyGroups on this behavior";
  }
  const later = behaviors.slice(behaviors.indexOf(open) + 1).find(({ pattern: each, signed }) => {
    return (
      signed.state === "known" &&
      signed.value &&
      each.state === "known" &&
      new Glob(each.value).matches(samplePath)
    );
  });
  return later === undefined
    ? `Put a behavior for "${secure}" with trustedKeyGroups before it`
    : `Put ${nameOf(later)}, which has trusted key groups, before it`;
}
