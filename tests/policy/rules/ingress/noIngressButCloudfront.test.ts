import assert from "node:assert/strict";
import { resolveOptions } from "../../../../policy/options/options";
import type { RawResource } from "../../../../policy/resources/rawResource";
import { noIngressButCloudfront } from "../../../../policy/rules/ingress/noIngressButCloudfront";
import { buildModel } from "../../../../policy/stack/stack";

const raw = (type: string, name: string, props: object): RawResource => ({
  type,
  urn: `urn:pulumi:dev::test::${type}::${name}`,
  props,
  propertyDependencies: {},
});

const balancer = raw("aws:lb/loadBalancer:LoadBalancer", "alb", {
  arn: "arn:alb",
  internal: true,
  securityGroups: ["sg-alb"],
});
const admitting = raw("aws:ec2/securityGroup:SecurityGroup", "alb-group", {
  id: "sg-alb",
  ingress: [{ cidrBlocks: ["10.0.0.0/8"] }],
});
const stack = [
  balancer,
  admitting,
  raw("aws:cloudfront/vpcOrigin:VpcOrigin", "origin", { vpcOriginEndpointConfig: { arn: "arn:alb" } }),
];

const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:content";
/** A resource whose ARN tells the account. */
const queue = raw("aws:sqs/queue:Queue", "queue", { arn: "arn:aws:sqs:eu-west-1:111122223333:queue" });

function findings(...resources: RawResource[]): string[] {
  const found = noIngressButCloudfront.check(buildModel([...stack, ...resources]), resolveOptions([]));
  return found.map(({ why, fix, level = "mandatory" }) => `${level}: ${why}. ${fix}.`);
}

