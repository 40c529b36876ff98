import type { OperationContext, Rule } from "./resourceType";

/** How many of a type AWS lets an account have before it must be asked. */
export interface Quota {
  /** AWS's code beyond it. */
  code: string;
  /** HTTP status. */
  status: number;
  /** Page that names the number. */
  source: string;
  /** What is counted, in words: "key groups". */
  what: string;
  most: number;
  /** Where they are counted; "account" for global services. */
  within: "region" | "account";
}

/** Refuses the creation of one more than an account may have. */
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
