/** One side of a review, as the policy pack analyses it. */
import type { Options } from "../../policy/options/options";
import { Declarations } from "../../policy/resources/cloudfront/declarations";
import type { RawResource } from "../../policy/resources/rawResource";
import { buildModel, type StackModel } from "../../policy/stack/stack";
import { isUnknownValue } from "../../policy/values/unknownValues";
import { resourcesOf } from "../explainStack/stackResources";
import type { ReviewedResource, ReviewedState } from "./reviewedState";

/** One side of a review. */
export interface Side {
  readonly resources: readonly ReviewedResource[];
  readonly byUrn: ReadonlyMap<string, ReviewedResource>;
  /** The same resources, as policies see them. */
  readonly raw: readonly RawResource[];
  readonly model: StackModel;
  readonly options: Options;
}

/** The text for a fact that a preview leaves open. */
export const later = "known after the update";

/** Prepares one side for the analysis. */
export function sideOf(state: ReviewedState, options: Options): Side {
  const declarations = new Declarations();
  for (const resource of resourcesOf(state, "inputs")) {
    declarations.record(resource);
  }
  const raw = resourcesOf(state);
  const { resources } = state.deployment;
  return {
    resources,
    byUrn: new Map(resources.map((each) => [each.urn, each])),
    raw,
    model: buildModel(raw, declarations),
    options,
  };
}

/** Returns whether an argument has a part that a preview leaves open; a secret is not open. */
export function isOpen({ byUrn }: Side, urn: string, argument: string): boolean {
  const [top = ""] = argument.split(/[.[]/, 1);
  return hasUnknown(byUrn.get(urn)?.outputs?.[top]);
}

function hasUnknown(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.values(value).some(hasUnknown)
    : isUnknownValue(value);
}

/** What a list of things gains and loses. */
export interface Difference<T> {
  readonly appear: readonly T[];
  readonly go: readonly T[];
}

/** Compares two lists of things with keys. */
export function differenceOf<T extends { readonly key: string }>(
  before: readonly T[],
  after: readonly T[],
): Difference<T> {
  const keysOf = (list: readonly T[]): ReadonlySet<string> => new Set(list.map(({ key }) => key));
  const [old, now] = [keysOf(before), keysOf(after)];
  return {
    appear: after.filter(({ key }) => !old.has(key)),
    go: before.filter(({ key }) => !now.has(key)),
  };
}
