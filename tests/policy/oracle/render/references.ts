/** Turns the references of an abstract stack into arguments: outputs, literal ids, and ids outside the stack. */
import type { Leaf, Resource } from "../../misconfigurations/stackModel";
import { output } from "../../misconfigurations/stackModel";
import { computedOutputs } from "../../misconfigurations/stackModel/computed";
import type { Ref } from "../world/ref";

/** The resource types that are referred to by a literal id. */
const types = {
  subnet: "aws:ec2/subnet:Subnet",
  group: "aws:ec2/securityGroup:SecurityGroup",
  list: "aws:ec2/managedPrefixList:ManagedPrefixList",
} as const;

/** Renders a reference to an id. */
export function idRef(ref: Ref, kind: keyof typeof types): string | Leaf {
  if ("outside" in ref) {
    return ref.outside;
  }
  return ref.literal === true ? literalOf(types[kind], ref.to, "id") : output(ref.to, "id");
}

/** Renders a reference to the ARN of a server or a load balancer. */
export function arnRef(ref: Ref, resources: readonly Resource[]): string | Leaf {
  if ("outside" in ref) {
    return ref.outside;
  }
  const found = resources.find(({ name }) => name === ref.to);
  return ref.literal === true && found !== undefined
    ? literalOf(found.type, ref.to, "arn")
    : output(ref.to, "arn");
}

function literalOf(type: string, name: string, what: "id" | "arn"): string {
  const value = computedOutputs(type, name)[what];
  if (typeof value !== "string") {
    throw new Error(`${type} has no ${what}`);
  }
  return value;
}
