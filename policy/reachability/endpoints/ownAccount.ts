import { Reader } from "../../resources/reader";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";

/** Returns whether a principal is of the account that the stack is deployed to, as the ARNs of its resources show. */
export function isOfOwnAccount({ resources }: StackModel, principal: string): boolean {
  const account = /^(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal)?.[1];
  return (
    account !== undefined &&
    resources.some(({ props }) => {
      const arn = known(Reader.over<{ arn?: string }>(props).at("arn").string()) ?? "";
      return /^arn:[^:]+:(?:ec2|elasticloadbalancing|cloudfront):[^:]*:(\d{12}):/.exec(arn)?.[1] === account;
    })
  );
}
