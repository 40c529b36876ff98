import { type Behavior, type Distribution, requiresSignature } from "../resources/cloudfront/distributions";
import type { Origin } from "../resources/cloudfront/origins";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { known } from "../values/field";
import { connectionsOf } from "./ingressPaths";
import { originTargets } from "./originTargets";
import { perModel } from "./perModel";

/** Who uses an origin: behaviors that need a signature, or may; others alone; or none. */
export type OriginUse = "signed" | "public" | "unused";

/** Returns who uses an origin, directly or as a member of an origin group. */
export function useOf({ behaviors, originGroups }: Distribution, { id }: Origin): OriginUse {
  const name = known(id);
  const groups = originGroups
    .filter(({ members }) => members.some((member) => (known(member) ?? name) === name))
    .map((group) => known(group.id));
  const using = behaviors.filter(({ targetOrigin }) => {
    const target = known(targetOrigin);
    return target === undefined
      ? targetOrigin.state === "unknown"
      : name === undefined || target === name || groups.includes(target);
  });
  if (using.some(mayNeedSignature)) {
    return "signed";
  }
  return using.length > 0 ? "public" : "unused";
}

function mayNeedSignature(behavior: Behavior): boolean {
  const signature = requiresSignature(behavior);
  return signature.state === "unknown" || known(signature) === true;
}

const reached = perModel<ReadonlySet<string>>();

/** Returns the resources that requests of behaviors that need a signature reach. */
export function reachedSigned(model: StackModel): ReadonlySet<string> {
  return reached(model, null, () => {
    const distributions = new Map(model.distributions.map((each) => [each.urn, each]));
    const origins = originTargets(model).filter(({ distribution, origin }) => {
      const of = distributions.get(distribution);
      return of !== undefined && useOf(of, origin) === "signed";
    });
    return connectionsOf(model).reach.from(origins.flatMap(({ target }) => urnsOf(target)));
  });
}
