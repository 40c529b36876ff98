import type { ServiceRequests } from "./request";
import { ruleRequest, rulesOf } from "./securityGroupRules";

const TAGS = { tags: "TagSpecifications[*].Tags" };
const NAME_PREFIX = { namePrefix: "it is the prefix of the name" };

/** Requests to EC2: networks, security groups and instances. */
export const ec2: ServiceRequests = {
  service: "EC2",
  model: "ec2",
  types: {
    "aws:ec2/vpc:Vpc": {
      resource: "AWS::EC2::VPC",
      members: {
        ...TAGS,
        assignGeneratedIpv6CidrBlock: "AmazonProvidedIpv6CidrBlock",
        enableDnsHostnames: "ModifyVpcAttribute:EnableDnsHostnames.Value",
        enableDnsSupport: "ModifyVpcAttribute:EnableDnsSupport.Value",
        enableNetworkAddressUsageMetrics: "ModifyVpcAttribute:EnableNetworkAddressUsageMetrics.Value",
      },
    },
    "aws:ec2/subnet:Subnet": {
      resource: "AWS::EC2::Subnet",
      members: {
        ...TAGS,
        assignIpv6AddressOnCreation: "ModifySubnetAttribute:AssignIpv6AddressOnCreation.Value",
        enableDns64: "ModifySubnetAttribute:EnableDns64.Value",
        enableResourceNameDnsARecordOnLaunch: [
          "ModifySubnetAttribute:EnableResourceNameDnsARecordOnLaunch.Value",
          "/PrivateDnsNameOptionsOnLaunch/EnableResourceNameDnsARecord",
        ],
        enableResourceNameDnsAaaaRecordOnLaunch: [
          "ModifySubnetAttribute:EnableResourceNameDnsAAAARecordOnLaunch.Value",
          "/PrivateDnsNameOptionsOnLaunch/EnableResourceNameDnsAAAARecord",
        ],
        mapPublicIpOnLaunch: "ModifySubnetAttribute:MapPublicIpOnLaunch.Value",
        privateDnsHostnameTypeOnLaunch: [
          "ModifySubnetAttribute:PrivateDnsHostnameTypeOnLaunch",
          "/PrivateDnsNameOptionsOnLaunch/HostnameType",
        ],
      },
    },
    "aws:ec2/internetGateway:InternetGateway": {
      resource: "AWS::EC2::InternetGateway",
      members: { ...TAGS, vpcId: "AttachInternetGateway:VpcId" },
    },
    "aws:ec2/eip:Eip": {
      resource: "AWS::EC2::EIP",
      members: {
        ...TAGS,
        instance: ["AssociateAddress:InstanceId", "/InstanceId"],
        networkInterface: "AssociateAddress:NetworkInterfaceId",
        associateWithPrivateIp: "AssociateAddress:PrivateIpAddress",
      },
    },
    "aws:ec2/natGateway:NatGateway": {
      resource: "AWS::EC2::NatGateway",
      members: { ...TAGS, privateIp: ["PrivateIpAddress", "/PrivateIpAddress"] },
    },
    "aws:ec2/routeTable:RouteTable": {
      resource: "AWS::EC2::RouteTable",
      members: {
        ...TAGS,
        "routes[*].cidrBlock": "CreateRoute:DestinationCidrBlock",
        "routes[*].ipv6CidrBlock": "CreateRoute:DestinationIpv6CidrBlock",
        "routes[*].destinationPrefixListId": "CreateRoute:DestinationPrefixListId",
        "routes[*].gatewayId": "CreateRoute:GatewayId",
        "routes[*].natGatewayId": "CreateRoute:NatGatewayId",
        "routes[*].egressOnlyGatewayId": "CreateRoute:EgressOnlyInternetGatewayId",
        "routes[*].vpcEndpointId": "CreateRoute:VpcEndpointId",
        propagatingVgws: "EnableVgwRoutePropagation:GatewayId",
        "propagatingVgws[*]": "EnableVgwRoutePropagation:GatewayId",
      },
    },
    "aws:ec2/routeTableAssociation:RouteTableAssociation": {
      resource: "AWS::EC2::SubnetRouteTableAssociation",
    },
    "aws:ec2/route:Route": {
      resource: "AWS::EC2::Route",
      members: {
        egressOnlyGatewayId: ["EgressOnlyInternetGatewayId", "/EgressOnlyInternetGatewayId"],
      },
    },
    "aws:ec2/vpcEndpoint:VpcEndpoint": {
      resource: "AWS::EC2::VPCEndpoint",
      members: {
        ...TAGS,
        policy: ["PolicyDocument", "/PolicyDocument"],
        "dnsOptions.privateDnsOnlyForInboundResolverEndpoint": [
          "DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint",
          "/DnsOptions/PrivateDnsOnlyForInboundResolverEndpoint",
        ],
      },
      notSent: { autoAccept: "the provider accepts the connection itself" },
    },
    "aws:ec2/securityGroup:SecurityGroup": {
      resource: "AWS::EC2::SecurityGroup",
      members: {
        ...TAGS,
        name: ["GroupName", "/GroupName"],
        description: ["Description", "/GroupDescription"],
        ...rulesOf("ingress"),
        ...rulesOf("egress"),
      },
      notSent: { ...NAME_PREFIX, revokeRulesOnDelete: "the provider uses it only for deletion" },
    },
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
      resource: "AWS::EC2::SecurityGroup",
      members: { tags: "CreateTags:Tags", ...rulesOf("ingress"), ...rulesOf("egress") },
      notSent: { revokeRulesOnDelete: "the provider uses it only for deletion" },
    },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ruleRequest(
      "AWS::EC2::SecurityGroupIngress",
      "Source",
    ),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ruleRequest(
      "AWS::EC2::SecurityGroupEgress",
      "Destination",
    ),
    "aws:ec2/flowLog:FlowLog": {
      resource: "AWS::EC2::FlowLog",
      members: {
        ...TAGS,
        iamRoleArn: ["DeliverLogsPermissionArn", "/DeliverLogsPermissionArn"],
        vpcId: ["ResourceIds[*]", "/ResourceId"],
        subnetId: ["ResourceIds[*]", "/ResourceId"],
        eniId: ["ResourceIds[*]", "/ResourceId"],
        transitGatewayId: ["ResourceIds[*]", "/ResourceId"],
        transitGatewayAttachmentId: ["ResourceIds[*]", "/ResourceId"],
        regionalNatGatewayId: ["ResourceIds[*]", "/ResourceId"],
      },
    },
    "aws:ec2/launchTemplate:LaunchTemplate": {
      resource: "AWS::EC2::LaunchTemplate",
      within: "LaunchTemplateData",
      resourceWithin: "LaunchTemplateData",
      members: {
        name: ["LaunchTemplateName", "/LaunchTemplateName"],
        description: ["VersionDescription", "/VersionDescription"],
        tags: "TagSpecifications[*].Tags",
        vpcSecurityGroupIds: ["LaunchTemplateData.SecurityGroupIds", "/LaunchTemplateData/SecurityGroupIds"],
        "networkInterfaces[*].securityGroups": [
          "LaunchTemplateData.NetworkInterfaces[*].Groups",
          "/LaunchTemplateData/NetworkInterfaces/*/Groups",
        ],
        defaultVersion: "ModifyLaunchTemplate:DefaultVersion",
      },
      looserThanCloudFormation: {
        // A Systems Manager parameter can name the image: resolve:ssm:NAME.
        imageId: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html",
      },
      notSent: {
        ...NAME_PREFIX,
        updateDefaultVersion: "it makes the provider set the newest version as the default",
      },
    },
    "aws:ec2/instance:Instance": {
      resource: "AWS::EC2::Instance",
      members: {
        ...TAGS,
        ami: ["ImageId", "/ImageId"],
        associatePublicIpAddress: [
          "NetworkInterfaces[*].AssociatePublicIpAddress",
          "/NetworkInterfaces/*/AssociatePublicIpAddress",
        ],
        availabilityZone: ["Placement.AvailabilityZone", "/AvailabilityZone"],
        iamInstanceProfile: ["IamInstanceProfile.Name", "/IamInstanceProfile"],
        "launchTemplate.id": ["LaunchTemplate.LaunchTemplateId", "/LaunchTemplate/LaunchTemplateId"],
        "launchTemplate.name": ["LaunchTemplate.LaunchTemplateName", "/LaunchTemplate/LaunchTemplateName"],
        monitoring: ["Monitoring.Enabled", "/Monitoring"],
        privateIp: ["PrivateIpAddress", "/PrivateIpAddress"],
        rootBlockDevice: ["BlockDeviceMappings[*].Ebs", "/BlockDeviceMappings/*/Ebs"],
        sourceDestCheck: ["ModifyInstanceAttribute:SourceDestCheck.Value", "/SourceDestCheck"],
        vpcSecurityGroupIds: ["SecurityGroupIds", "/SecurityGroupIds"],
        userDataBase64: ["UserData", "/UserData"],
      },
      notSent: { userDataReplaceOnChange: "the provider uses it only for comparison" },
    },
  },
};
