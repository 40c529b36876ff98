import { privateInstance } from "../../misconfigurations/compliantStacks/resources/instances";
import {
  added,
  type Change,
  declared,
  idOf,
  type Leaf,
  output,
  set,
  type Value,
} from "../../misconfigurations/stackModel";
import { admitting, group } from "../base";

/** Adds a load balancer `front` of the internet, whose one listener does something. */
export function publicLoadBalancer(defaultActions: Value): Change {
  const listener = declared("aws:lb/listener:Listener", "front-listener", {
    loadBalancerArn: output("front", "arn"),
    port: 443,
    protocol: "HTTPS",
    certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    defaultActions: [],
  });
  return added(
    group("front-group"),
    admitting("front-in", "front-group", [443, 443], { cidrIpv4: "0.0.0.0/0" }),
    declared("aws:lb/loadBalancer:LoadBalancer", "front", {
      internal: false,
      loadBalancerType: "application",
      subnets: [idOf("site-public-0"), "subnet-0f1e2d3c4b5a69788"],
      securityGroups: [idOf("front-group")],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "strictest",
      enableDeletionProtection: true,
    }),
    { ...listener, props: { ...listener.props, defaultActions } },
  );
}

/** Admits the load balancer `front` to the site's instance. */
export const FRONT_ADMITTED: Change = added(
  admitting("front-to-site", "site-instances", [8443, 8444], {
    referencedSecurityGroupId: idOf("front-group"),
  }),
);

/** Gives the site's instance a public address, in the public subnet. */
export const PUBLIC_ADDRESS: Change = (stack) =>
  set(
    "site-instance",
    "subnetId",
    idOf("site-public-0"),
  )(set("site-instance", "associatePublicIpAddress", true)(stack));

/** Adds a public instance that admits everybody, and is not the site's. */
export function bystander(name: string, vpcSecurityGroupIds: readonly (Leaf | string)[]): Change {
  return added(
    privateInstance(name, idOf("site-public-0"), [], { associatePublicIpAddress: true, vpcSecurityGroupIds }),
  );
}
