import { added, declared, idOf, joined, output, reported } from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";
import { SUBNETS } from "../entries/shared";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";

const ROLE = "arn:aws:iam::111122223333:role/service";

/** Stacks with services beside the site that reach nothing of it. */
export const elsewhere: readonly IndependentCase[] = [
  {
    id: "service-eks-elsewhere",
    what: "An EKS cluster with public endpoints is in a VPC of another stack.",
    source: servicePages.eks,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:eks/cluster:Cluster", "cluster", {
          roleArn: ROLE,
          vpcConfig: {
            subnetIds: ["subnet-0f1e2d3c4b5a69788", "subnet-0a1b2c3d4e5f60718"],
            endpointPublicAccess: true,
          },
        }),
      ),
    ),
  },
  {
    id: "service-lightsail",
    what: "A Lightsail instance, which is in no VPC of the account, runs a blog.",
    source: servicePages.lightsail,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:lightsail/instance:Instance", "blog", {
          availabilityZone: "eu-west-1a",
          blueprintId: "wordpress",
          bundleId: "nano_3_0",
        }),
      ),
    ),
  },
  {
    id: "service-app-runner-elsewhere",
    what: "An App Runner service without a connector runs a portal.",
    source: servicePages.appRunner,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:apprunner/service:Service", "portal", {
          serviceName: "portal",
          sourceConfiguration: {
            imageRepository: {
              imageIdentifier: "public.ecr.aws/acme/portal:4",
              imageRepositoryType: "ECR_PUBLIC",
            },
          },
        }),
      ),
    ),
  },
  {
    id: "service-beanstalk-elsewhere",
    what: "A public Elastic Beanstalk environment is in a VPC of another stack.",
    source: servicePages.beanstalk,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:elasticbeanstalk/environment:Environment", "portal", {
          application: "portal",
          solutionStackName: "64bit Amazon Linux 2023 v4.3.0 running Node.js 22",
          settings: [
            { namespace: "aws:ec2:vpc", name: "VPCId", value: "vpc-0a1b2c3d4e5f60718" },
            { namespace: "aws:ec2:vpc", name: "Subnets", value: "subnet-0f1e2d3c4b5a69788" },
          ],
        }),
      ),
    ),
  },
  {
    id: "service-transfer-elsewhere",
    what: "An SFTP server of Transfer Family has a public endpoint of AWS.",
    source: servicePages.transfer,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:transfer/server:Server", "files", {
          protocols: ["SFTP"],
          endpointType: "PUBLIC",
          identityProviderType: "SERVICE_MANAGED",
          securityPolicyName: "TransferSecurityPolicy-2024-01",
        }),
      ),
    ),
  },
  {
    id: "service-broker-in-the-network",
    what: "A broker in the site's subnets admits the site's instances.",
    source: servicePages.mq,
    verdict: "accepted",
    resources: site(
      added(
        group("broker-group"),
        admitting("instances-to-broker", "broker-group", [5671, 5671], {
          referencedSecurityGroupId: idOf("site-instances"),
        }),
        declared("aws:mq/broker:Broker", "broker", {
          brokerName: "orders",
          engineType: "RabbitMQ",
          engineVersion: "3.13",
          hostInstanceType: "mq.m5.large",
          publiclyAccessible: false,
          subnetIds: [idOf("site-private-0")],
          securityGroups: [idOf("broker-group")],
          users: [{ username: "orders", password: output("broker-password", "result") }],
        }),
        declared("random:index/randomPassword:RandomPassword", "broker-password", {
          length: 24,
          special: false,
        }),
      ),
    ),
  },
  {
    id: "service-search-in-the-network",
    what: "An OpenSearch domain in the site's subnets admits the site's instances.",
    source: servicePages.openSearch,
    verdict: "accepted",
    resources: site(
      added(
        group("search-group"),
        admitting("instances-to-search", "search-group", [443, 443], {
          referencedSecurityGroupId: idOf("site-instances"),
        }),
        declared("aws:opensearch/domain:Domain", "search", {
          engineVersion: "OpenSearch_2.17",
          clusterConfig: { instanceType: "t3.small.search", instanceCount: 1 },
          ebsOptions: { ebsEnabled: true, volumeSize: 10 },
          vpcOptions: { subnetIds: [idOf("site-private-0")], securityGroupIds: [idOf("search-group")] },
        }),
      ),
    ),
  },
  {
    id: "service-warehouse-elsewhere",
    what: "A public Redshift cluster has a group that nothing of the site admits.",
    source: servicePages.redshift,
    verdict: "accepted",
    resources: site(
      added(
        group("warehouse-group"),
        admitting("office-to-warehouse", "warehouse-group", [5439, 5439], { cidrIpv4: "203.0.113.8/32" }),
        declared("aws:redshift/cluster:Cluster", "warehouse", {
          clusterIdentifier: "warehouse",
          nodeType: "ra3.large",
          manageMasterPassword: true,
          masterUsername: "admin",
          publiclyAccessible: true,
          encrypted: "true",
          vpcSecurityGroupIds: [idOf("warehouse-group")],
        }),
      ),
    ),
  },
  {
    id: "service-game-servers",
    what: "A GameLift fleet is in a VPC of GameLift's, without peering.",
    source: servicePages.gameLift,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:gamelift/fleet:Fleet", "games", {
          buildId: "build-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
          ec2InstanceType: "c5.large",
          ec2InboundPermissions: [{ fromPort: 7777, toPort: 7777, ipRange: "0.0.0.0/0", protocol: "UDP" }],
        }),
      ),
    ),
  },
  {
    id: "service-workspace",
    what: "A desktop of WorkSpaces is in a directory of another VPC.",
    source: servicePages.workspaces,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:workspaces/workspace:Workspace", "desktop", {
          directoryId: "d-9067783251",
          bundleId: "wsb-bh8rsxt14",
          userName: "designer",
          rootVolumeEncryptionEnabled: true,
          userVolumeEncryptionEnabled: true,
        }),
      ),
    ),
  },
  {
    id: "service-notebook-in-the-network",
    what: "A SageMaker notebook in the site's subnets has a group that nothing of the site admits.",
    source: servicePages.notebooks,
    verdict: "accepted",
    resources: site(
      added(
        group("notebook-group"),
        declared("aws:sagemaker/notebookInstance:NotebookInstance", "notebook", {
          roleArn: ROLE,
          instanceType: "ml.t3.medium",
          subnetId: idOf("site-private-0"),
          securityGroups: [idOf("notebook-group")],
          directInternetAccess: "Disabled",
        }),
      ),
    ),
  },
  {
    id: "service-batch-in-the-network",
    what: "Batch runs jobs in the site's private subnets, in a group that nothing of the site admits.",
    source: servicePages.batch,
    verdict: "accepted",
    resources: site(
      added(
        group("jobs-group"),
        declared("aws:batch/computeEnvironment:ComputeEnvironment", "jobs", {
          type: "MANAGED",
          serviceRole: ROLE,
          computeResources: {
            type: "FARGATE",
            maxVcpus: 8,
            subnets: SUBNETS,
            securityGroupIds: [idOf("jobs-group")],
          },
        }),
      ),
    ),
  },
  {
    id: "service-cloudformation-alarm",
    what: "A CloudFormation template has an alarm on the site's load balancer.",
    source: servicePages.cloudFormation,
    verdict: "accepted",
    // In a first preview the template is unknown, and could as well add a listener to the load balancer.
    moments: ["known"],
    resources: site(
      reported("site-alb", { arnSuffix: "app/site-alb/50dc6c495c0c9188" }),
      added(
        declared("aws:cloudformation/stack:Stack", "alarms", {
          templateBody: joined`{"Resources":{"Errors":{"Type":"AWS::CloudWatch::Alarm","Properties":{"Namespace":"AWS/ApplicationELB","MetricName":"HTTPCode_ELB_5XX_Count","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":10,"ComparisonOperator":"GreaterThanThreshold","Dimensions":[{"Name":"LoadBalancer","Value":"${output("site-alb", "arnSuffix")}"}]}}}}`,
        }),
      ),
    ),
  },
];
