import { added, declared, idOf, joined, output } from "../../misconfigurations/stackModel";
import { site } from "../base";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";
import { lambda, publicUrl, SUBNETS, toBalancer } from "./shared";

const graphql = declared("aws:appsync/graphQLApi:GraphQLApi", "graph", { authenticationType: "API_KEY" });

/** Stacks with APIs and functions that do not lead to the site from the internet. */
export const unrelatedApis: readonly IndependentCase[] = [
  {
    id: "entry-unrelated-functions",
    what: "A webhook has a URL for everybody, and a worker in the site's subnets is admitted by nothing.",
    source: servicePages.functionsInVpcs,
    verdict: "accepted",
    resources: site(
      added(...lambda("webhook", false), publicUrl("webhook"), ...lambda("worker"), publicUrl("worker")),
    ),
  },
  {
    id: "entry-unrelated-quick-create",
    what: "An HTTP API by quick create calls a webhook outside of the VPC.",
    source: servicePages.quickCreate,
    verdict: "accepted",
    resources: site(
      added(
        ...lambda("webhook", false),
        declared("aws:apigatewayv2/api:Api", "quick-api", {
          protocolType: "HTTP",
          target: output("webhook", "arn"),
        }),
      ),
    ),
  },
  {
    id: "entry-unrelated-body",
    what: "The OpenAPI body of a REST API leads to a partner's host.",
    source: servicePages.openApi,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:apigateway/restApi:RestApi", "weather-api", {
          body: JSON.stringify({
            openapi: "3.0.1",
            paths: {
              "/today": {
                get: {
                  "x-amazon-apigateway-integration": {
                    type: "http_proxy",
                    httpMethod: "GET",
                    uri: "https://api.partner.example.net/today",
                  },
                },
              },
            },
          }),
        }),
      ),
    ),
  },
  {
    id: "entry-unrelated-graph",
    what: "A GraphQL API reads a table.",
    source: servicePages.graphqlTables,
    verdict: "accepted",
    resources: site(
      added(
        graphql,
        declared("aws:appsync/dataSource:DataSource", "graph-orders", {
          apiId: idOf("graph"),
          name: "orders",
          type: "AMAZON_DYNAMODB",
          dynamodbConfig: { tableName: "orders" },
          serviceRoleArn: "arn:aws:iam::111122223333:role/graph",
        }),
      ),
    ),
  },
  {
    id: "entry-private-api",
    what: "A private REST API, for the VPC alone, calls a function that the site's load balancer admits.",
    source: servicePages.privateApis,
    verdict: "accepted",
    resources: site(
      added(
        ...lambda("internal"),
        declared("aws:ec2/vpcEndpoint:VpcEndpoint", "apis", {
          vpcId: idOf("site-vpc"),
          serviceName: "com.amazonaws.eu-west-1.execute-api",
          vpcEndpointType: "Interface",
          subnetIds: SUBNETS,
          securityGroupIds: [idOf("internal-group")],
        }),
        declared("aws:apigateway/restApi:RestApi", "internal-api", {
          endpointConfiguration: { types: "PRIVATE", vpcEndpointIds: [idOf("apis")] },
          body: joined`{"swagger":"2.0","paths":{"/":{"get":{"x-amazon-apigateway-integration":{"type":"aws_proxy","httpMethod":"POST","uri":"${output("internal", "invokeArn")}"}}}}}`,
        }),
      ),
      toBalancer("internal-group"),
    ),
  },
];
