import { declared, type Leaf, output, type Resource } from "../misconfigurations/stackModel";
import type { OutputOf, Value } from "../misconfigurations/stackModel/values";

/** A statement of a policy document, with outputs of resources in place of text. */
export type Statement = Readonly<Record<string, Value>>;

/** Returns a policy document as JSON; unknown while an output in it is. */
export function document(...statements: Statement[]): Leaf {
  const outputs: OutputOf[] = [];
  const mark = (part: string | OutputOf): string =>
    typeof part === "string" ? part : `<<${String(outputs.push(part) - 1)}>>`;
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements }, (_, value: unknown) => {
    const leaf = value as Partial<Leaf> | null;
    return leaf?.$ === "output" || leaf?.$ === "joined"
      ? partsOf(leaf as Leaf)
          .map(mark)
          .join("")
      : value;
  });
  const parts = text
    .split(/<<(\d+)>>/)
    .map((part, index) => (index % 2 === 0 ? part : outputs[Number(part)]))
    .filter((part) => part !== undefined);
  return { $: "joined", parts };
}

function partsOf(leaf: Leaf): readonly (string | OutputOf)[] {
  return leaf.$ === "joined" ? leaf.parts : leaf.$ === "output" ? [leaf] : [];
}

/** Returns a trust policy for a principal, with a condition if given. */
export function trusting(principal: Value, condition?: Value, action: Value = "sts:AssumeRole"): Leaf {
  return document({
    Effect: "Allow",
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  });
}

/** Declares a role that a principal may assume. */
export function role(name: string, principal: Value, condition?: Value, action?: Value): Resource {
  return declared("aws:iam/role:Role", name, { assumeRolePolicy: trusting(principal, condition, action) });
}

/** Declares an inline policy of a role. */
export function allowing(name: string, roleName: string, ...statements: Statement[]): Resource {
  return declared("aws:iam/rolePolicy:RolePolicy", name, {
    role: output(roleName, "name"),
    policy: document(...statements),
  });
}
