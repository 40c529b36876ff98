import { added, declared, declaredRaw, idOf, joined, output } from "../../misconfigurations/stackModel";
import { site } from "../base";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";

/** Stacks with resources of other providers that have no way to the site. */
export const otherProvidersElsewhere: readonly IndependentCase[] = [
  {
    id: "provider-native-queue",
    what: "The AWS Cloud Control provider creates a queue and a log group.",
    source: servicePages.awsNative,
    verdict: "accepted",
    resources: site(
      added(
        declaredRaw("aws-native:sqs:Queue", "orders", {
          queueName: "orders",
          kmsMasterKeyId: "alias/aws/sqs",
        }),
        declaredRaw("aws-native:logs:LogGroup", "orders-log", { retentionInDays: 30 }),
      ),
    ),
  },
  {
    id: "provider-cloud-control-queue",
    what: "Cloud Control creates a queue.",
    source: servicePages.cloudControl,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:cloudcontrol/resource:Resource", "orders", {
          typeName: "AWS::SQS::Queue",
          desiredState: '{"QueueName":"orders"}',
        }),
      ),
    ),
  },
  {
    id: "provider-command-builds",
    what: "A command builds the pages, and another one empties the edge's cache.",
    source: servicePages.command,
    verdict: "accepted",
    resources: site(
      added(
        declaredRaw("command:local:Command", "build-pages", { create: "npm run build", dir: "../pages" }),
        declaredRaw("command:local:Command", "empty-cache", {
          create: joined`aws cloudfront create-invalidation --distribution-id ${idOf("site-distribution")} --paths '/*'`,
        }),
      ),
    ),
  },
  {
    id: "provider-dynamic-seed",
    what: "A resource of a dynamic provider fills a table.",
    source: servicePages.dynamicProviders,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:dynamodb/table:Table", "orders", {
          attributes: [{ name: "id", type: "S" }],
          hashKey: "id",
          billingMode: "PAY_PER_REQUEST",
        }),
        declaredRaw("pulumi-nodejs:dynamic:Resource", "orders-seed", {
          __provider: "exports.handler = __f0;",
          table: output("orders", "name"),
        }),
      ),
    ),
  },
  {
    id: "provider-cloudflare-record",
    what: "A record of Cloudflare leads to the distribution.",
    source: servicePages.cloudflare,
    verdict: "accepted",
    resources: site(
      added(
        declaredRaw("cloudflare:index/record:Record", "site-record", {
          zoneId: "0123456789abcdef0123456789abcdef",
          name: "site",
          type: "CNAME",
          content: output("site-distribution", "domainName"),
          proxied: false,
        }),
      ),
    ),
  },
  {
    id: "provider-images-and-keys",
    what: "Images are built, a key of SSH is created, and names are drawn at random.",
    source: servicePages.otherProviders,
    verdict: "accepted",
    resources: site(
      added(
        declaredRaw("docker-build:index:Image", "image", {
          tags: ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/site:4"],
          push: true,
          context: { location: "../site" },
        }),
        declaredRaw("tls:index/privateKey:PrivateKey", "ssh", { algorithm: "ED25519" }),
        declaredRaw("random:index/randomPet:RandomPet", "pet", { length: 2 }),
        declaredRaw("time:index/rotating:Rotating", "monthly", { rotationDays: 30 }),
      ),
    ),
  },
  {
    id: "provider-repository-and-monitors",
    what: "GitHub has a variable with the distribution's id, and Datadog has a monitor.",
    source: servicePages.otherProviders,
    verdict: "accepted",
    resources: site(
      added(
        declaredRaw("github:index/actionsVariable:ActionsVariable", "distribution-id", {
          repository: "site",
          variableName: "DISTRIBUTION_ID",
          value: idOf("site-distribution"),
        }),
        declaredRaw("datadog:index/monitor:Monitor", "errors", {
          name: "Errors of the site",
          type: "metric alert",
          query: "sum(last_5m):sum:aws.cloudfront.5xx_error_rate{*} > 5",
          message: "The site answers with errors.",
        }),
      ),
    ),
  },
  {
    id: "provider-kubernetes-elsewhere",
    what: "A service of a cluster of another stack has a public load balancer.",
    source: servicePages.kubernetes,
    verdict: "accepted",
    resources: site(
      added(
        declaredRaw("pulumi:providers:kubernetes", "cluster-elsewhere", { kubeconfig: "{}" }),
        declaredRaw("kubernetes:core/v1:Service", "shop", {
          metadata: { name: "shop", namespace: "shop" },
          spec: { type: "LoadBalancer", selector: { app: "shop" }, ports: [{ port: 443 }] },
        }),
      ),
    ),
  },
  {
    id: "provider-terraform-module-queue",
    what: "A Terraform module has a queue.",
    source: servicePages.terraformModules,
    verdict: "accepted",
    resources: site(
      added(
        declaredRaw("sqs:index:Module", "orders", { name: "orders", create_dlq: true }),
        declaredRaw("sqs:tf:aws_sqs_queue", "module.orders.aws_sqs_queue.this[0]", { name: "orders" }),
      ),
    ),
  },
];
