import { Reader } from "../resources/reader";
import { canonicalType, type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import type { StackModel } from "../stack/stack";
import { known } from "../values/field";
import { accountOfRoot } from "../values/policyDocuments";

const accounts = new WeakMap<StackModel, { readonly id: string | undefined }>();

/**
 * Returns the id of the account that the stack is deployed to, by the ARN of one of its resources or of one that it must
 * share the account with, by the provider, or else by the key policies, in which AWS expects the account itself; `undefined`
 * in a preview that knows none of these.
 */
export function ownAccount(model: StackModel): string | undefined {
  let found = accounts.get(model);
  if (found === undefined) {
    found = { id: byArn(model) ?? byArgument(model) ?? byKeyPolicy(model) };
    accounts.set(model, found);
  }
  return found.id;
}

function byArn({ resources }: StackModel): string | undefined {
  for (const { props } of resources) {
    const arn = known(Reader.over<{ arn?: string }>(props).at("arn").string()) ?? "";
    const [, account] = /^arn:[^:]+:(?!iam:|cloudfront:)[^:]+:[^:]*:(\d{12}):/.exec(arn) ?? [];
    if (account !== undefined) {
      return account;
    }
  }
  return undefined;
}

/**
 * The arguments that hold the ARN of a resource of the same account.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
const ownArns: Readonly<Partial<Record<ResourceType, readonly (readonly string[])[]>>> = {
  [t.distribution]: [["viewerCertificate", "acmCertificateArn"], ["webAclId"]],
  [t.listener]: [["certificateArn"]],
};

function byArgument({ resources }: StackModel): string | undefined {
  for (const { type, props } of resources) {
    const arguments_ = ownArns[canonicalType(type) as ResourceType] ?? [];
    for (const path of arguments_) {
      const start = Reader.over<unknown>(props) as Reader<Record<string, unknown>>;
      const field = path.reduce((at, name) => at.at(name) as Reader<Record<string, unknown>>, start);
      const arn = known((field as Reader<unknown> as Reader<string>).string()) ?? "";
      const [, account] = /^arn:[^:]+:(?:acm|wafv2):[^:]*:(\d{12}):/.exec(arn) ?? [];
      if (account !== undefined) {
        return account;
      }
    }
    const allowed = type === "pulumi:providers:aws" ? allowedAccounts(props) : [];
    if (allowed.length === 1) {
      return allowed[0];
    }
  }
  return undefined;
}

/** Returns the accounts that a provider deploys to; the engine has its arguments as JSON. */
function allowedAccounts(props: object): string[] {
  const { allowedAccountIds: ids } = props as Record<string, unknown>;
  const text = typeof ids === "string" ? ids : JSON.stringify(ids ?? []);
  return [...new Set(text.match(/(?<!\d)\d{12}(?!\d)/g) ?? [])];
}

function byKeyPolicy({ kmsKeys, keyPolicies }: StackModel): string | undefined {
  const statements = [...kmsKeys, ...keyPolicies].flatMap(({ document }) =>
    document.state === "known" ? document.statements.filter(({ allows }) => allows) : [],
  );
  const administering = statements.filter(({ actions }) =>
    actions.some((action) => /^kms:(?:\*|put|schedule|disable|update|delete)/i.test(action)),
  );
  const ids = administering.flatMap(({ principals }) =>
    principals.flatMap((each) => accountOfRoot(each) ?? []),
  );
  const distinct = [...new Set(ids)];
  return distinct.length === 1 ? distinct[0] : undefined;
}

/** Returns whether a principal is certainly of the account that the stack is deployed to; not if that is unknown in preview. */
export function isOfOwnAccount(model: StackModel, principal: string): boolean {
  const [, account] = /^(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal) ?? [];
  return account !== undefined && account === ownAccount(model);
}
