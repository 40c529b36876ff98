import type { Behavior, Distribution } from "../resources/cloudfront/distributions";
import type { Origin } from "../resources/cloudfront/origins";
import { known } from "../values/field";
import { MultiMap } from "../values/multiMap";

const none: readonly Origin[] = [];

/** Returns a function that lists the origins that a behavior uses: its own, or all members of its origin group. */
export function usedOrigins({
  origins,
  originGroups,
}: Distribution): (behavior: Behavior) => readonly Origin[] {
  const all = known(origins) ?? [];
  const order = new Map(all.map((origin, index) => [origin, index]));
  const byId = new MultiMap<Origin>();
  for (const origin of all) {
    if (origin.id.state === "known") {
      byId.add(origin.id.value, origin);
    }
  }
  // By name; those whose names are unknown may be meant by a target that is unknown.
  const groups = new Map<string | undefined, readonly Origin[]>();
  for (const { id, members } of originGroups) {
    if (!groups.has(known(id))) {
      const used = new Set(members.flatMap((member) => byId.get(known(member) ?? "")));
      const sorted = [...used].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
      groups.set(known(id), sorted);
    }
  }
  return ({ targetOrigin }) => {
    const id = known(targetOrigin);
    return groups.get(id) ?? (id === undefined ? none : byId.get(id));
  };
}
