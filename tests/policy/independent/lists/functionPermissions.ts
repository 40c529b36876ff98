import {
  added,
  type Change,
  declared,
  idOf,
  output,
  set,
  unset,
  without,
} from "../../misconfigurations/stackModel";
import { admitting, site } from "../base";
import { allowing, role } from "../documents";
import { lambda, open, publicUrl, SUBNETS, toBalancer } from "../entries/shared";
import type { IndependentCase } from "../independentCase";
import { functionSite } from "../references/functionSite";
import { servicePages } from "../servicePages";

type Permission = Parameters<typeof declared<"aws:lambda/permission:Permission">>[2];

/** Adds a permission of the site's function. */
const permitted = (props: Partial<Permission>): Change =>
  added(
    declared("aws:lambda/permission:Permission", "content-more", {
      function: output("content", "name"),
      action: "lambda:InvokeFunctionUrl",
      principal: "*",
      ...props,
    }),
  );

/** Stacks whose content comes from a function, or that have functions beside private servers. */
export const functionPermissions: readonly IndependentCase[] = [
  {
    id: "function-for-all-distributions",
    what: "Every distribution, of whatever account, may call the function's URL.",
    source: servicePages.functionAccess,
    verdict: "refused",
    names: "content-called",
    resources: functionSite(unset("content-called", "sourceArn")),
  },
  {
    id: "function-for-distributions-by-pattern",
    what: "The distributions of every account match the function's permission.",
    source: servicePages.functionAccess,
    verdict: "refused",
    names: "content-called",
    resources: functionSite(set("content-called", "sourceArn", "arn:aws:cloudfront::*:distribution/*")),
  },
  {
    id: "function-for-another-distribution",
    what: "A distribution of another account may call the function's URL, too.",
    source: servicePages.functionAccess,
    verdict: "refused",
    names: "content-more",
    resources: functionSite(
      permitted({
        principal: "cloudfront.amazonaws.com",
        sourceArn: "arn:aws:cloudfront::444455556666:distribution/E1ABCDEFGHIJKL",
      }),
    ),
  },
  {
    id: "function-for-all-accounts",
    what: "Whoever signs with an account of AWS may call the function's URL.",
    source: servicePages.functionUrls,
    verdict: "refused",
    names: "content-more",
    resources: functionSite(permitted({ functionUrlAuthType: "AWS_IAM" })),
  },
  {
    id: "function-for-another-account",
    what: "Another account may call the function's URL.",
    source: servicePages.functionUrls,
    verdict: "refused",
    names: "content-more",
    resources: functionSite(permitted({ principal: "444455556666", functionUrlAuthType: "AWS_IAM" })),
  },
  {
    id: "function-invoked-by-all-accounts",
    what: "Every account may invoke the function, without its URL.",
    source: servicePages.functionPermissions,
    verdict: "refused",
    names: "content-more",
    resources: functionSite(permitted({ action: "lambda:InvokeFunction" })),
  },
  {
    id: "function-with-all-actions",
    what: "Another account may do everything with the function.",
    source: servicePages.functionPermissions,
    verdict: "refused",
    names: "content-more",
    resources: functionSite(permitted({ action: "lambda:*", principal: "arn:aws:iam::444455556666:root" })),
  },
  {
    id: "function-url-without-authorization",
    what: "The function's URL needs no signature, though the distribution signs.",
    source: servicePages.functionUrls,
    verdict: "refused",
    names: "content-url",
    resources: functionSite(
      set("content-url", "authorizationType", "NONE"),
      without("content-called"),
      permitted({ functionUrlAuthType: "NONE" }),
    ),
  },
  {
    id: "function-without-access-control",
    what: "The function's URL needs no signature, and the distribution does not sign.",
    source: servicePages.functionAccess,
    verdict: "refused",
    names: "content-url",
    resources: functionSite(
      set("content-url", "authorizationType", "NONE"),
      unset("lambda-distribution", "origins.0.originAccessControlId"),
      without("content-access"),
    ),
  },
  {
    id: "function-behind-a-load-balancer",
    what: "A public load balancer calls the function behind the distribution.",
    source: servicePages.loadBalancers,
    verdict: "refused",
    names: "front",
    resources: functionSite(
      added(
        declared("aws:ec2/vpc:Vpc", "front-vpc", { cidrBlock: "10.1.0.0/16" }),
        declared("aws:ec2/securityGroup:SecurityGroup", "front-group", { vpcId: idOf("front-vpc") }),
        open("front-group"),
        declared("aws:lb/loadBalancer:LoadBalancer", "front", {
          internal: false,
          loadBalancerType: "application",
          subnets: ["subnet-0f1e2d3c4b5a69788", "subnet-0a1b2c3d4e5f60718"],
          securityGroups: [idOf("front-group")],
        }),
        declared("aws:lb/targetGroup:TargetGroup", "front-targets", { targetType: "lambda" }),
        declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "front-target", {
          targetGroupArn: output("front-targets", "arn"),
          targetId: output("content", "arn"),
        }),
        declared("aws:lb/listener:Listener", "front-listener", {
          loadBalancerArn: output("front", "arn"),
          port: 443,
          protocol: "HTTPS",
          certificateArn:
            "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11",
          defaultActions: [{ type: "forward", targetGroupArn: output("front-targets", "arn") }],
        }),
      ),
    ),
  },
  {
    id: "function-invoked-by-the-distribution",
    what: "The distribution may invoke the function by its URL and itself, as newer URLs require.",
    source: servicePages.functionAccess,
    verdict: "accepted",
    resources: functionSite(
      permitted({
        action: "lambda:InvokeFunction",
        principal: "cloudfront.amazonaws.com",
        sourceArn: output("lambda-distribution", "arn"),
      }),
    ),
  },
  {
    id: "function-called-by-a-job",
    what: "A schedule of the same account invokes the function, too, to keep it warm.",
    source: servicePages.functionPermissions,
    verdict: "accepted",
    resources: functionSite(
      permitted({
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        sourceArn: "arn:aws:events:eu-west-1:111122223333:rule/warm",
      }),
    ),
  },
  {
    id: "function-without-a-vpc",
    what: "A webhook without a VPC has a URL for everybody, beside the site's private servers.",
    source: servicePages.functionsInVpcs,
    verdict: "accepted",
    resources: site(added(...lambda("webhook", false), publicUrl("webhook"))),
  },
  {
    id: "function-in-the-network-for-the-account",
    what: "The load balancer admits a function whose URL one role of the account may call.",
    source: servicePages.functionUrls,
    verdict: "accepted",
    resources: site(
      added(
        ...lambda("reports"),
        role("reporter", { Service: "ecs-tasks.amazonaws.com" }),
        allowing("reporter-calls", "reporter", {
          Effect: "Allow",
          Action: "lambda:InvokeFunctionUrl",
          Resource: output("reports", "arn"),
        }),
        declared("aws:lambda/functionUrl:FunctionUrl", "reports-url", {
          functionName: output("reports", "name"),
          authorizationType: "AWS_IAM",
        }),
      ),
      toBalancer("reports-group"),
    ),
  },
  {
    id: "function-in-the-network-for-a-queue",
    what: "The instance admits a function that a queue feeds.",
    source: servicePages.queues,
    verdict: "accepted",
    resources: site(
      added(
        ...lambda("worker"),
        declared("aws:sqs/queue:Queue", "orders", {}),
        declared("aws:lambda/eventSourceMapping:EventSourceMapping", "orders-to-worker", {
          eventSourceArn: output("orders", "arn"),
          functionName: output("worker", "arn"),
        }),
        admitting("worker-to-instances", "site-instances", [8443, 8443], {
          referencedSecurityGroupId: idOf("worker-group"),
        }),
      ),
    ),
  },
  {
    id: "function-in-the-network-for-itself",
    what: "Everybody may call a function in the site's subnets, which admits a cache of its own alone.",
    source: servicePages.functionsInVpcs,
    verdict: "accepted",
    resources: site(
      added(
        ...lambda("counter"),
        publicUrl("counter"),
        declared("aws:ec2/securityGroup:SecurityGroup", "cache-group", { vpcId: idOf("site-vpc") }),
        admitting("counter-to-cache", "cache-group", [6379, 6379], {
          referencedSecurityGroupId: idOf("counter-group"),
        }),
        declared("aws:elasticache/subnetGroup:SubnetGroup", "cache-subnets", { subnetIds: SUBNETS }),
      ),
    ),
  },
];
