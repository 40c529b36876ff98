import { createHash } from "node:crypto";
import type { Properties } from "./values";
import { secret } from "./values";

const REGION = "eu-west-1";
const ACCOUNT = "111122223333";

/** Derives digits from a name, so that a stack is the same each time it is built. */
function digits(name: string, length: number): string {
  return createHash("sha256").update(name).digest("hex").slice(0, length);
}

/** Derives decimal digits from a name. */
function decimals(name: string, length: number): string {
  return BigInt(`0x${digits(name, 64)}`)
    .toString()
    .slice(0, length);
}

/** The prefixes of EC2's ids, which have 17 digits. */
const PREFIXES: Record<string, string> = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "sg",
  "aws:ec2/defaultSubnet:DefaultSubnet": "subnet",
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": "eigw",
  "aws:ec2/eip:Eip": "eipalloc",
  "aws:ec2/instance:Instance": "i",
  "aws:ec2/internetGateway:InternetGateway": "igw",
  "aws:ec2/launchTemplate:LaunchTemplate": "lt",
  "aws:ec2/managedPrefixList:ManagedPrefixList": "pl",
  "aws:ec2/natGateway:NatGateway": "nat",
  "aws:ec2/networkInterface:NetworkInterface": "eni",
  "aws:ec2/routeTable:RouteTable": "rtb",
  "aws:ec2/securityGroup:SecurityGroup": "sg",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": "sir",
  "aws:ec2/subnet:Subnet": "subnet",
  "aws:ec2/vpc:Vpc": "vpc",
  "aws:ec2/fleet:Fleet": "fleet",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "vpce",
  "aws:ec2/vpcEndpointService:VpcEndpointService": "vpce-svc",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "sgr",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "sgr",
};

/** AWS's default key policy, under which IAM policies of the account may allow the use of the key. */
const DEFAULT_KEY_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Enable IAM User Permissions",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: "kms:*",
      Resource: "*",
    },
  ],
});

/**
 * Arguments that the provider fills in if a program leaves them out. They are unknown in a first preview, and known after an
 * update.
 */
const FILLED_IN: Record<string, Properties> = {
  "aws:alb/loadBalancer:LoadBalancer": { internal: false, subnetMappings: [] },
  "aws:autoscaling/group:Group": { loadBalancers: [], targetGroupArns: [], trafficSources: [] },
  "aws:cloudfront/distribution:Distribution": { continuousDeploymentPolicyId: "" },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { ingress: [], egress: [] },
  "aws:ec2/eip:Eip": { associationId: "", instance: "", networkInterface: "" },
  "aws:ec2/instance:Instance": {
    ebsBlockDevices: [],
    ipv6Addresses: [],
    networkInterfaces: [],
    publicIp: "",
  },
  "aws:ec2/securityGroup:SecurityGroup": { ingress: [], egress: [] },
  "aws:iam/role:Role": { inlinePolicies: [], managedPolicyArns: [] },
  "aws:kms/key:Key": { policy: DEFAULT_KEY_POLICY },
  "aws:lb/loadBalancer:LoadBalancer": { internal: false, subnetMappings: [] },
};

