import { privateInstance } from "../compliantStacks/resources/instances";
import { shopApplication } from "../compliantStacks/resources/shopApplication";
import { LITERAL_SECRET } from "../list/commonResources";
import { instanceOrigin, networkTier, publicPaths, registered } from "../list/networkTiers";
import type { Harmless } from "../misconfiguration";
import { added, all, declared, idOf, inserted, joined, output, secret, set } from "../stackModel";

/** Tiers that share a server but no port, and strong secrets of every origin. */
export const harmlessTiers: Harmless[] = [
  {
    id: "port-for-each-network-tier",
    base: "nlbAndEc2",
    what: "A public tier has its own listener, target group and port of the same instances.",
    change: all(networkTier(8444), registered("api-instance-0"), publicPaths("open")),
  },
  {
    id: "port-for-each-instance-tier",
    base: "nlbAndEc2",
    what: "A public tier's VPC origin has another port of the same instance.",
    change: all(added(instanceOrigin("api-direct-instance", 8080)), publicPaths("open")),
  },
  {
    id: "instance-for-each-network-tier",
    base: "nlbAndEc2",
    what: "A public tier has its own listener, target group and instance, with the port of the signed tier.",
    change: all(
      networkTier(8443),
      added(privateInstance("open-instance", idOf("api-private-1"), [idOf("api-instances")])),
      registered("open-instance"),
      publicPaths("open"),
    ),
  },
  {
    id: "service-with-two-ports",
    base: "nlbAndEc2",
    what: "An ECS service registers a container port for each tier.",
    change: all(
      networkTier(80),
      added(
        declared("aws:ecs/service:Service", "api-tasks", {
          cluster: "api",
          taskDefinition: "api:1",
          launchType: "FARGATE",
          loadBalancers: [
            { targetGroupArn: output("api-targets", "arn"), containerName: "api", containerPort: 8443 },
            { targetGroupArn: output("open-targets", "arn"), containerName: "api", containerPort: 8444 },
          ],
          networkConfiguration: {
            subnets: [idOf("api-private-0")],
            securityGroups: [idOf("api-instances")],
            assignPublicIp: false,
          },
        }),
      ),
      publicPaths("open"),
    ),
  },
  {
    id: "load-balancer-for-each-application",
    base: "dev",
    what: "A second application behind the distribution has its own load balancer, header values and keys.",
    change: shopApplication,
  },
  {
    id: "secret-with-prefix",
    base: "dev",
    what: "The signed tier's secret is a random value after a version prefix.",
    change: all(
      set(
        "site-distribution",
        "origins.1.customHeaders.0.value",
        joined`v1-${output("site-signed-header-1", "hex")}`,
      ),
      set("site-signed-rule", "conditions.0.httpHeader.values", [
        joined`v1-${output("site-signed-header-1", "hex")}`,
      ]),
    ),
  },
  {
    id: "secret-of-two-parts",
    base: "dev",
    what: "The signed tier's secret joins two random values of 80 bits.",
    change: all(
      added(
        ...["a", "b"].map((part) =>
          declared("random:index/randomBytes:RandomBytes", `site-part-${part}`, { length: 10 }),
        ),
      ),
      set(
        "site-distribution",
        "origins.1.customHeaders.0.value",
        joined`${output("site-part-a", "hex")}${output("site-part-b", "hex")}`,
      ),
      set("site-signed-rule", "conditions.0.httpHeader.values", [
        joined`${output("site-part-a", "hex")}${output("site-part-b", "hex")}`,
      ]),
    ),
  },
  {
    id: "secret-in-parameter",
    base: "s3AndAlb",
    what: "The signed tier's secret is stored in a parameter, from which origin and rule take it.",
    change: all(
      added(
        declared("random:index/randomBytes:RandomBytes", "app-header", { length: 32 }),
        declared("aws:ssm/parameter:Parameter", "app-parameter", {
          type: "SecureString",
          value: output("app-header", "hex"),
        }),
      ),
      set("app-distribution", "origins.1.customHeaders.0.value", output("app-parameter", "value")),
      set("app-signed-rule", "conditions.0.httpHeader.values", [output("app-parameter", "value")]),
    ),
  },
  {
    id: "secret-in-secrets-manager",
    base: "classicAlb",
    what: "The signed tier's secret is a version of a secret in Secrets Manager.",
    change: all(
      added(
        declared("aws:secretsmanager/secret:Secret", "shop-header", {}),
        declared("aws:secretsmanager/secretVersion:SecretVersion", "shop-header-1", {
          secretId: idOf("shop-header"),
          secretString: output("shop-signed-secret", "result"),
        }),
      ),
      set("shop-distribution", "origins.1.customHeaders.0.value", output("shop-header-1", "secretString")),
      set("media-distribution", "origins.0.customHeaders.0.value", output("shop-header-1", "secretString")),
      set("shop-signed-rule", "conditions.0.httpHeader.values", [output("shop-header-1", "secretString")]),
    ),
  },
  {
    id: "secret-of-configuration",
    base: "dev",
    what: "The signed tier's secret is a strong one from the program's configuration.",
    change: all(
      set("site-distribution", "origins.1.customHeaders.0.value", secret(LITERAL_SECRET)),
      set("site-signed-rule", "conditions.0.httpHeader.values", [secret(LITERAL_SECRET)]),
    ),
  },
  {
    id: "secret-of-random-id",
    base: "prod",
    what: "A previous secret is the hexadecimal output of a random id of 16 bytes.",
    change: all(
      added(declared("random:index/randomId:RandomId", "site-previous", { byteLength: 16 })),
      inserted("site-signed-rule", "conditions.0.httpHeader.values", 2, output("site-previous", "hex")),
    ),
  },
];
