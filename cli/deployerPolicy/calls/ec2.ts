/** Calls for networks, security groups and instances. */
import { type Call, type CallTable, serviceLinkedRole } from "./typeCalls";

const tagging = (resource: string) => ({
  create: [`ec2:CreateTags ${resource}`],
  update: [`ec2:CreateTags ${resource}`, `ec2:DeleteTags ${resource}`],
});

/** The permissions that AWS requires of the caller for launching instances from a launch template. */
const launching: readonly Call[] = [
  "ec2:RunInstances instance volume network-interface subnet security-group launch-template image",
  "ec2:CreateTags instance volume network-interface",
  "ssm:GetParameters public-parameter",
  "iam:PassRole passed-role",
];

const changingRules: readonly Call[] = [
  "ec2:AuthorizeSecurityGroupIngress security-group security-group-rule",
  "ec2:AuthorizeSecurityGroupEgress security-group security-group-rule",
  "ec2:RevokeSecurityGroupIngress security-group",
  "ec2:RevokeSecurityGroupEgress security-group",
  "ec2:ModifySecurityGroupRules security-group security-group-rule aws-prefix-list",
];

const rule = (direction: "Ingress" | "Egress") => ({
  create: [
    `ec2:AuthorizeSecurityGroup${direction} security-group security-group-rule`,
    ...tagging("security-group-rule").create,
  ],
  read: ["ec2:DescribeSecurityGroupRules"],
  update: [
    "ec2:ModifySecurityGroupRules security-group security-group-rule aws-prefix-list",
    ...tagging("security-group-rule").update,
  ],
  delete: [`ec2:RevokeSecurityGroup${direction} security-group`],
});

