import type { RandomValue } from "../../resources/access/randomValues";
import type { StoredValue } from "../../resources/access/secretValues";
import { type ResourceType, resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";

/** The types of random values. */
export const randomTypes: readonly ResourceType[] = [
  t.randomBytes,
  t.randomId,
  t.randomInteger,
  t.randomPassword,
  t.randomPet,
  t.randomShuffle,
  t.randomString,
  t.randomUuid,
  t.randomUuid4,
  t.randomUuid7,
];

/** The types of resources that the value of a secret header can come from. */
export const secretSources: readonly ResourceType[] = [
  ...randomTypes,
  t.secret,
  t.secretVersion,
  t.parameter,
];

/** What the values of secret headers come from, by the URNs of resources that they depend on. */
export interface Provenance {
  /** The random values, also of those that went into a secret or parameter. */
  readonly random: readonly RandomValue[];
  /** The values in secrets and parameters that come from no random value. */
  readonly stored: readonly StoredValue[];
  /** Whether one of the resources is a secret or a parameter whose value this stack does not show. */
  readonly isHidden: boolean;
}

/** Follows resources to the random and stored values behind them. */
export function provenanceOf(model: StackModel, sources: readonly string[]): Provenance {
  const { values, stored, versions } = indexOf(model);
  const found = { random: new Set<RandomValue>(), stored: new Set<StoredValue>(), isHidden: false };
  const follow = (urn: string) => {
    const value = values.get(urn);
    const kept = stored.get(urn);
    if (value !== undefined) {
      found.random.add(value);
    } else if (kept !== undefined) {
      const behind = model.links.dependenciesOf(urn, kept.value.path, randomTypes);
      behind.forEach(follow);
      if (behind.length === 0) {
        found.stored.add(kept);
        found.isHidden ||= known(kept.value) === undefined;
      }
    } else {
      versions.get(urn).forEach(follow);
      found.isHidden ||= versions.get(urn).length === 0;
    }
  };
  sources.forEach(follow);
  return { random: [...found.random], stored: [...found.stored], isHidden: found.isHidden };
}

interface Index {
  readonly values: ReadonlyMap<string, RandomValue>;
  readonly stored: ReadonlyMap<string, StoredValue>;
  /** Versions by secret. */
  readonly versions: MultiMap<string>;
}

const indexes = new WeakMap<StackModel, Index>();

function indexOf(model: StackModel): Index {
  let index = indexes.get(model);
  if (index === undefined) {
    const versions = new MultiMap<string>();
    for (const { urn, secret } of model.storedValues) {
      for (const each of urnsOf(model.links.to(urn, secret, t.secret))) {
        versions.add(each, urn);
      }
    }
    index = {
      values: new Map(model.randomValues.map((value) => [value.urn, value])),
      stored: new Map(model.storedValues.map((value) => [value.urn, value])),
      versions,
    };
    indexes.set(model, index);
  }
  return index;
}

/** Returns the random values whose outputs a text contains; ignores case. */
export function randomIn(
  text: string,
  values: readonly RandomValue[],
): { value: RandomValue; bits: number | undefined }[] {
  const folded = text.toLowerCase();
  return values.flatMap((value) => {
    const output = value.outputs.find((each) => {
      const own = known(each.value)?.toLowerCase();
      return own !== undefined && folded.includes(own);
    });
    return output === undefined ? [] : [{ value, bits: output.bits }];
  });
}
