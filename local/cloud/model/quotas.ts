import type { OperationContext, Rule } from "./resourceType";

/** A default service quota. */
export interface Quota {
  /** AWS's code when it is exceeded. */
  code: string;
  /** HTTP status. */
  status: number;
  /** Page that documents the quota. */
  source: string;
  /** What is counted, in words: "key groups". */
  what: string;
  most: number;
  /** Whether it counts in a region or in the account. */
  within: "region" | "account";
}

/** Returns the rule that refuses to exceed a quota. */
export function quota(token: string, { code, status, source, what, most, within }: Quota): Rule {
  const place = within === "region" ? "a region" : "an account";
  return {
    on: ["create"],
    code,
    status,
    source,
    description: `By default ${place} has ${most} ${what} at most.`,
    validate: (context: OperationContext) => {
      const count = context.account
        .all(token)
        .filter((one) => within === "account" || one.region === context.region).length;
      return count >= most ? `The maximum number of ${what} has been reached (${most}).` : undefined;
    },
  };
}
