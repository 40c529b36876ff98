import type { UnknownField } from "../values/field";
import { Reader } from "./reader";
import { canonicalType, type ResourceType, resourceTypes as t } from "./resourceTypes";

/**
 * The arguments that decide where requests go and that programs write themselves, so that nothing of AWS's is in them. In a
 * path, `*` is each element of a list.
 */
const routingArguments: Readonly<Partial<Record<ResourceType, readonly string[]>>> = {
  [t.defaultRouteTable]: ["routes.*"],
  [t.distribution]: [
    // The ids of origins are often the ARNs of what is behind them, and known after the update.
    "originGroups.*.members.*",
    "origins.*.originPath",
  ],
  [t.listener]: ["defaultActions.*.type"],
  [t.listenerRule]: ["actions.*.type"],
  [t.originAccessControl]: ["signingBehavior"],
  [t.routeTable]: ["routes.*"],
};

type Json = Record<string, unknown>;

/** Returns the arguments of a resource that decide where requests go and are unknown in preview. */
export function unknownRouting(type: string, props: object): readonly UnknownField[] {
  const canonical = canonicalType(type);
  const paths = canonical === undefined ? [] : (routingArguments[canonical] ?? []);
  const found = paths.flatMap((path) => unknownAt(Reader.over<Json>(props), path.split(".")));
  return [...new Map(found.map((field) => [field.path, field])).values()];
}

function unknownAt(reader: Reader<Json>, [step, ...rest]: readonly string[]): UnknownField[] {
  const whole = reader.raw();
  if (whole.state === "unknown") {
    return whole.reason === "preview" ? [whole] : [];
  }
  if (step === undefined) {
    return [];
  }
  if (step !== "*") {
    return unknownAt(reader.at(step), rest);
  }
  const items = (reader as Reader<unknown> as Reader<Json[]>).items();
  return items.state === "known" ? items.value.flatMap((item) => unknownAt(item, rest)) : [];
}
