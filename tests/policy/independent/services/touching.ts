import { added, declared, idOf, joined, type Leaf, output, set } from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";
import { open, SUBNETS, toBalancer, toInstances } from "../entries/shared";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";

const ROLE = "arn:aws:iam::111122223333:role/service";
const GROUPS = [idOf("side-group")];
/** The group of a service, which the site's instances admit. */
const admitted = [added(group("side-group")), toInstances("side-group")];

const setting = (namespace: string, name: string, value: Leaf | string) => ({ namespace, name, value });

const FRONT_TEMPLATE = joined`{"Resources":{"Front":{"Type":"AWS::ElasticLoadBalancingV2::LoadBalancer","Properties":{"Scheme":"internet-facing","Subnets":["${idOf("site-public-0")}","subnet-0f1e2d3c4b5a69788"]}},"Listener":{"Type":"AWS::ElasticLoadBalancingV2::Listener","Properties":{"LoadBalancerArn":{"Ref":"Front"},"Port":80,"Protocol":"HTTP","DefaultActions":[{"Type":"forward","TargetGroupArn":"${output("site-signed-targets", "arn")}"}]}}}}`;

/** Stacks with a service of its own endpoints that the site admits. */
export const touching: readonly IndependentCase[] = [
  {
    id: "service-eks-admitted",
    what: "The site's instances admit the group of an EKS cluster, whose pods may be on the internet.",
    source: servicePages.eks,
    verdict: "refused",
    resources: site(
      ...admitted,
      added(
        declared("aws:eks/cluster:Cluster", "cluster", {
          roleArn: ROLE,
          vpcConfig: { subnetIds: SUBNETS, securityGroupIds: GROUPS, endpointPublicAccess: true },
        }),
        declared("aws:eks/nodeGroup:NodeGroup", "nodes", {
          clusterName: output("cluster", "name"),
          nodeRoleArn: ROLE,
          subnetIds: SUBNETS,
          scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 },
        }),
      ),
    ),
  },
  {
    id: "service-beanstalk-admitted",
    what: "The site's instances admit the instances of a public Elastic Beanstalk environment.",
    source: servicePages.beanstalk,
    verdict: "refused",
    resources: site(
      ...admitted,
      added(
        declared("aws:elasticbeanstalk/environment:Environment", "portal", {
          application: "portal",
          solutionStackName: "64bit Amazon Linux 2023 v4.3.0 running Node.js 22",
          settings: [
            setting("aws:ec2:vpc", "VPCId", idOf("site-vpc")),
            setting("aws:ec2:vpc", "Subnets", idOf("site-private-0")),
            setting("aws:ec2:vpc", "ELBScheme", "public"),
            setting("aws:autoscaling:launchconfiguration", "SecurityGroups", idOf("side-group")),
          ],
        }),
      ),
    ),
  },
  {
    id: "service-app-runner-admitted",
    what: "The site's instances admit the connector of an App Runner service, which is on the internet.",
    source: servicePages.appRunner,
    verdict: "refused",
    resources: site(
      ...admitted,
      added(
        declared("aws:apprunner/vpcConnector:VpcConnector", "connector", {
          vpcConnectorName: "connector",
          subnets: SUBNETS,
          securityGroups: GROUPS,
        }),
        declared("aws:apprunner/service:Service", "portal", {
          serviceName: "portal",
          sourceConfiguration: {
            imageRepository: {
              imageIdentifier: "public.ecr.aws/acme/portal:4",
              imageRepositoryType: "ECR_PUBLIC",
            },
          },
          networkConfiguration: {
            egressConfiguration: { egressType: "VPC", vpcConnectorArn: output("connector", "arn") },
          },
        }),
      ),
    ),
  },
  {
    id: "service-appstream-admitted",
    what: "The site's instances admit the streamed desktops of AppStream, whose users are on the internet.",
    source: servicePages.appStream,
    verdict: "refused",
    resources: site(
      ...admitted,
      added(
        declared("aws:appstream/fleet:Fleet", "desktops", {
          instanceType: "stream.standard.small",
          imageName: "Amazon-AppStream2-Sample-Image-03-11-2023",
          computeCapacity: { desiredInstances: 1 },
          vpcConfig: { subnetIds: [idOf("site-private-0")], securityGroupIds: GROUPS },
        }),
      ),
    ),
  },
  {
    id: "service-notebook-admitted",
    what: "The site's load balancer admits a SageMaker notebook, a server on the internet.",
    source: servicePages.notebooks,
    verdict: "refused",
    resources: site(
      added(
        group("side-group"),
        declared("aws:sagemaker/notebookInstance:NotebookInstance", "notebook", {
          roleArn: ROLE,
          instanceType: "ml.t3.medium",
          subnetId: idOf("site-private-0"),
          securityGroups: GROUPS,
          directInternetAccess: "Enabled",
        }),
      ),
      toBalancer("side-group"),
    ),
  },
  {
    id: "service-cloud9-admitted-by-range",
    what: "The site's instances admit the public subnet, in which Cloud9 starts an instance.",
    source: servicePages.cloud9,
    verdict: "refused",
    resources: site(
      added(
        admitting("subnet-to-instances", "site-instances", [8443, 8444], { cidrIpv4: "10.0.240.0/24" }),
        declared("aws:cloud9/environmentEC2:EnvironmentEC2", "editor", {
          instanceType: "t3.small",
          imageId: "amazonlinux-2023-x86_64",
          subnetId: idOf("site-public-0"),
        }),
      ),
    ),
  },
  {
    id: "service-emr-admitted",
    what: "The site's instances admit the nodes of an EMR cluster in the public subnet, which admit everybody.",
    source: servicePages.emr,
    verdict: "refused",
    names: "hadoop",
    resources: site(
      ...admitted,
      added(
        open("side-group", [8088, 8088]),
        declared("aws:emr/cluster:Cluster", "hadoop", {
          releaseLabel: "emr-7.5.0",
          serviceRole: ROLE,
          ec2Attributes: {
            instanceProfile: "arn:aws:iam::111122223333:instance-profile/emr",
            subnetId: idOf("site-public-0"),
            emrManagedMasterSecurityGroup: idOf("side-group"),
            emrManagedSlaveSecurityGroup: idOf("side-group"),
          },
          masterInstanceGroup: { instanceType: "m5.xlarge" },
        }),
      ),
    ),
  },
  {
    id: "service-grafana-admitted",
    what: "The site's load balancer admits a Grafana workspace, which is on the internet and asks data sources.",
    source: servicePages.grafana,
    verdict: "refused",
    resources: site(
      added(
        group("side-group"),
        declared("aws:grafana/workspace:Workspace", "charts", {
          accountAccessType: "CURRENT_ACCOUNT",
          authenticationProviders: ["AWS_SSO"],
          permissionType: "SERVICE_MANAGED",
          vpcConfiguration: { subnetIds: SUBNETS, securityGroupIds: GROUPS },
        }),
      ),
      toBalancer("side-group"),
    ),
  },
  {
    id: "service-batch-admitted",
    what: "The site's instances admit those of a Batch environment in the public subnet, which admit everybody.",
    source: servicePages.batch,
    verdict: "refused",
    names: "ComputeEnvironment::jobs",
    resources: site(
      ...admitted,
      set("site-public-0", "mapPublicIpOnLaunch", true),
      added(
        open("side-group", [8080, 8080]),
        declared("aws:batch/computeEnvironment:ComputeEnvironment", "jobs", {
          type: "MANAGED",
          serviceRole: ROLE,
          computeResources: {
            type: "EC2",
            instanceRole: "arn:aws:iam::111122223333:instance-profile/batch",
            instanceTypes: ["m5"],
            maxVcpus: 8,
            subnets: [idOf("site-public-0")],
            securityGroupIds: GROUPS,
          },
        }),
      ),
    ),
  },
  {
    id: "service-express-admitted",
    what: "The site's instances admit an ECS express service, which ECS puts behind a public load balancer.",
    source: servicePages.expressServices,
    verdict: "refused",
    resources: site(
      ...admitted,
      added(
        declared("aws:ecs/expressGatewayService:ExpressGatewayService", "portal", {
          executionRoleArn: ROLE,
          infrastructureRoleArn: ROLE,
          primaryContainer: { image: "public.ecr.aws/acme/portal:4", containerPort: 8080 },
          networkConfigurations: [{ subnets: [idOf("site-public-0")], securityGroups: GROUPS }],
        }),
      ),
    ),
  },
  {
    id: "service-cloudformation-front",
    what: "A CloudFormation template has a public load balancer that forwards to the site's targets.",
    source: servicePages.cloudFormation,
    verdict: "refused",
    resources: site(
      added(declared("aws:cloudformation/stack:Stack", "front-stack", { templateBody: FRONT_TEMPLATE })),
    ),
  },
  {
    id: "service-cloudformation-elsewhere-with-the-targets",
    what: "A CloudFormation template in a bucket has the site's target group as a parameter.",
    source: servicePages.nestedStacks,
    verdict: "refused",
    resources: site(
      added(
        declared("aws:cloudformation/stack:Stack", "front-stack", {
          templateUrl: "https://acme-templates.s3.eu-west-1.amazonaws.com/front.yaml",
          parameters: { TargetGroup: output("site-signed-targets", "arn") },
        }),
      ),
    ),
  },
  {
    id: "service-application-with-the-group",
    what: "An application of the Serverless Application Repository has the site's security group as a parameter.",
    source: servicePages.applications,
    verdict: "refused",
    resources: site(
      added(
        declared("aws:serverlessrepository/cloudFormationStack:CloudFormationStack", "proxy-application", {
          applicationId: "arn:aws:serverlessrepo:us-east-1:444455556666:applications/proxy",
          capabilities: ["CAPABILITY_IAM"],
          parameters: { SecurityGroup: idOf("site-balancer"), Subnet: idOf("site-public-0") },
        }),
      ),
    ),
  },
  {
    id: "service-product-with-the-instance",
    what: "A product of the Service Catalog has the site's instance as a parameter.",
    source: servicePages.serviceCatalog,
    verdict: "refused",
    resources: site(
      added(
        declared("aws:servicecatalog/provisionedProduct:ProvisionedProduct", "front-product", {
          productName: "public-front",
          provisioningArtifactName: "4",
          provisioningParameters: [{ key: "InstanceId", value: idOf("site-instance") }],
        }),
      ),
    ),
  },
];