describe(noIngressButCloudfront.name, () => {
  const service = (props: object) =>
    raw("aws:ec2/vpcEndpointService:VpcEndpointService", "service", {
      networkLoadBalancerArns: ["arn:alb"],
      ...props,
    });
  const way = (first: RawResource, argument: string, from: string): string =>
    `${from} → ${first.urn} (${argument}) → ${admitting.urn} (ingress[0].cidrBlocks[0]) → ${balancer.urn}`;

  it("rejects an endpoint service for everybody", () => {
    const one = service({ allowedPrincipals: ["*"], acceptanceRequired: false });
    assert.deepEqual(findings(one), [
      `mandatory: every AWS account reaches ${balancer.urn} through this endpoint service: ` +
        `${way(one, "networkLoadBalancerArns[0]", "every AWS account")}. ` +
        "Remove the load balancer from the endpoint service, or allow only the principals that need it.",
    ]);
  });

  it("rejects an endpoint service for a named account", () => {
    const named = service({
      allowedPrincipals: ["arn:aws:iam::444455556666:root"],
      acceptanceRequired: false,
    });
    for (const known of [[], [queue]]) {
      const [found = ""] = findings(named, ...known);
      assert.match(
        found,
        /^mandatory: an account that the service admits reaches .*alb through this endpoint service: /,
      );
    }
  });

  it("advises on an endpoint service for the own account, or whose connections the owner accepts", () => {
    const own = service({ allowedPrincipals: ["arn:aws:iam::111122223333:root"], acceptanceRequired: false });
    const accepted = service({ allowedPrincipals: ["*"], acceptanceRequired: true });
    for (const one of [own, accepted]) {
      const [found = ""] = findings(one, queue);
      assert.match(found, /^advisory: an account that the service admits reaches /);
    }
  });

  it("follows integrations to functions without a VPC, if CloudFront reaches them", () => {
    const content = raw("aws:lambda/function:Function", "content", { arn: functionArn });
    const url = raw("aws:lambda/functionUrl:FunctionUrl", "url", {
      functionName: functionArn,
      authorizationType: "AWS_IAM",
      functionUrl: "https://a1b2c3.lambda-url.eu-west-1.on.aws/",
    });
    const edge = raw("aws:cloudfront/distribution:Distribution", "edge", {
      origins: [
        { originId: "content", domainName: "a1b2c3.lambda-url.eu-west-1.on.aws", customOriginConfig: {} },
      ],
    });
    const source = (props: object) => raw("aws:appsync/dataSource:DataSource", "source", props);
    const way = "internet → urn:pulumi:dev::test::aws:appsync/dataSource:DataSource::source";
    const why = `mandatory: the internet reaches ${content.urn} through this GraphQL data source: ${way}`;
    const fix = "Remove the data source";
    const called = source({ lambdaConfig: { functionArn } });
    assert.deepEqual(findings(content, url, edge, called), [
      `${why} (lambdaConfig.functionArn) → ${content.urn}. ${fix}.`,
    ]);
    const endpoint = "https://a1b2c3.lambda-url.eu-west-1.on.aws/";
    const signed = source({
      httpConfig: { endpoint, authorizationConfig: { authorizationType: "AWS_IAM" } },
    });
    assert.deepEqual(findings(content, url, edge, signed), [
      `${why} (httpConfig.endpoint) → ${url.urn} (functionName) → ${content.urn}. ${fix}.`,
    ]);
    assert.deepEqual(findings(content, url, edge, source({ httpConfig: { endpoint } })), []);
    assert.deepEqual(findings(content, called), []);
  });

  it("says how CloudFront calls a function alone, if a public URL or an HTTP API does as well", () => {
    const content = raw("aws:lambda/function:Function", "content", { arn: functionArn });
    const url = raw("aws:lambda/functionUrl:FunctionUrl", "url", {
      functionName: functionArn,
      authorizationType: "NONE",
      functionUrl: "https://a1b2c3.lambda-url.eu-west-1.on.aws/",
    });
    const api = raw("aws:apigatewayv2/integration:Integration", "api", { integrationUri: functionArn });
    const permission = (name: string, props: object) =>
      raw("aws:lambda/permission:Permission", name, { function: functionArn, principal: "*", ...props });
    const anonymous = permission("anonymous", { functionUrlAuthType: "NONE" });
    const signed = permission("signed", {});
    const domainName = "a1b2c3.lambda-url.eu-west-1.on.aws";
    const edge = raw("aws:cloudfront/distribution:Distribution", "edge", {
      origins: [{ originId: "content", domainName, customOriginConfig: {} }],
    });
    const reaches = `mandatory: the internet reaches ${content.urn} through this`;
    assert.deepEqual(findings(content, url, api, anonymous, signed, edge), [
      `${reaches} permission: internet → ${anonymous.urn} (function) → ${content.urn}. ` +
        "Remove the permission, or the rule that admits the function's security group.",
      `mandatory: every AWS account reaches ${content.urn} through this permission: ` +
        `every AWS account → ${signed.urn} (function) → ${content.urn}. ` +
        "Name the principal, or remove the rule that admits the function's security group.",
      `${reaches} function URL: internet → ${url.urn} (functionName) → ${content.urn}. ` +
        "Set authorizationType to AWS_IAM, or remove the rule that admits the function's security group.",
      `${reaches} HTTP API: internet → ${api.urn} (integrationUri) → ${content.urn}. ` +
        "Remove the integration; a distribution reaches its target by a VPC origin or a function URL.",
    ]);
  });

  it("leaves private REST APIs alone, unless a policy lets every account call them", () => {
    const inner = raw("aws:lambda/function:Function", "inner", {
      arn: functionArn,
      vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
    });
    const integration = raw("aws:apigateway/integration:Integration", "all", {
      restApi: "a1b2c3",
      uri: functionArn,
    });
    const api = (props: object) =>
      raw("aws:apigateway/restApi:RestApi", "api", {
        id: "a1b2c3",
        endpointConfiguration: { types: "PRIVATE" },
        ...props,
      });
    const allow = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" };
    const deny = {
      ...allow,
      Effect: "Deny",
      Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } },
    };
    const policy = (...Statement: object[]) => JSON.stringify({ Statement });
    const attached = raw("aws:apigateway/restApiPolicy:RestApiPolicy", "policy", {
      restApiId: "a1b2c3",
      policy: policy(allow),
    });
    assert.deepEqual(findings(inner, integration, api({})), []);
    assert.deepEqual(findings(inner, integration, api({ policy: policy(allow, deny) })), []);
    const open = [
      [api({ policy: policy(allow) })],
      [api({}), attached],
      [api({ body: JSON.stringify({ "x-amazon-apigateway-policy": { Statement: [allow] } }) })],
      [api({ endpointConfiguration: { types: "REGIONAL" } })],
    ];
    for (const resources of open) {
      assert.match(findings(inner, integration, ...resources)[0] ?? "", /alb through this REST API: /);
    }
  });

  it("accepts an endpoint service without principals", () => {
    assert.deepEqual(findings(service({ acceptanceRequired: false })), []);
  });

  it("rejects a target of VPC Lattice without authentication, and advises on one with IAM", () => {
    const target = raw("aws:vpclattice/targetGroupAttachment:TargetGroupAttachment", "target", {
      target: { id: "arn:alb" },
    });
    const lattice = (authType: string) => raw("aws:vpclattice/service:Service", "lattice", { authType });
    assert.deepEqual(findings(target, lattice("NONE")), [
      `mandatory: every client of the service network reaches ${balancer.urn} through this VPC Lattice target: ` +
        `${way(target, "target.id", "every client of the service network")}. Remove the target.`,
    ]);
    assert.match(findings(target, lattice("AWS_IAM"))[0] ?? "", /^advisory: /);
  });

  it("advises on a tunnel for those whom IAM allows", () => {
    const tunnel = raw("aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint", "tunnel", {
      subnetId: "subnet-1",
    });
    assert.deepEqual(findings(tunnel), [
      `advisory: a principal whom IAM allows to open a tunnel reaches ${balancer.urn} through this Instance Connect Endpoint: ` +
        `${way(tunnel, "subnetId", "a principal whom IAM allows to open a tunnel")}. ` +
        "Admit the endpoint's security group on the ports for administration only.",
    ]);
  });

  it("advises on a Client VPN", () => {
    const network = raw("aws:ec2clientvpn/networkAssociation:NetworkAssociation", "vpn", {
      subnetId: "subnet-1",
    });
    assert.deepEqual(findings(network), [
      `advisory: a client whom the VPN authenticates reaches ${balancer.urn} through this Client VPN endpoint: ` +
        `${way(network, "subnetId", "a client whom the VPN authenticates")}. ` +
        "Admit the VPN's security group on the ports for administration only.",
    ]);
  });
});
