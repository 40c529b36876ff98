import type { StackModel } from "../../stack/stack";
import { ownAccount } from "../keys/access/accounts";

/** Returns whether a principal is certainly of the account that the stack is deployed to; not if that is unknown in preview. */
export function isOfOwnAccount(model: StackModel, principal: string): boolean {
  const [, account] = /^(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal) ?? [];
  return account !== undefined && account === ownAccount(model);
}
