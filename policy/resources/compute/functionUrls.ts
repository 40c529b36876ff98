import type { FunctionUrlArgs, PermissionArgs } from "@pulumi/aws/lambda";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A function URL. */
export interface FunctionUrl {
  readonly urn: string;
  readonly function: Field<string>;
  /** `AWS_IAM`, or `NONE` for a URL that anyone can call. */
  readonly authorization: Field<string>;
}

/** A statement of a function's policy. */
export interface FunctionPermission {
  readonly urn: string;
  readonly function: Field<string>;
  readonly action: Field<string>;
  readonly principal: Field<string>;
  readonly source: Field<string>;
  /** The authorization of the function URLs that it is for. */
  readonly urlAuthorization: Field<string>;
}

/**
 * The domain names of function URLs.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
 */
export const functionUrlDomain = /^[a-z0-9-]+\.lambda-url\.[a-z0-9-]+\.on\.aws$/;

/** Function URLs. */
export const functionUrls = recordReaders<FunctionUrl>({ [t.functionUrl]: readUrl });

/** Statements of functions' policies. */
export const functionPermissions = recordReaders<FunctionPermission>({
  [t.functionPermission]: readPermission,
});

function readUrl(urn: string, props: object): FunctionUrl[] {
  const args = Reader.over<Unwrap<FunctionUrlArgs>>(props);
  const authorization = args.at("authorizationType").string();
  return [{ urn, function: args.at("functionName").string(), authorization }];
}

function readPermission(urn: string, props: object): FunctionPermission[] {
  const args = Reader.over<Unwrap<PermissionArgs>>(props);
  return [
    {
      urn,
      function: (args.at("function") as Reader<unknown>).string(),
      action: args.at("action").string(),
      principal: args.at("principal").string(),
      source: args.at("sourceArn").string(),
      urlAuthorization: args.at("functionUrlAuthType").string(),
    },
  ];
}
