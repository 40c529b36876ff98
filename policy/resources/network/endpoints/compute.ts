import type { ServiceArgs as AppRunnerServiceArgs } from "@pulumi/aws/apprunner";
import type { FunctionUrlArgs, PermissionArgs } from "@pulumi/aws/lambda";
import type { Unwrap } from "@pulumi/pulumi";
import { is } from "../../../values/field";
import { Reader } from "../../reader";
import { type OtherEndpoint, publicEndpoint } from "./endpoint";

/**
 * Reads the URL of a function. With IAM, only those can call it whom a permission or a policy allows.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function readFunctionUrl(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<FunctionUrlArgs>>(props);
  if (is(args.at("authorizationType").string(), "AWS_IAM")) {
    return [];
  }
  const target = args.at("functionName").string();
  const fix =
    "Set authorizationType to AWS_IAM, or remove the rule that admits the function's security group";
  return [{ urn, kind: "function URL", ...publicEndpoint, target, source: "inside", fix }];
}

/** Reads a permission for everybody to call a function. */
export function readFunctionPermission(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<PermissionArgs>>(props);
  if (!is(args.at("principal").string(), "*")) {
    return [];
  }
  const target = args.at("function").string();
  const permission = { urn, kind: "permission", ...publicEndpoint, target, source: "inside" as const };
  const group = "the rule that admits the function's security group";
  // It admits requests without credentials to a public URL, and none to a URL with IAM.
  return is(args.at("functionUrlAuthType").string(), "NONE")
    ? [{ ...permission, fix: `Remove the permission, or ${group}` }]
    : [{ ...permission, from: "every AWS account", fix: `Name the principal, or remove ${group}` }];
}

/** Reads an App Runner service; skips a private one, and one without access to a VPC. */
export function readAppRunnerService(urn: string, props: object): OtherEndpoint[] {
  const network = Reader.over<Unwrap<AppRunnerServiceArgs>>(props).at("networkConfiguration");
  const target = network.at("egressConfiguration").at("vpcConnectorArn").string();
  const isPrivate = is(network.at("ingressConfiguration").at("isPubliclyAccessible").boolean(), false);
  const fix = "Set isPubliclyAccessible to false, or remove the rule that admits its security group";
  return target.state === "absent" || isPrivate
    ? []
    : [{ urn, kind: "App Runner service", ...publicEndpoint, target, source: "inside", fix }];
}
