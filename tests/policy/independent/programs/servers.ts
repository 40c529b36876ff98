import { privateInstance } from "../../misconfigurations/compliantStacks/resources/instances";
import { added, type Change, declared, idOf, joined, output, set } from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";
import { role } from "../documents";
import { open, SUBNETS } from "../entries/shared";
import type { IndependentCase } from "../independentCase";
import { PUBLIC_ADDRESS } from "../references/publicServers";
import { servicePages } from "../servicePages";
import { forward, sent, serverless, service, targets } from "../tiers/shared";

const ALB = { loadBalancerType: "application", internal: false, dropInvalidHeaderFields: true } as const;

/** Puts a Fargate service in place of the site's instance. */
const fargate = (...changes: Change[]) =>
  serverless(
    set("site-public-targets", "targetType", "ip"),
    set("site-signed-targets", "targetType", "ip"),
    added(
      declared("aws:ecs/cluster:Cluster", "cluster", {}),
      role("task-role", { Service: "ecs-tasks.amazonaws.com" }),
      declared("aws:cloudwatch/logGroup:LogGroup", "task-log", { retentionInDays: 30 }),
      declared("aws:ecs/taskDefinition:TaskDefinition", "task", {
        family: "site",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "512",
        memory: "1024",
        taskRoleArn: output("task-role", "arn"),
        containerDefinitions: joined`[{"name":"app","image":"site:4","essential":true,"portMappings":[{"containerPort":8443},{"containerPort":8444}],"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"${output("task-log", "name")}","awslogs-region":"eu-west-1","awslogs-stream-prefix":"site"}}}]`,
      }),
      service("site-service", { "site-public-targets": 8443, "site-signed-targets": 8444 }),
    ),
    set("site-service", "cluster", output("cluster", "arn")),
    set("site-service", "taskDefinition", output("task", "arn")),
    ...changes,
  );

/** A public load balancer of a marketing site in a VPC of its own. */
const marketing: Change = added(
  declared("aws:ec2/vpc:Vpc", "marketing-vpc", { cidrBlock: "10.8.0.0/16" }),
  declared("aws:ec2/internetGateway:InternetGateway", "marketing-igw", { vpcId: idOf("marketing-vpc") }),
  ...["a", "b"].map((zone, at) =>
    declared("aws:ec2/subnet:Subnet", `marketing-${zone}`, {
      vpcId: idOf("marketing-vpc"),
      cidrBlock: `10.8.${at}.0/24`,
      availabilityZone: `eu-west-1${zone}`,
      mapPublicIpOnLaunch: true,
    }),
  ),
  group("marketing-balancer", "marketing-vpc"),
  open("marketing-balancer"),
  group("marketing-servers", "marketing-vpc"),
  admitting("marketing-inner", "marketing-servers", [8080, 8080], {
    referencedSecurityGroupId: idOf("marketing-balancer"),
  }),
  declared("aws:lb/loadBalancer:LoadBalancer", "marketing-alb", {
    ...ALB,
    subnets: [idOf("marketing-a"), idOf("marketing-b")],
    securityGroups: [idOf("marketing-balancer")],
  }),
  declared("aws:lb/targetGroup:TargetGroup", "marketing-targets", {
    vpcId: idOf("marketing-vpc"),
    port: 8080,
    protocol: "HTTP",
    targetType: "instance",
  }),
  declared("aws:lb/listener:Listener", "marketing-https", {
    loadBalancerArn: output("marketing-alb", "arn"),
    port: 443,
    protocol: "HTTPS",
    certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/0b9a1c7e-53d1-4f61-8a0b-3f0f0f6c2f11",
    defaultActions: [forward("marketing-targets")],
  }),
  privateInstance("marketing-server", idOf("marketing-a"), [idOf("marketing-servers")]),
  declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "marketing-target", {
    targetGroupArn: output("marketing-targets", "arn"),
    targetId: idOf("marketing-server"),
  }),
);