/** Outputs by type. */
const OUTPUTS: Record<string, (name: string) => Properties> = {
  "aws:cloudfront/distribution:Distribution": (name) => ({
    id: `E${digits(name, 13).toUpperCase()}`,
    arn: `arn:aws:cloudfront::${ACCOUNT}:distribution/E${digits(name, 13).toUpperCase()}`,
    domainName: `d${digits(name, 13)}.cloudfront.net`,
    hostedZoneId: "Z2FDTNDATAQYW2",
  }),
  "aws:cloudfront/originAccessIdentity:OriginAccessIdentity": (name) => {
    const id = `E${digits(name, 13).toUpperCase()}`;
    return {
      id,
      cloudfrontAccessIdentityPath: `origin-access-identity/cloudfront/${id}`,
      iamArn: `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${id}`,
    };
  },
  "aws:cloudfront/publicKey:PublicKey": (name) => ({ id: `K${digits(name, 13).toUpperCase()}` }),
  "aws:cloudfront/vpcOrigin:VpcOrigin": (name) => ({ id: `vo_${digits(name, 22)}` }),
  "aws:ec2/instance:Instance": (name) => ({
    arn: arn("ec2", `instance/i-${digits(name, 17)}`),
    privateIp: `10.0.1.${Number.parseInt(digits(name, 2), 16)}`,
    primaryNetworkInterfaceId: `eni-${digits(name, 17)}`,
  }),
  "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
  "aws:ec2/eip:Eip": (name) => ({ allocationId: `eipalloc-${digits(name, 17)}`, publicIp: "34.240.10.11" }),
  "aws:iam/role:Role": (name) => ({
    id: `${name}-4f1c2ab`,
    name: `${name}-4f1c2ab`,
    arn: `arn:aws:iam::${ACCOUNT}:role/${name}-4f1c2ab`,
  }),
  "aws:kms/key:Key": (name) => ({ id: uuid(name), keyId: uuid(name), arn: arn("kms", `key/${uuid(name)}`) }),
  "aws:lambda/function:Function": (name) => ({
    id: `${name}-4f1c2ab`,
    name: `${name}-4f1c2ab`,
    arn: arn("lambda", `function:${name}-4f1c2ab`),
    invokeArn: `arn:aws:apigateway:${REGION}:lambda:path/functions/${name}/invocations`,
  }),
  "aws:lambda/functionUrl:FunctionUrl": (name) => ({
    id: name,
    functionUrl: `https://${digits(name, 32)}.lambda-url.${REGION}.on.aws/`,
  }),
  "aws:s3/bucket:Bucket": (name) => ({
    id: `${name}-4f1c2ab`,
    bucket: `${name}-4f1c2ab`,
    arn: `arn:aws:s3:::${name}-4f1c2ab`,
    bucketDomainName: `${name}-4f1c2ab.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}-4f1c2ab.s3.${REGION}.amazonaws.com`,
  }),
  "aws:secretsmanager/secret:Secret": (name) => ({
    id: arn("secretsmanager", `secret:${name}-4f1c2ab`),
    arn: arn("secretsmanager", `secret:${name}-4f1c2ab`),
  }),
  "aws:wafv2/webAcl:WebAcl": (name) => {
    const self = `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/${name}/${uuid(name)}`;
    return { id: uuid(name), arn: self };
  },
  "random:index/randomBytes:RandomBytes": (name) => ({
    id: digits(`${name} base64`, 44),
    hex: secret(digits(name, 64)),
  }),
  "random:index/randomId:RandomId": (name) => ({ id: digits(name, 22), hex: digits(name, 32) }),
  "random:index/randomPet:RandomPet": () => ({ id: "firmly-hip-cow" }),
  "random:index/randomString:RandomString": (name) => ({ id: digits(name, 38), result: decimals(name, 38) }),
  "random:index/randomUuid7:RandomUuid7": (name) => ({ id: uuid(name), result: uuid(name) }),
  "random:index/randomPassword:RandomPassword": (name) => ({ id: "none", result: secret(digits(name, 48)) }),
};

/** Returns what the provider adds to the arguments of a resource: its id, and what others refer to. */
export function computedOutputs(type: string, name: string): Properties {
  const prefix = PREFIXES[type];
  const own = { ...FILLED_IN[type], ...OUTPUTS[type]?.(name) };
  if (prefix !== undefined) {
    return { id: `${prefix}-${digits(name, 17)}`, ...own };
  }
  return { ...byKind(type, name), ...own };
}

/** Returns the outputs of load balancers and related types, the same under every module name. */
function byKind(type: string, name: string): Properties {
  const kind = type.split(":").at(-1) ?? "";
  const hash = digits(name, 16);
  switch (kind) {
    case "LoadBalancer": {
      const family = name.includes("nlb") ? "net" : "app";
      const self = arn("elasticloadbalancing", `loadbalancer/${family}/${name}/${hash}`);
      const dnsName = `internal-${name}-${hash}.${REGION}.elb.amazonaws.com`;
      return { id: self, arn: self, dnsName, zoneId: "Z32O12XQLNTSW2" };
    }
    case "Parameter":
    case "SecretVersion": {
      return { id: `${name}-${hash}`, arn: arn("ssm", `parameter/${name}`) };
    }
    case "Listener":
    case "ListenerRule":
    case "TargetGroup":
    case "TargetGroupAttachment": {
      const self = arn("elasticloadbalancing", `${kind.toLowerCase()}/${name}/${hash}`);
      return { id: self, arn: self };
    }
    default:
      return { id: `${name}-${hash}`, arn: arn("example", `${name}-${hash}`), name: `${name}-4f1c2ab` };
  }
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

function uuid(name: string): string {
  const hex = digits(name, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
