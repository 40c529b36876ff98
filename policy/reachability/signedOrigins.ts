import { type Behavior, type Distribution, requiresSignature } from "../resources/cloudfront/distributions";
import type { Origin } from "../resources/cloudfront/origins";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { known } from "../values/field";
import { MultiMap } from "../values/multiMap";
import { connectionsOf } from "./ingressPaths";
import { originTargets } from "./originTargets";
import { perModel } from "./perModel";

/** Who uses an origin: behaviors that need a signature, or may; others alone; or none. */
export type OriginUse = "signed" | "public" | "unused";

const uses = new WeakMap<Distribution, Uses>();

/** Returns who uses an origin, directly or as a member of an origin group. */
export function useOf(distribution: Distribution, { id }: Origin): OriginUse {
  const found = uses.get(distribution) ?? new Uses(distribution);
  uses.set(distribution, found);
  return found.of(known(id));
}

/** Who uses what a behavior may name, by that name. */
class Uses {
  private readonly byTarget = new Map<string, OriginUse>();
  /** Of the behaviors whose target is unknown: it may be any origin. */
  private ofUnknown: OriginUse = "unused";
  private ofAll: OriginUse = "unused";
  /** The groups of a member, and those with a member that is unknown. */
  private readonly groups = new MultiMap<string>();
  private readonly openGroups: string[] = [];

  constructor({ behaviors, originGroups }: Distribution) {
    for (const behavior of behaviors) {
      const { targetOrigin } = behavior;
      const use = mayNeedSignature(behavior) ? "signed" : "public";
      if (targetOrigin.state === "known") {
        this.byTarget.set(targetOrigin.value, either(this.byTarget.get(targetOrigin.value), use));
        this.ofAll = either(this.ofAll, use);
      } else if (targetOrigin.state === "unknown") {
        this.ofUnknown = either(this.ofUnknown, use);
      }
    }
    for (const { id, members } of originGroups) {
      const group = known(id);
      for (const member of group === undefined ? [] : members) {
        if (member.state === "known") {
          this.groups.add(member.value, group ?? "");
        } else {
          this.openGroups.push(group ?? "");
        }
      }
    }
  }

  of(name: string | undefined): OriginUse {
    const targets = name === undefined ? [] : [name, ...this.groups.get(name), ...this.openGroups];
    return [
      name === undefined ? this.ofAll : undefined,
      ...targets.map((each) => this.byTarget.get(each)),
    ].reduce<OriginUse>(either, this.ofUnknown);
  }
}

function either(one: OriginUse = "unused", other: OriginUse = "unused"): OriginUse {
  return ([one, other] as const).find((use) => use === "signed") ?? (one === "unused" ? other : one);
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
