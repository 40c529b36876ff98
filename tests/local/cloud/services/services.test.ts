import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../../../local/cloud/services/catalogue";

const PACKAGES = join(__dirname, "../../../../node_modules/@pulumi");

/** Every type and function that the components may use. */
const TYPES = `
  ec2/vpc:Vpc ec2/internetGateway:InternetGateway ec2/subnet:Subnet ec2/routeTable:RouteTable
  ec2/routeTableAssociation:RouteTableAssociation ec2/route:Route ec2/eip:Eip ec2/natGateway:NatGateway
  ec2/vpcEndpoint:VpcEndpoint ec2/securityGroup:SecurityGroup ec2/defaultSecurityGroup:DefaultSecurityGroup
  ec2/launchTemplate:LaunchTemplate vpc/securityGroupIngressRule:SecurityGroupIngressRule
  vpc/securityGroupEgressRule:SecurityGroupEgressRule lb/loadBalancer:LoadBalancer lb/listener:Listener
  lb/listenerRule:ListenerRule lb/listenerCertificate:ListenerCertificate lb/targetGroup:TargetGroup autoscaling/group:Group autoscaling/policy:Policy
  cloudfront/publicKey:PublicKey cloudfront/keyGroup:KeyGroup cloudfront/vpcOrigin:VpcOrigin
  cloudfront/distribution:Distribution cloudfront/cachePolicy:CachePolicy
  cloudfront/originRequestPolicy:OriginRequestPolicy cloudfront/responseHeadersPolicy:ResponseHeadersPolicy
  cloudfront/originAccessControl:OriginAccessControl kms/key:Key kms/alias:Alias iam/role:Role
  iam/rolePolicy:RolePolicy iam/rolePolicyAttachment:RolePolicyAttachment iam/instanceProfile:InstanceProfile
  s3/bucket:Bucket s3/bucketPolicy:BucketPolicy s3/bucketPublicAccessBlock:BucketPublicAccessBlock
  s3/bucketOwnershipControls:BucketOwnershipControls
  s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration
  s3/bucketVersioning:BucketVersioning s3/bucketObjectv2:BucketObjectv2 acm/certificate:Certificate
  acm/certificateValidation:CertificateValidation route53/record:Record
  secretsmanager/secret:Secret secretsmanager/secretVersion:SecretVersion secretsmanager/secretPolicy:SecretPolicy
  ssm/parameter:Parameter ssm/document:Document ec2/instance:Instance lb/targetGroupAttachment:TargetGroupAttachment
  wafv2/webAcl:WebAcl wafv2/webAclAssociation:WebAclAssociation
  wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration sns/topic:Topic cloudwatch/logGroup:LogGroup
  cloudwatch/metricAlarm:MetricAlarm cloudwatch/logDelivery:LogDelivery
  cloudwatch/logDeliverySource:LogDeliverySource cloudwatch/logDeliveryDestination:LogDeliveryDestination
  ec2/flowLog:FlowLog   s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration s3/bucketLogging:BucketLogging
  cognito/userPool:UserPool cognito/userPoolDomain:UserPoolDomain cognito/userPoolClient:UserPoolClient
  cognito/userGroup:UserGroup
  cloudwatch/logMetricFilter:LogMetricFilter cloudwatch/queryDefinition:QueryDefinition
  cloudwatch/contributorInsightRule:ContributorInsightRule cloudwatch/dashboard:Dashboard
  cloudwatch/logResourcePolicy:LogResourcePolicy sns/topicSubscription:TopicSubscription
  cloudfront/monitoringSubscription:MonitoringSubscription`;
const FUNCTIONS = `
  index/getAvailabilityZones index/getCallerIdentity index/getRegion index/getPartition ec2/getManagedPrefixList
  ec2/getSecurityGroup ec2/getSubnet ec2/getVpc lb/getLoadBalancer route53/getZone kms/getPublicKey cloudfront/getCachePolicy
  cloudfront/getOriginRequestPolicy cloudfront/getResponseHeadersPolicy ssm/getParameter`;

