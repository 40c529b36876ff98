import { added, declared, idOf, joined, later, output } from "../../misconfigurations/stackModel";
import { site } from "../base";
import { allowing, role } from "../documents";
import type { IndependentCase } from "../independentCase";
import { functionSite } from "../references/functionSite";
import { servicePages } from "../servicePages";
import { networkLoadBalancer, target, targets } from "../tiers/shared";
import { lambda, publicUrl, toBalancer, toInstances, vpcLink } from "./shared";

const LINKED = joined`{"openapi":"3.0.1","paths":{"/{proxy+}":{"x-amazon-apigateway-any-method":{"x-amazon-apigateway-integration":{"type":"http_proxy","httpMethod":"ANY","connectionType":"VPC_LINK","connectionId":"${idOf("link")}","uri":"${output("site-https", "arn")}","payloadFormatVersion":"1.0"}}}}}`;

const graphql = declared("aws:appsync/graphQLApi:GraphQLApi", "graph", { authenticationType: "API_KEY" });

/** Stacks with public APIs that lead to the site without integrations as resources. */
export const apis: readonly IndependentCase[] = [
  {
    id: "entry-http-api-by-body",
    what: "The OpenAPI body of an HTTP API forwards everything to the site's listener through a VPC link.",
    source: servicePages.httpApiImport,
    verdict: "refused",
    resources: site(
      added(
        ...vpcLink(),
        declared("aws:apigatewayv2/api:Api", "side-api", { protocolType: "HTTP", body: LINKED }),
      ),
      toBalancer("link-group"),
    ),
  },
  {
    id: "entry-http-api-by-yaml-body",
    what: "The same body, as YAML.",
    source: servicePages.httpApiImport,
    verdict: "refused",
    resources: site(
      added(
        ...vpcLink(),
        declared("aws:apigatewayv2/api:Api", "side-api", {
          protocolType: "HTTP",
          body: joined`openapi: 3.0.1
paths:
  /{proxy+}:
    x-amazon-apigateway-any-method:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: ANY
        connectionType: VPC_LINK
        connectionId: ${idOf("link")}
        uri: ${output("site-https", "arn")}
        payloadFormatVersion: "1.0"
`,
        }),
      ),
      toBalancer("link-group"),
    ),
  },
  {
    id: "entry-rest-api-by-body",
    what: "The OpenAPI body of a REST API forwards through a VPC link to a network load balancer of the instance.",
    source: servicePages.openApi,
    verdict: "refused",
    resources: site(
      added(
        targets("direct-targets", 8444, "instance", "TLS"),
        target("direct-target", "direct-targets", idOf("site-instance")),
        ...networkLoadBalancer("direct", "direct-targets").map((each) =>
          each.name === "direct-nlb"
            ? {
                ...each,
                props: { ...each.props, enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off" },
              }
            : each,
        ),
        declared("aws:apigateway/vpcLink:VpcLink", "rest-link", { targetArn: output("direct-nlb", "arn") }),
        declared("aws:apigateway/restApi:RestApi", "side-api", {
          body: joined`{"openapi":"3.0.1","paths":{"/{proxy+}":{"x-amazon-apigateway-any-method":{"x-amazon-apigateway-integration":{"type":"http_proxy","httpMethod":"ANY","connectionType":"VPC_LINK","connectionId":"${idOf("rest-link")}","uri":"https://origin.example.com/{proxy}"}}}}}`,
        }),
      ),
      toInstances("direct-nlb-group"),
    ),
  },
  {
    id: "entry-http-api-by-unknown-body",
    what: "The body of an HTTP API is unknown in a preview; it leads to the site through a VPC link.",
    source: servicePages.httpApiImport,
    verdict: "refused",
    resources: site(
      added(
        ...vpcLink(),
        declared("aws:apigatewayv2/api:Api", "side-api", {
          protocolType: "HTTP",
          body: later(LINKED, ["link"]),
        }),
      ),
      toBalancer("link-group"),
    ),
  },
  {
    id: "entry-http-api-quick-create",
    what: "An HTTP API by quick create calls the function behind the distribution.",
    source: servicePages.quickCreate,
    verdict: "refused",
    resources: functionSite(
      added(
        declared("aws:apigatewayv2/api:Api", "quick-api", {
          protocolType: "HTTP",
          target: output("content", "arn"),
        }),
        declared("aws:lambda/permission:Permission", "content-for-quick-api", {
          function: output("content", "name"),
          action: "lambda:InvokeFunction",
          principal: "apigateway.amazonaws.com",
          sourceArn: later("arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/*", ["quick-api"]),
        }),
      ),
    ),
    names: "quick-api",
  },
  {
    id: "entry-http-api-quick-create-in-the-network",
    what: "An HTTP API by quick create calls a function that the site's load balancer admits.",
    source: servicePages.quickCreate,
    verdict: "refused",
    resources: site(
      added(
        ...lambda("proxy"),
        declared("aws:apigatewayv2/api:Api", "quick-api", {
          protocolType: "HTTP",
          target: output("proxy", "arn"),
        }),
      ),
      toBalancer("proxy-group"),
    ),
  },
  {
    id: "entry-rest-api-by-body-to-the-function",
    what: "The OpenAPI body of a REST API calls the function behind the distribution.",
    source: servicePages.openApi,
    verdict: "refused",
    names: "side-api",
    resources: functionSite(
      added(
        declared("aws:apigateway/restApi:RestApi", "side-api", {
          body: joined`{"swagger":"2.0","paths":{"/":{"get":{"x-amazon-apigateway-integration":{"type":"aws_proxy","httpMethod":"POST","uri":"${output("content", "invokeArn")}"}}}}}`,
        }),
      ),
    ),
  },
  {
    id: "entry-graphql-lambda-source",
    what: "A GraphQL API with an API key resolves its fields by the function behind the distribution.",
    source: servicePages.graphqlLambda,
    verdict: "refused",
    names: "graph",
    resources: functionSite(
      added(
        graphql,
        declared("aws:appsync/dataSource:DataSource", "graph-content", {
          apiId: idOf("graph"),
          name: "content",
          type: "AWS_LAMBDA",
          lambdaConfig: { functionArn: output("content", "arn") },
          serviceRoleArn: "arn:aws:iam::111122223333:role/graph",
        }),
      ),
    ),
  },
  {
    id: "entry-graphql-http-source",
    what: "A GraphQL API calls the URL of the function behind the distribution, with signatures of IAM.",
    source: servicePages.graphqlHttp,
    verdict: "refused",
    names: "graph",
    resources: functionSite(
      added(
        graphql,
        role("graph-role", { Service: "appsync.amazonaws.com" }),
        allowing("graph-role-calls", "graph-role", {
          Effect: "Allow",
          Action: "lambda:InvokeFunctionUrl",
          Resource: output("content", "arn"),
        }),
        declared("aws:appsync/dataSource:DataSource", "graph-content", {
          apiId: idOf("graph"),
          name: "content",
          type: "HTTP",
          httpConfig: {
            endpoint: output("content-url", "functionUrl"),
            authorizationConfig: {
              authorizationType: "AWS_IAM",
              awsIamConfig: { signingRegion: "eu-west-1", signingServiceName: "lambda" },
            },
          },
          serviceRoleArn: output("graph-role", "arn"),
        }),
      ),
    ),
  },
  {
    id: "entry-graphql-source-in-the-network",
    what: "A GraphQL API calls a function that the site's instance admits.",
    source: servicePages.graphqlLambda,
    verdict: "refused",
    resources: site(
      added(
        ...lambda("resolver"),
        graphql,
        declared("aws:appsync/dataSource:DataSource", "graph-resolver", {
          apiId: idOf("graph"),
          name: "resolver",
          type: "AWS_LAMBDA",
          lambdaConfig: { functionArn: output("resolver", "arn") },
          serviceRoleArn: "arn:aws:iam::111122223333:role/graph",
        }),
      ),
      toInstances("resolver-group"),
    ),
  },
  {
    id: "entry-function-url-in-the-network",
    what: "Everybody may call the URL of a function that the site's load balancer admits.",
    source: servicePages.functionUrls,
    verdict: "refused",
    resources: site(added(...lambda("proxy"), publicUrl("proxy")), toBalancer("proxy-group")),
  },
  {
    id: "entry-function-url-in-a-network-by-range",
    what: "Everybody may call the URL of a function in subnets whose range the site's instance admits.",
    source: servicePages.functionsInVpcs,
    verdict: "refused",
    resources: site(
      added(
        ...lambda("proxy"),
        publicUrl("proxy"),
        declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "subnets-to-instances", {
          securityGroupId: idOf("site-instances"),
          ipProtocol: "tcp",
          fromPort: 8443,
          toPort: 8444,
          cidrIpv4: "10.0.0.0/16",
        }),
      ),
    ),
  },
  {
    id: "entry-websocket-api-in-the-network",
    what: "A WebSocket API calls a function that the site's load balancer admits, with the body of every message.",
    source: servicePages.functionsInVpcs,
    verdict: "refused",
    resources: site(
      added(
        ...lambda("chat"),
        declared("aws:apigatewayv2/api:Api", "chat-api", {
          protocolType: "WEBSOCKET",
          routeSelectionExpression: "$request.body.action",
        }),
        declared("aws:apigatewayv2/integration:Integration", "chat-api-all", {
          apiId: idOf("chat-api"),
          integrationType: "AWS_PROXY",
          integrationUri: output("chat", "invokeArn"),
        }),
      ),
      toBalancer("chat-group"),
    ),
  },
  {
    id: "entry-rest-api-by-unknown-body",
    what: "The body of a REST API is unknown in a preview; it leads to the site's load balancer through a VPC link.",
    source: servicePages.restPrivate,
    verdict: "refused",
    resources: site(
      added(
        ...vpcLink(),
        declared("aws:apigateway/restApi:RestApi", "side-api", {
          body: later(
            joined`{"openapi":"3.0.1","paths":{"/":{"get":{"x-amazon-apigateway-integration":{"type":"http_proxy","httpMethod":"GET","connectionType":"VPC_LINK","connectionId":"${idOf("link")}","uri":"https://origin.example.com","integrationTarget":"${output("site-alb", "arn")}"}}}}}`,
          ),
          endpointConfiguration: { types: "REGIONAL" },
        }),
      ),
      toBalancer("link-group"),
    ),
  },
];
