import { distribution, publicBehavior } from "../compliantStacks/resources/distribution";
import { added, all, type Change, declared, idOf, inserted, output, type Resource } from "../stackModel";

/** A port of the load balancer for the public tier. */
const OPEN_PORT = 444;

const origin = (originId: string) => ({
  originId,
  domainName: `${originId}.origin.api.example.com`,
  vpcOriginConfig: { vpcOriginId: idOf(`${originId}-vpc-origin`) },
});

/** Adds a public behavior on a new origin behind `NAME-vpc-origin`. */
export function publicPaths(name: string): Change {
  return all(
    inserted("api-distribution", "origins", 0, origin(name)),
    inserted("api-distribution", "orderedCacheBehaviors", 0, {
      ...publicBehavior("api", name),
      pathPattern: "/public/*",
    }),
  );
}

function originOf(name: string, arn: ReturnType<typeof output>, httpsPort: number): Resource {
  return declared("aws:cloudfront/vpcOrigin:VpcOrigin", `${name}-vpc-origin`, {
    vpcOriginEndpointConfig: {
      name: `${name}-vpc-origin`,
      arn,
      httpPort: 80,
      httpsPort,
      originProtocolPolicy: "https-only",
      originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
    },
  });
}

/** Declares the VPC origin `open-vpc-origin` to a port of an instance. */
export function instanceOrigin(instance: string, port: number): Resource {
  return originOf("open", output(instance, "arn"), port);
}

/** Adds a listener for the public tier to the network load balancer, with a target group and a VPC origin. */
export function networkTier(port: number): Change {
  return added(
    originOf("open", output("api-nlb", "arn"), OPEN_PORT),
    declared("aws:lb/targetGroup:TargetGroup", "open-targets", {
      vpcId: idOf("api-vpc"),
      targetType: "instance",
      protocol: "TLS",
      port,
    }),
    declared("aws:lb/listener:Listener", "open-tls", {
      loadBalancerArn: output("api-nlb", "arn"),
      port: OPEN_PORT,
      protocol: "TLS",
      certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      defaultActions: [{ type: "forward", targetGroupArn: output("open-targets", "arn") }],
    }),
  );
}

/** Registers an instance in the public tier's target group; by default with the group's port. */
export function registered(instance: string, port?: number): Change {
  return added(
    declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", `open-${instance}`, {
      targetGroupArn: output("open-targets", "arn"),
      targetId: idOf(instance),
      ...(port === undefined ? {} : { port }),
    }),
  );
}

/** Declares a second distribution, in which nothing is signed, on the VPC origin `open-vpc-origin`. */
export function secondDistribution(name = "api"): Resource {
  return distribution({
    name: "open",
    domainName: "open.example.com",
    origins: [origin("open")],
    defaultCacheBehavior: publicBehavior(name, "open"),
    ...(name === "shop" ? { webAcl: "shop-web-acl" } : {}),
  });
}
