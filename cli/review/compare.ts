/** Compares two sides of a stack. */
import { type MonthlyCosts, monthlyCosts } from "../costs/monthlyCosts";
import { labelOf } from "../explainStack/ingressTree";
import { type AlarmChange, alarmChanges } from "./alarms";
import { drawing } from "./drawing";
import { stackNameOf, stateWith } from "./reviewedState";
import { type SecretChange, secretChanges } from "./secrets";
import { type SecurePathChange, securePathChanges } from "./securePathChanges";
import { type Difference, differenceOf, type Side } from "./side";
import { type SignerChanges, signerChanges, signingKeysOf } from "./signers";
import { type WayIn, waysInto } from "./waysIn";

/** A distribution: a way in through CloudFront. */
export interface NamedDistribution {
  readonly key: string;
  readonly name: string;
}

/** What changes between two sides of a stack. */
export interface Review {
  /** Such as `dev of project shop`. */
  readonly stack: string;
  readonly resources: { readonly before: number; readonly after: number };
  /** Whether a way in appears, a secure path goes or opens, or somebody else may sign. */
  readonly opens: boolean;
  readonly isUnchanged: boolean;
  readonly waysIn: Difference<WayIn>;
  readonly distributions: Difference<NamedDistribution>;
  readonly securePaths: readonly SecurePathChange[];
  readonly signers: SignerChanges;
  readonly secrets: readonly SecretChange[];
  readonly alarms: readonly AlarmChange[];
  readonly costs: { readonly before: MonthlyCosts; readonly after: MonthlyCosts };
  /** A Mermaid flow chart; undefined if it would show no change. */
  readonly drawing: string | undefined;
}

/** Compares two sides of a stack. */
export function compare(before: Side, after: Side): Review {
  const [keysBefore, keysAfter] = [signingKeysOf(before), signingKeysOf(after)];
  const found = {
    waysIn: differenceOf(waysInto(before), waysInto(after)),
    distributions: differenceOf(distributionsOf(before), distributionsOf(after)),
    securePaths: securePathChanges(before, after),
    signers: signerChanges(keysBefore, keysAfter),
    secrets: secretChanges(before, after),
    alarms: alarmChanges(before, after),
    costs: { before: monthlyCosts(before.raw), after: monthlyCosts(after.raw) },
    drawing: drawing(before, after, keysBefore, keysAfter),
  };
  const { waysIn, distributions, securePaths, signers, secrets, alarms, costs } = found;
  const isNew = before.model.distributions.length + keysBefore.length === 0;
  const changes = [
    waysIn.appear,
    waysIn.go,
    distributions.appear,
    distributions.go,
    securePaths,
    signers.keys,
    secrets,
    alarms,
  ];
  return {
    stack:
      stackNameOf(stateWith(after.resources)) ??
      stackNameOf(stateWith(before.resources)) ??
      "without resources",
    resources: { before: before.resources.length, after: after.resources.length },
    opens:
      waysIn.appear.some(({ isAdvisory }) => !isAdvisory) ||
      securePaths.some(({ kind }) => kind === "goes" || kind === "opens") ||
      (!isNew && signers.appear.length > 0),
    isUnchanged:
      changes.every((list) => list.length === 0) &&
      JSON.stringify(costs.before) === JSON.stringify(costs.after) &&
      found.drawing === undefined,
    ...found,
  };
}

function distributionsOf({ model }: Side): NamedDistribution[] {
  return model.distributions.map(({ urn }) => ({ key: urn, name: labelOf(urn) }));
}
