import { added, component, declared, idOf, joined, output } from "../../misconfigurations/stackModel";
import { admitting, group, media, site } from "../base";
import { allowing, document, role } from "../documents";
import { lambda, SUBNETS } from "../entries/shared";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";

/** Programs with services beside the site. */
export const beside: readonly IndependentCase[] = [
  {
    id: "program-database",
    what: "A database admits the site's instances, with a password in Secrets Manager.",
    source: servicePages.databases,
    verdict: "accepted",
    resources: site(
      added(
        group("database-group"),
        admitting("instances-to-database", "database-group", [5432, 5432], {
          referencedSecurityGroupId: idOf("site-instances"),
        }),
        declared("aws:rds/subnetGroup:SubnetGroup", "database-subnets", { subnetIds: SUBNETS }),
        declared("aws:rds/instance:Instance", "database", {
          engine: "postgres",
          instanceClass: "db.t4g.small",
          allocatedStorage: 20,
          storageEncrypted: true,
          publiclyAccessible: false,
          manageMasterUserPassword: true,
          username: "site",
          dbSubnetGroupName: output("database-subnets", "name"),
          vpcSecurityGroupIds: [idOf("database-group")],
          skipFinalSnapshot: false,
          finalSnapshotIdentifier: "database-last",
        }),
      ),
    ),
  },
  {
    id: "program-cache",
    what: "A Redis cache admits the site's instances.",
    source: servicePages.caches,
    verdict: "accepted",
    resources: site(
      added(
        group("cache-group"),
        admitting("instances-to-cache", "cache-group", [6379, 6379], {
          referencedSecurityGroupId: idOf("site-instances"),
        }),
        declared("aws:elasticache/subnetGroup:SubnetGroup", "cache-subnets", { subnetIds: SUBNETS }),
        declared("aws:elasticache/replicationGroup:ReplicationGroup", "cache", {
          description: "Sessions of the site",
          engine: "redis",
          nodeType: "cache.t4g.small",
          numCacheClusters: 2,
          automaticFailoverEnabled: true,
          atRestEncryptionEnabled: true,
          transitEncryptionEnabled: true,
          subnetGroupName: output("cache-subnets", "name"),
          securityGroupIds: [idOf("cache-group")],
        }),
      ),
    ),
  },
  {
    id: "program-workers",
    what: "A queue feeds a function in the site's subnets, which tells a topic.",
    source: servicePages.queues,
    verdict: "accepted",
    resources: site(
      added(
        ...lambda("worker"),
        declared("aws:sqs/queue:Queue", "orders", { sqsManagedSseEnabled: true }),
        declared("aws:sns/topic:Topic", "shipped", {}),
        declared("aws:lambda/eventSourceMapping:EventSourceMapping", "orders-to-worker", {
          eventSourceArn: output("orders", "arn"),
          functionName: output("worker", "arn"),
        }),
        allowing("worker-publishes", "worker-role", {
          Effect: "Allow",
          Action: "sns:Publish",
          Resource: output("shipped", "arn"),
        }),
      ),
    ),
  },
  {
    id: "program-continuous-integration",
    what: "The builds of one repository deploy pages by a role, through GitHub's OpenID Connect.",
    source: servicePages.oidc,
    verdict: "accepted",
    resources: media(
      added(
        declared("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "github", {
          url: "https://token.actions.githubusercontent.com",
          clientIdLists: ["sts.amazonaws.com"],
        }),
        role(
          "builds",
          { Federated: output("github", "arn") },
          {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": "repo:acme/site:environment:production",
            },
          },
          "sts:AssumeRoleWithWebIdentity",
        ),
        allowing(
          "builds-deploy",
          "builds",
          {
            Effect: "Allow",
            Action: ["s3:PutObject", "s3:DeleteObject"],
            Resource: "arn:aws:s3:::acme-web/*",
          },
          {
            Effect: "Allow",
            Action: "cloudfront:CreateInvalidation",
            Resource: output("media-distribution", "arn"),
          },
        ),
      ),
    ),
  },
  {
    id: "program-cloudformation-queue",
    what: "A CloudFormation stack has a queue.",
    source: servicePages.cloudFormation,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:cloudformation/stack:Stack", "queue-stack", {
          templateBody: JSON.stringify({
            Resources: {
              Orders: { Type: "AWS::SQS::Queue", Properties: { KmsMasterKeyId: "alias/aws/sqs" } },
            },
          }),
        }),
      ),
    ),
  },
  {
    id: "program-vpn-of-administrators",
    what: "A VPN connects the administrators' office with the VPC.",
    source: servicePages.siteToSiteVpn,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:ec2/vpnGateway:VpnGateway", "office-gateway", { vpcId: idOf("site-vpc") }),
        declared("aws:ec2/customerGateway:CustomerGateway", "office", {
          bgpAsn: "65000",
          ipAddress: "203.0.113.12",
          type: "ipsec.1",
        }),
        declared("aws:ec2/vpnConnection:VpnConnection", "office-vpn", {
          customerGatewayId: idOf("office"),
          vpnGatewayId: idOf("office-gateway"),
          type: "ipsec.1",
          staticRoutesOnly: true,
        }),
        declared("aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation", "office-routes", {
          vpnGatewayId: idOf("office-gateway"),
          routeTableId: idOf("site-private-table-0"),
        }),
      ),
    ),
  },
  {
    id: "program-peering",
    what: "The site's VPC is peered with that of reports, of which the site admits nothing.",
    source: servicePages.peering,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:ec2/vpc:Vpc", "reports-vpc", { cidrBlock: "10.9.0.0/16" }),
        declared("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "site-to-reports", {
          vpcId: idOf("site-vpc"),
          peerVpcId: idOf("reports-vpc"),
          autoAccept: true,
        }),
        declared("aws:ec2/route:Route", "site-reports", {
          routeTableId: idOf("site-private-table-0"),
          destinationCidrBlock: "10.9.0.0/16",
          vpcPeeringConnectionId: idOf("site-to-reports"),
        }),
      ),
    ),
  },
  {
    id: "program-flow-logs",
    what: "The VPC's flow logs go to CloudWatch, by a role.",
    source: servicePages.flowLogs,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:cloudwatch/logGroup:LogGroup", "flow-log", { retentionInDays: 30 }),
        role("flow-log-role", { Service: "vpc-flow-logs.amazonaws.com" }),
        allowing("flow-log-writes", "flow-log-role", {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: joined`${output("flow-log", "arn")}:*`,
        }),
        declared("aws:ec2/flowLog:FlowLog", "flows", {
          vpcId: idOf("site-vpc"),
          trafficType: "ALL",
          logDestination: output("flow-log", "arn"),
          iamRoleArn: output("flow-log-role", "arn"),
        }),
      ),
    ),
  },
  {
    id: "program-alarms-and-backups",
    what: "Alarms, a dashboard and a plan of backups watch the site.",
    source: servicePages.flowLogs,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:sns/topic:Topic", "alerts", {}),
        declared("aws:cloudwatch/metricAlarm:MetricAlarm", "errors", {
          comparisonOperator: "GreaterThanThreshold",
          evaluationPeriods: 1,
          metricName: "5xxErrorRate",
          namespace: "AWS/CloudFront",
          period: 60,
          statistic: "Average",
          threshold: 5,
          alarmActions: [output("alerts", "arn")],
          dimensions: { DistributionId: idOf("site-distribution"), Region: "Global" },
        }),
        declared("aws:backup/vault:Vault", "vault", {}),
      ),
    ),
  },
  {
    id: "program-key-for-data",
    what: "A symmetric key in KMS encrypts data for roles of the account, by AWS's default policy.",
    source: servicePages.keySpecs,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:kms/key:Key", "data-key", { enableKeyRotation: true }),
        role("exporter", { Service: "lambda.amazonaws.com" }),
        declared("aws:iam/policy:Policy", "exports", {
          policy: document({
            Effect: "Allow",
            Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
            Resource: output("data-key", "arn"),
          }),
        }),
        declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "exporter-exports", {
          role: output("exporter", "name"),
          policyArn: output("exports", "arn"),
        }),
      ),
    ),
  },
  {
    id: "program-network-of-awsx",
    what: "A second network is made by the component of AWSx, whose public subnets give public addresses.",
    source: servicePages.internetGateways,
    verdict: "accepted",
    resources: site(
      added(
        component("awsx:ec2:Vpc", "network"),
        declared(
          "aws:ec2/vpc:Vpc",
          "network-vpc",
          { cidrBlock: "10.7.0.0/16", enableDnsHostnames: true },
          { parent: "network" },
        ),
        declared(
          "aws:ec2/internetGateway:InternetGateway",
          "network-igw",
          { vpcId: idOf("network-vpc") },
          { parent: "network-vpc" },
        ),
        declared(
          "aws:ec2/subnet:Subnet",
          "network-public-1",
          {
            vpcId: idOf("network-vpc"),
            cidrBlock: "10.7.128.0/20",
            availabilityZone: "eu-west-1a",
            mapPublicIpOnLaunch: true,
          },
          { parent: "network-vpc" },
        ),
      ),
    ),
  },
];
