import { isSigned } from "../../resources/cloudfront/distributions";
import type { StackModel } from "../../stack/stack";
import { MultiMap } from "../../values/multiMap";
import { perModel } from "../perModel";
import {
  arrivalAt,
  both,
  isKnown,
  isSamePlace,
  type Meeting,
  type TierTarget,
  tierTargets,
} from "./tierTargets";

/** The requests of a public and of a signed behavior that arrive, or may arrive, at one port of a server. */
export interface SharedTarget extends Meeting {
  readonly open: TierTarget;
  readonly signed: TierTarget;
}

const shared = perModel<SharedTarget[]>();

/** Finds the ports of servers at which requests of both tiers arrive, from different origins. */
export function sharedTargets(model: StackModel): readonly SharedTarget[] {
  return shared(model, null, () => findShared(model));
}

function findShared(model: StackModel): SharedTarget[] {
  const all = tierTargets(model);
  const signed = new SignedTargets();
  const seen = new Set<string>();
  for (const each of all.filter(({ behavior }) => isSigned(behavior))) {
    // Behaviors of one origin differ in nothing but their paths.
    const { server, port, rule, limits } = each.target;
    const paths = limits.length === 0 ? "" : each.behavior.path;
    const what = [server, each.distribution.urn, each.origin.path, each.vpcOrigin, port, rule?.urn, paths];
    const key = what.join("\n");
    if (!seen.has(key) && arrivalAt(each) !== undefined) {
      seen.add(key);
      signed.add(each);
    }
  }
  return all
    .filter(({ behavior }) => !isSigned(behavior))
    .flatMap((open) =>
      signed
        .near(open)
        .filter((theirs) => isShared(open, theirs))
        .flatMap((theirs): SharedTarget[] => {
          const arrivals = both(open, theirs);
          return arrivals === undefined
            ? []
            : [{ open, signed: theirs, isKnown: isKnown(open) && isKnown(theirs), arrivals }];
        }),
    );
}

/** The targets of signed behaviors, by server and port. */
class SignedTargets {
  private readonly order = new Map<TierTarget, number>();
  private readonly byServer = new MultiMap<TierTarget>();
  private readonly byPort = new MultiMap<TierTarget>();

  add(target: TierTarget): void {
    const { server, port } = target.target;
    this.order.set(target, this.order.size);
    this.byServer.add(server, target);
    this.byPort.add(keyOf(server, port), target);
  }

  /** Returns, in the order in which they were added, those that may be at the port of another target. */
  near({ target: { server, port } }: TierTarget): readonly TierTarget[] {
    if (port === undefined) {
      return this.byServer.get(server);
    }
    const near = [...this.byPort.get(keyOf(server, port)), ...this.byPort.get(keyOf(server, undefined))];
    return near.sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0));
  }
}

const keyOf = (server: string, port: number | undefined): string => `${port ?? ""} ${server}`;

function isShared(open: TierTarget, signed: TierTarget): boolean {
  // signed-origin-needs-trusted-key-groups reports one origin for both tiers.
  if (open.origin === signed.origin) {
    return false;
  }
  const isExcluded =
    open.certainty === "oneOfEach" &&
    open.distribution === signed.distribution &&
    open.vpcOrigin === signed.vpcOrigin;
  return !isExcluded && isSamePlace(open, signed);
}
