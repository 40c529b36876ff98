/** The ways into a stack from the internet, as the policy pack proves them. */
import type { Hop } from "../../policy/reachability/forwarding";
import { isAdvice } from "../../policy/reachability/ingressPaths";
import { pathsToProtected } from "../../policy/reachability/protection";
import { functionUrlAdmitsOnlyCloudfront } from "../../policy/rules/ingress/functionUrlAdmitsOnlyCloudfront";
import { noPublicCloudfrontOrigin } from "../../policy/rules/ingress/noPublicCloudfrontOrigin";
import type { Finding, Rule } from "../../policy/rules/rule";
import { originBucketAdmitsOnlyCloudfront } from "../../policy/rules/signing/originBucketAdmitsOnlyCloudfront";
import { judge } from "../../policy/runtime/judgment";
import { labelOf } from "../explainStack/ingressTree";
import { isOpen, later, type Side } from "./side";

/** A way in from the internet, except through CloudFront. */
export interface WayIn {
  readonly key: string;
  /** Where it begins, such as `internet`. */
  readonly from: string;
  /** What it is, such as `internet-facing load balancer`, or what the pack reports of it. */
  readonly what: string;
  /** Every resource on it, in order. */
  readonly hops: readonly WayHop[];
  /** Whether it is for administrators, or for principals of the stack's own account. */
  readonly isAdvisory: boolean;
}

/** A resource on a way in. */
export interface WayHop {
  readonly urn: string;
  readonly name: string;
  /** The argument that leads to the next one; empty if none does. */
  readonly argument: string;
  /** Whether a preview leaves that argument open. */
  readonly isLater: boolean;
}

/** Rules on origins that are public by themselves, so that no path leads to them. */
const rules: readonly Rule[] = [
  functionUrlAdmitsOnlyCloudfront,
  noPublicCloudfrontOrigin,
  originBucketAdmitsOnlyCloudfront,
];

/** Returns every way in, except through CloudFront. */
export function waysInto(side: Side): WayIn[] {
  const { model, options } = side;
  const paths = pathsToProtected(model, options).map((path): WayIn => {
    const { from = "the internet", kind } = path.point;
    return {
      key: JSON.stringify([from, kind, path.hops]),
      from: from.replace(/^the /, ""),
      what: kind,
      hops: path.hops.map((hop) => hopOf(side, hop)),
      isAdvisory: isAdvice(model, path),
    };
  });
  const open = rules.flatMap((rule) =>
    judge(rule, model, options)
      .filter(({ level, unknown }) => level !== "advisory" && unknown !== true)
      .map((finding) => openOrigin(side, rule, finding)),
  );
  return [...paths, ...open];
}

function openOrigin(side: Side, { name }: Rule, { urn, path, why }: Finding): WayIn {
  return {
    key: JSON.stringify([name, urn, path, why]),
    from: "internet",
    what: why,
    hops: [hopOf(side, { urn, argument: path })],
    isAdvisory: false,
  };
}

function hopOf(side: Side, { urn, argument }: Hop): WayHop {
  return { urn, name: labelOf(urn), argument, isLater: isOpen(side, urn, argument) };
}

/** Writes a way in as one line, hop by hop. */
export function wayText({ from, hops }: WayIn): string {
  const names = hops.map(({ name, argument, isLater }) => {
    const details = [argument, isLater ? later : ""].filter((part) => part !== "").join(", ");
    return details === "" ? name : `${name} (${details})`;
  });
  return [from, ...names].join(" → ");
}