/** What the SDK of a type description: its arguments, the required ones, and its pure outputs. */
function sdkOf(token: string): { args: Set<string>; required: Set<string>; outputs: Set<string> } {
  const [provider = "", path = ""] = token.split(":");
  const file = join(PACKAGES, provider, `${path.replace(/^index\//, "")}.js`);
  assert.ok(existsSync(file), `${token}: the SDK has no ${file}`);
  const text = readFileSync(file, "utf8");
  const grab = (pattern: RegExp) => new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""));
  return {
    args: grab(/resourceInputs\["(\w+)"\] = \(?args\?\./g),
    required: grab(/args\?\.(\w+) === undefined && !opts\.urn/g),
    outputs: grab(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g),
  };
}

/** Arguments of a function, as the SDK sends them. */
function argumentsOf(token: string): Set<string> {
  const path = (token.split(":")[1] ?? "").replace(/^index\//, "");
  const text = readFileSync(join(PACKAGES, "aws", `${path}.js`), "utf8");
  return new Set([...text.matchAll(/"(\w+)": args\.\w+/g)].map((match) => match[1] ?? ""));
}

describe("the resource types of the local cloud", () => {
  it("cover every type and function that the components may use", () => {
    for (const token of TYPES.trim().split(/\s+/)) {
      assert.equal(catalogue.resource(`aws:${token}`).token, `aws:${token}`);
    }
    for (const token of FUNCTIONS.trim().split(/\s+/)) {
      const full = `aws:${token}:${token.split("/")[1] ?? ""}`;
      assert.equal(catalogue.function(full).token, full);
    }
    assert.ok(catalogue.resource("random:index/randomBytes:RandomBytes"));
    assert.ok(catalogue.resource("random:index/randomId:RandomId"));
  });

  for (const type of catalogue.allResources()) {
    it(`${type.token} has the SDK's arguments, required ones and outputs, and no others`, () => {
      const sdk = sdkOf(type.token);
      const named = Object.keys(type.inputs);
      const strangers = named.filter((name) => !sdk.args.has(name) && name !== "timeouts");
      assert.deepEqual(strangers, [], "arguments that the SDK does not have");
      const required = named.filter((name) => type.inputs[name]?.required === true);
      assert.deepEqual(required.sort(), [...sdk.required].sort(), "required arguments");
      const answered = new Set([...Object.keys(type.outputs), ...named]);
      const silent = [...sdk.outputs].filter((name) => !answered.has(name));
      assert.deepEqual(silent, [], "outputs that nothing answers");
      const invented = Object.keys(type.outputs).filter(
        (name) => !sdk.outputs.has(name) && !sdk.args.has(name),
      );
      assert.deepEqual(invented, [], "outputs that the SDK does not have");
    });

    it(`${type.token} cites a public source for all that it says`, () => {
      const sources = [
        type.source,
        ...(type.references ?? []).flatMap((one) => [
          one.missing.source,
          one.inUse?.source ?? one.missing.source,
        ]),
        ...(type.unique ?? []).map((one) => one.source),
        ...(type.rules ?? []).map((one) => one.source),
      ];
      for (const source of sources) {
        assert.match(
          source,
          /^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com\/registry|github\.com\/[\w-]+\/[\w-]+\/issues)\/.+/,
        );
      }
      for (const rule of type.rules ?? []) {
        assert.match(
          rule.description,
          /^[A-Zm].+\.$/,
          `a rule of ${type.token} says what it refuses in one sentence`,
        );
      }
    });

    it(`${type.token} refers to types that have facts`, () => {
      for (const reference of type.references ?? []) {
        for (const to of reference.to) {
          assert.ok(catalogue.resource(to));
        }
      }
    });
  }

  for (const type of catalogue.allFunctions()) {
    it(`${type.token} has arguments of the SDK and says what it knows`, () => {
      const sdk = argumentsOf(type.token);
      assert.deepEqual(
        Object.keys(type.inputs).filter((name) => !sdk.has(name)),
        [],
      );
      assert.match(type.description, /^[A-Z].+\.$/);
      assert.match(type.source, /^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com\/registry)\/.+/);
    });
  }
});
