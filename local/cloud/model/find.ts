import type { AccountResource } from "../account/accountFile";
import { asList, asText, asTexts, canonical, dig, type Properties, type Value } from "../values";
import type { Scope } from "./resourceType";
import { obj, set, str } from "./schema";
import { SUBNET, VPC } from "./tokens";

/** The argument `filters` of EC2's functions. */
export const filters = set(obj({ name: str({ required: true }), values: set(str(), { required: true }) }));

/** The filter that means the id. */
const ID_FILTERS: Readonly<Record<string, string>> = { [SUBNET]: "subnet-id", [VPC]: "vpc-id" };

/** Applies a filter: to the output of its name (`availability-zone-id` is availabilityZoneId), or to a tag. */
function passes(record: AccountResource, filter: Value): boolean {
  const name = asText(dig(filter, "name")) ?? "";
  const output = name.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
  const value = name.startsWith("tag:")
    ? dig(record.outputs["tagsAll"], name.slice(4))
    : name === ID_FILTERS[record.type]
      ? record.id
      : record.outputs[output];
  return asTexts(dig(filter, "values")).includes(asText(value) ?? "");
}

/** Finds the resources of a region whose outputs have the values of all arguments. */
export function find(type: string, args: Properties, scope: Scope): AccountResource[] {
  const wanted = Object.entries(args).filter(
    ([key]) => !["region", "filters", "tags", "state"].includes(key),
  );
  const tags = Object.entries((args["tags"] as Properties | undefined) ?? {});
  return scope.account
    .all(type)
    .filter((one) => one.region === scope.region)
    .filter((one) =>
      wanted.every(
        ([key, value]) => canonical(key === "id" ? one.id : one.outputs[key]) === canonical(value),
      ),
    )
    .filter((one) => tags.every(([key, value]) => dig(one.outputs["tagsAll"], key) === value))
    .filter((one) => asList(args["filters"]).every((filter) => passes(one, filter)));
}