/** Calls by resource type. */
export const ec2Calls: CallTable = {
  "aws:ec2/vpc:Vpc": {
    create: ["ec2:CreateVpc vpc", "ec2:ModifyVpcAttribute vpc", ...tagging("vpc").create],
    read: [
      "ec2:DescribeVpcs",
      "ec2:DescribeVpcAttribute vpc",
      "ec2:DescribeNetworkAcls",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroups",
    ],
    update: ["ec2:ModifyVpcAttribute vpc", ...tagging("vpc").update],
    delete: ["ec2:DeleteVpc vpc"],
  },
  "aws:ec2/internetGateway:InternetGateway": {
    create: [
      "ec2:CreateInternetGateway internet-gateway",
      "ec2:AttachInternetGateway internet-gateway vpc",
      ...tagging("internet-gateway").create,
    ],
    read: ["ec2:DescribeInternetGateways"],
    update: ["ec2:AttachInternetGateway internet-gateway vpc", ...tagging("internet-gateway").update],
    delete: ["ec2:DetachInternetGateway internet-gateway vpc", "ec2:DeleteInternetGateway internet-gateway"],
  },
  "aws:ec2/subnet:Subnet": {
    create: ["ec2:CreateSubnet subnet vpc", "ec2:ModifySubnetAttribute subnet", ...tagging("subnet").create],
    read: ["ec2:DescribeSubnets"],
    update: ["ec2:ModifySubnetAttribute subnet", ...tagging("subnet").update],
    delete: ["ec2:DeleteSubnet subnet", "ec2:DescribeNetworkInterfaces"],
  },
  "aws:ec2/routeTable:RouteTable": {
    create: [
      "ec2:CreateRouteTable route-table vpc",
      "ec2:CreateRoute route-table",
      ...tagging("route-table").create,
    ],
    read: ["ec2:DescribeRouteTables"],
    update: [
      "ec2:CreateRoute route-table",
      "ec2:ReplaceRoute route-table",
      "ec2:DeleteRoute route-table",
      ...tagging("route-table").update,
    ],
    delete: ["ec2:DisassociateRouteTable route-table subnet", "ec2:DeleteRouteTable route-table"],
  },
  "aws:ec2/route:Route": {
    create: ["ec2:CreateRoute route-table"],
    read: ["ec2:DescribeRouteTables"],
    update: ["ec2:ReplaceRoute route-table"],
    delete: ["ec2:DeleteRoute route-table"],
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    create: ["ec2:AssociateRouteTable route-table subnet"],
    read: ["ec2:DescribeRouteTables"],
    update: ["ec2:ReplaceRouteTableAssociation route-table subnet"],
    delete: ["ec2:DisassociateRouteTable route-table subnet"],
  },
  "aws:ec2/eip:Eip": {
    create: [
      "ec2:AllocateAddress elastic-ip",
      "ec2:AssociateAddress elastic-ip network-interface instance",
      ...tagging("elastic-ip").create,
    ],
    read: ["ec2:DescribeAddresses", "ec2:DescribeAddressesAttribute"],
    update: [
      "ec2:AssociateAddress elastic-ip network-interface instance",
      "ec2:DisassociateAddress elastic-ip network-interface",
      ...tagging("elastic-ip").update,
    ],
    delete: ["ec2:DisassociateAddress elastic-ip network-interface", "ec2:ReleaseAddress elastic-ip"],
  },
  "aws:ec2/natGateway:NatGateway": {
    create: ["ec2:CreateNatGateway natgateway subnet elastic-ip", ...tagging("natgateway").create],
    read: ["ec2:DescribeNatGateways"],
    update: [
      "ec2:AssociateNatGatewayAddress natgateway elastic-ip",
      "ec2:DisassociateNatGatewayAddress natgateway elastic-ip network-interface",
      ...tagging("natgateway").update,
    ],
    delete: ["ec2:DeleteNatGateway natgateway"],
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    create: [
      "ec2:CreateVpcEndpoint vpc-endpoint vpc subnet security-group route-table",
      "route53:AssociateVPCWithHostedZone any-hostedzone",
      ...tagging("vpc-endpoint").create,
    ],
    read: ["ec2:DescribeVpcEndpoints", "ec2:DescribePrefixLists"],
    update: [
      "ec2:ModifyVpcEndpoint vpc-endpoint subnet security-group route-table",
      ...tagging("vpc-endpoint").update,
    ],
    delete: ["ec2:DeleteVpcEndpoints vpc-endpoint"],
  },
  "aws:ec2/flowLog:FlowLog": {
    create: [
      "ec2:CreateFlowLogs vpc-flow-log vpc",
      "iam:PassRole passed-role",
      ...tagging("vpc-flow-log").create,
    ],
    read: ["ec2:DescribeFlowLogs"],
    update: tagging("vpc-flow-log").update,
    delete: ["ec2:DeleteFlowLogs vpc-flow-log"],
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    create: [
      "ec2:CreateSecurityGroup security-group vpc",
      ...changingRules,
      ...tagging("security-group").create,
    ],
    read: ["ec2:DescribeSecurityGroups"],
    update: [...changingRules, ...tagging("security-group").update],
    delete: ["ec2:DescribeNetworkInterfaces", "ec2:DeleteSecurityGroup security-group"],
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    create: [...changingRules, ...tagging("security-group").create],
    read: ["ec2:DescribeSecurityGroups"],
    update: [...changingRules, ...tagging("security-group").update],
    delete: [],
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule("Ingress"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule("Egress"),
  "aws:ec2/launchTemplate:LaunchTemplate": {
    create: ["ec2:CreateLaunchTemplate launch-template", ...tagging("launch-template").create],
    read: ["ec2:DescribeLaunchTemplates", "ec2:DescribeLaunchTemplateVersions"],
    update: [
      "ec2:CreateLaunchTemplateVersion launch-template",
      "ec2:ModifyLaunchTemplate launch-template",
      ...tagging("launch-template").update,
    ],
    delete: ["ec2:DeleteLaunchTemplate launch-template"],
  },
  "aws:ec2/instance:Instance": {
    create: [
      "ec2:RunInstances instance volume network-interface subnet security-group image",
      "ec2:CreateTags instance volume network-interface",
      "ssm:GetParameters public-parameter",
      "iam:PassRole passed-role",
    ],
    read: [
      "ec2:DescribeInstances",
      "ec2:DescribeInstanceAttribute instance",
      "ec2:DescribeInstanceTypes",
      "ec2:DescribeInstanceCreditSpecifications",
      "ec2:DescribeVolumes",
      "ec2:DescribeImages",
      "ec2:DescribeTags",
    ],
    update: [
      "ec2:ModifyInstanceAttribute instance security-group volume",
      "ec2:ModifyInstanceMetadataOptions instance",
      "ec2:StopInstances instance",
      "ec2:StartInstances instance",
      "ec2:DescribeIamInstanceProfileAssociations",
      "ec2:CreateTags instance volume network-interface",
      "ec2:DeleteTags instance volume network-interface",
    ],
    delete: ["ec2:ModifyInstanceAttribute instance security-group volume", "ec2:TerminateInstances instance"],
  },
  "aws:autoscaling/group:Group": {
    create: [
      "autoscaling:CreateAutoScalingGroup autoscalinggroup",
      "autoscaling:CreateOrUpdateTags autoscalinggroup",
      "autoscaling:EnableMetricsCollection autoscalinggroup",
      "autoscaling:AttachTrafficSources autoscalinggroup",
      ...launching,
      serviceLinkedRole("autoscaling.amazonaws.com"),
    ],
    read: [
      "autoscaling:DescribeAutoScalingGroups",
      "autoscaling:DescribeScalingActivities",
      "autoscaling:DescribeWarmPool",
      "autoscaling:DescribeTrafficSources",
      "autoscaling:DescribeLoadBalancerTargetGroups",
      "ec2:DescribeLaunchTemplates",
      "ec2:DescribeLaunchTemplateVersions",
      "elasticloadbalancing:DescribeTargetHealth",
    ],
    update: [
      "autoscaling:UpdateAutoScalingGroup autoscalinggroup",
      "autoscaling:CreateOrUpdateTags autoscalinggroup",
      "autoscaling:DeleteTags autoscalinggroup",
      "autoscaling:EnableMetricsCollection autoscalinggroup",
      "autoscaling:DisableMetricsCollection autoscalinggroup",
      "autoscaling:AttachTrafficSources autoscalinggroup",
      "autoscaling:DetachTrafficSources autoscalinggroup",
      "autoscaling:AttachLoadBalancerTargetGroups autoscalinggroup",
      "autoscaling:DetachLoadBalancerTargetGroups autoscalinggroup",
      "autoscaling:SuspendProcesses autoscalinggroup",
      "autoscaling:ResumeProcesses autoscalinggroup",
      "autoscaling:DescribeInstanceRefreshes",
      "autoscaling:StartInstanceRefresh autoscalinggroup",
      "autoscaling:CancelInstanceRefresh autoscalinggroup",
      ...launching,
    ],
    delete: [
      "autoscaling:UpdateAutoScalingGroup autoscalinggroup",
      "autoscaling:SetInstanceProtection autoscalinggroup",
      "autoscaling:DeleteAutoScalingGroup autoscalinggroup",
    ],
  },
  "aws:autoscaling/policy:Policy": {
    create: ["autoscaling:PutScalingPolicy autoscalinggroup"],
    read: ["autoscaling:DescribePolicies"],
    update: ["autoscaling:PutScalingPolicy autoscalinggroup"],
    delete: ["autoscaling:DeletePolicy autoscalinggroup"],
  },
};
