import type { ForwardingRule, SendingOrigin } from "../../reachability/tiers/headerCheckedBalancers";
import type { SharedTarget } from "../../reachability/tiers/sharedTargets";
import { MultiMap } from "../../values/multiMap";

/** Which origins and rules bring requests of both tiers to one port of a server; other secrets in common separate nothing worse. */
export class Shared {
  /** Keys of signed origins by those of open ones. */
  private readonly origins = new MultiMap<string>();
  /** URNs of rules by those that share a port with them. */
  private readonly rules = new MultiMap<string>();
  private readonly opens = new Set<string>();
  private readonly signs = new Set<string>();

  constructor(targets: readonly SharedTarget[]) {
    for (const { open, signed } of targets) {
      this.opens.add(originKey(open));
      this.signs.add(originKey(signed));
      this.origins.add(originKey(open), originKey(signed));
      const [one = "", other = ""] = [open.target.rule?.urn, signed.target.rule?.urn];
      this.rules.add(one, other);
      this.rules.add(other, one);
    }
  }

  byOrigins(open: SendingOrigin, signed: SendingOrigin): boolean {
    return this.origins.get(originKey(open)).includes(originKey(signed));
  }

  /** Returns those of some signed origins that share a port with an open one, in their order. */
  signedWith(open: SendingOrigin, signed: MultiMap<Numbered<SendingOrigin>>): SendingOrigin[] {
    return inOrder(this.origins.get(originKey(open)).flatMap((key) => signed.get(key)));
  }

  /** Returns whether requests without a signature come by an origin. */
  isOpen(origin: SendingOrigin): boolean {
    return this.opens.has(originKey(origin));
  }

  /** Returns whether requests with a signature come by an origin. */
  isSigned(origin: SendingOrigin): boolean {
    return this.signs.has(originKey(origin));
  }

  byRule(rule: ForwardingRule): boolean {
    return this.rules.get(rule.urn).includes(rule.urn);
  }

  /** Returns those of some rules that share a port with one, in their order. */
  rulesWith(rule: ForwardingRule, all: MultiMap<Numbered<ForwardingRule>>): ForwardingRule[] {
    return inOrder(this.rules.get(rule.urn).flatMap((urn) => all.get(urn)));
  }
}

/** An item with its place in a list. */
interface Numbered<T> {
  readonly item: T;
  readonly place: number;
}

/** Returns items by key, with their places. */
export function numbered<T>(items: readonly T[], keyOf: (item: T) => string): MultiMap<Numbered<T>> {
  const found = new MultiMap<Numbered<T>>();
  items.forEach((item, place) => found.add(keyOf(item), { item, place }));
  return found;
}

function inOrder<T>(items: readonly Numbered<T>[]): T[] {
  return [...items].sort((a, b) => a.place - b.place).map(({ item }) => item);
}

/** Returns a key of an origin. */
export function originKey({ distribution, origin }: Pick<SendingOrigin, "distribution" | "origin">): string {
  return `${distribution.urn} ${origin.path}\n`;
}