/** Programs of sites with servers. */
export const servers: readonly IndependentCase[] = [
  {
    id: "program-fargate",
    what: "A Fargate service is behind the internal load balancer and the VPC origin.",
    source: servicePages.vpcOrigins,
    verdict: "accepted",
    resources: fargate(),
  },
  {
    id: "program-fargate-that-scales",
    what: "The Fargate service scales by its load.",
    source: servicePages.fargateNetworking,
    verdict: "accepted",
    resources: fargate(
      added(
        declared("aws:appautoscaling/target:Target", "site-scaling", {
          minCapacity: 2,
          maxCapacity: 8,
          resourceId: joined`service/${output("cluster", "name")}/${output("site-service", "name")}`,
          scalableDimension: "ecs:service:DesiredCount",
          serviceNamespace: "ecs",
        }),
      ),
    ),
  },
  {
    id: "program-blue-green",
    what: "Each tier has blue and green target groups, with weights.",
    source: servicePages.blueGreen,
    verdict: "accepted",
    resources: site(
      ...(["public", "signed"] as const).flatMap((tier) => [
        added(
          targets(`green-${tier}-targets`, tier === "public" ? 8443 : 8444),
          declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", `green-${tier}-target`, {
            targetGroupArn: output(`green-${tier}-targets`, "arn"),
            targetId: idOf("site-instance"),
            port: tier === "public" ? 8443 : 8444,
          }),
        ),
        set(`site-${tier}-rule`, "conditions", [sent(tier)]),
        set(`site-${tier}-rule`, "actions", [
          {
            type: "forward",
            forward: {
              targetGroups: [
                { arn: output(`site-${tier}-targets`, "arn"), weight: 90 },
                { arn: output(`green-${tier}-targets`, "arn"), weight: 10 },
              ],
            },
          },
        ]),
      ]),
    ),
  },
  {
    id: "program-bastion-in-another-group",
    what: "A bastion admits the office on SSH and has a public address; the site's instances admit it nowhere.",
    source: servicePages.securityGroups,
    verdict: "accepted",
    resources: site(
      added(
        group("bastion-group"),
        admitting("office-to-bastion", "bastion-group", [22, 22], { cidrIpv4: "203.0.113.4/32" }),
        privateInstance("bastion", idOf("site-public-0"), [idOf("bastion-group")], {
          associatePublicIpAddress: true,
          keyName: output("bastion-key", "keyName"),
        }),
        declared("aws:ec2/keyPair:KeyPair", "bastion-key", {
          keyName: "bastion",
          publicKey:
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ9bqk7Wj8lO4g0vUQ8Yy2m3l5n6o7p8q9r0s1t2u3v4 bastion",
        }),
      ),
    ),
  },
  {
    id: "program-bastion-of-administrators",
    what: "The administrators' bastion may use SSH on the site's instances; the option names the administrators' network.",
    source: servicePages.securityGroups,
    verdict: "accepted",
    options: { adminCidrs: ["203.0.113.0/28"] },
    resources: site(
      added(
        group("bastion-group"),
        admitting("office-to-bastion", "bastion-group", [22, 22], { cidrIpv4: "203.0.113.0/28" }),
        privateInstance("bastion", idOf("site-public-0"), [idOf("bastion-group")], {
          associatePublicIpAddress: true,
        }),
        admitting("bastion-to-instances", "site-instances", [22, 22], {
          referencedSecurityGroupId: idOf("bastion-group"),
        }),
      ),
    ),
  },
  {
    id: "program-session-manager",
    what: "Instances without any rule are managed through Session Manager.",
    source: servicePages.sessionManager,
    verdict: "accepted",
    resources: site(
      added(
        group("worker-group"),
        // A profile gives every program on the instance the rights of its role, so it is not that of the site, which signs.
        role("worker-role", { Service: "ec2.amazonaws.com" }),
        declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "worker-is-managed", {
          role: output("worker-role", "name"),
          policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        }),
        declared("aws:iam/instanceProfile:InstanceProfile", "worker-profile", {
          role: output("worker-role", "name"),
        }),
        privateInstance("worker", idOf("site-private-1"), [idOf("worker-group")], {
          iamInstanceProfile: output("worker-profile", "name"),
        }),
        declared("aws:ssm/document:Document", "session-preferences", {
          documentType: "Session",
          content: '{"schemaVersion":"1.0","sessionType":"Standard_Stream","inputs":{}}',
        }),
      ),
    ),
  },
  {
    id: "program-nat-instance",
    what: "A NAT instance with a public address admits the VPC alone.",
    source: servicePages.natInstances,
    verdict: "accepted",
    resources: site(
      added(
        group("nat-group"),
        admitting("network-to-nat", "nat-group", [0, 65535], { cidrIpv4: "10.0.0.0/16" }),
        privateInstance("nat", idOf("site-public-0"), [idOf("nat-group")], {
          associatePublicIpAddress: true,
          sourceDestCheck: false,
        }),
      ),
    ),
  },
  {
    id: "program-public-marketing",
    what: "A public load balancer of a marketing site is in another VPC.",
    source: servicePages.loadBalancers,
    verdict: "accepted",
    resources: site(marketing),
  },
  {
    id: "program-public-marketing-in-the-same-vpc",
    what: "A public load balancer of a shop is in the site's VPC, and nothing of the site admits it.",
    source: servicePages.securityGroups,
    verdict: "accepted",
    resources: site(
      added(
        group("shop-balancer"),
        open("shop-balancer"),
        group("shop-servers"),
        admitting("shop-inner", "shop-servers", [8080, 8080], {
          referencedSecurityGroupId: idOf("shop-balancer"),
        }),
        declared("aws:lb/loadBalancer:LoadBalancer", "shop-alb", {
          ...ALB,
          subnets: [idOf("site-public-0"), "subnet-0f1e2d3c4b5a69788"],
          securityGroups: [idOf("shop-balancer")],
        }),
        targets("shop-targets", 8080, "instance", "HTTP"),
        declared("aws:lb/listener:Listener", "shop-https", {
          loadBalancerArn: output("shop-alb", "arn"),
          port: 443,
          protocol: "HTTPS",
          certificateArn:
            "arn:aws:acm:eu-west-1:111122223333:certificate/0b9a1c7e-53d1-4f61-8a0b-3f0f0f6c2f11",
          defaultActions: [forward("shop-targets")],
        }),
        privateInstance("shop", SUBNETS[1] ?? idOf("site-private-1"), [idOf("shop-servers")]),
        declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "shop-target", {
          targetGroupArn: output("shop-targets", "arn"),
          targetId: idOf("shop"),
        }),
      ),
    ),
  },
  {
    id: "program-public-subnet-for-a-closed-instance",
    what: "The site's instance has a public address for downloads, and admits the load balancer alone.",
    source: servicePages.securityGroups,
    verdict: "accepted",
    // Security Hub's control EC2.9 refuses the address itself; the way through it is what is judged here.
    options: { levels: { "no-public-address": "advisory" } },
    resources: site(PUBLIC_ADDRESS),
  },
];
