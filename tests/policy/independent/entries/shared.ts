import {
  added,
  type Change,
  declared,
  idOf,
  output,
  type Resource,
} from "../../misconfigurations/stackModel";
import { admitting, group } from "../base";
import { role } from "../documents";

/** The site's private subnets. */
export const SUBNETS = [idOf("site-private-0"), idOf("site-private-1")];

/** Declares a function `NAME`, in the site's private subnets with a group `NAME-group`, or outside of the VPC. */
export function lambda(name: string, inVpc = true): Resource[] {
  const runs = {
    role: output(`${name}-role`, "arn"),
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "release-artifacts",
    s3Key: `${name}.zip`,
  };
  return [
    role(`${name}-role`, { Service: "lambda.amazonaws.com" }),
    ...(inVpc ? [group(`${name}-group`)] : []),
    declared("aws:lambda/function:Function", name, {
      ...runs,
      ...(inVpc ? { vpcConfig: { subnetIds: SUBNETS, securityGroupIds: [idOf(`${name}-group`)] } } : {}),
    }),
  ];
}

/** Admits a group to the site's load balancer. */
export function toBalancer(from: string): Change {
  return added(
    admitting(`${from}-to-balancer`, "site-balancer", [443, 443], { referencedSecurityGroupId: idOf(from) }),
  );
}

/** Admits a group to the site's instances, on the ports of the tiers. */
export function toInstances(from: string): Change {
  return added(
    admitting(`${from}-to-instances`, "site-instances", [8443, 8444], {
      referencedSecurityGroupId: idOf(from),
    }),
  );
}

/** Admits everybody to a group on a range of ports. */
export function open(to: string, ports: readonly [number, number] = [443, 443]): Resource {
  return admitting(`${to}-open`, to, ports, { cidrIpv4: "0.0.0.0/0" });
}

/** Declares a URL of a function for everybody. */
export function publicUrl(of: string): Resource {
  return declared("aws:lambda/functionUrl:FunctionUrl", `${of}-url`, {
    functionName: output(of, "name"),
    authorizationType: "NONE",
  });
}

/** Declares a VPC link `link` of HTTP APIs, with a group `link-group`. */
export function vpcLink(): Resource[] {
  return [
    group("link-group"),
    declared("aws:apigatewayv2/vpcLink:VpcLink", "link", {
      subnetIds: SUBNETS,
      securityGroupIds: [idOf("link-group")],
    }),
  ];
}
