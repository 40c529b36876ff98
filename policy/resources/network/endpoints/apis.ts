import type { IntegrationArgs, RestApiArgs, VpcLinkArgs } from "@pulumi/aws/apigateway";
import type { ApiArgs, IntegrationArgs as HttpIntegrationArgs } from "@pulumi/aws/apigatewayv2";
import type { DataSourceArgs } from "@pulumi/aws/appsync";
import type { Unwrap } from "@pulumi/pulumi";
import { type Field, is } from "../../../values/field";
import { Reader } from "../../reader";
import { type OtherEndpoint, publicEndpoint } from "./endpoint";
import { integrationsIn } from "./openApi";

const removeIntegration =
  "Remove the integration; a distribution reaches its target by a VPC origin or a function URL";

/**
 * Reads an integration of a REST API. Without a VPC link, API Gateway connects over the internet.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html
 */
export function readApiIntegration(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<IntegrationArgs>>(props);
  const usesVpcLink = mayUseVpcLink(args.at("connectionType").string());
  const through = args.at("integrationTarget").string();
  const target = usesVpcLink && through.state !== "absent" ? through : args.at("uri").string();
  return [
    {
      urn,
      kind: "REST API",
      ...publicEndpoint,
      target,
      source: usesVpcLink ? "inside" : "internet",
      link: args.at("connectionId").string(),
      api: args.at("restApi").string(),
      fix: removeIntegration,
    },
  ];
}

/** Reads an integration of an HTTP or WebSocket API. */
export function readHttpApiIntegration(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<HttpIntegrationArgs>>(props);
  const link = args.at("connectionId").string();
  const usesVpcLink = mayUseVpcLink(args.at("connectionType").string()) || link.state !== "absent";
  return [
    {
      urn,
      kind: "HTTP API",
      ...publicEndpoint,
      target: args.at("integrationUri").string(),
      source: usesVpcLink ? "inside" : "internet",
      link,
      fix: removeIntegration,
    },
  ];
}

/** Reads the integrations in the definition of a REST API. */
export function readRestApi(urn: string, props: object): OtherEndpoint[] {
  return defined(urn, "REST API", Reader.over<Unwrap<RestApiArgs>>(props).at("body").string());
}

/**
 * Reads the integrations in the definition of an HTTP API, and the one that quick create makes of `target`.
 *
 * @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
export function readHttpApi(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<ApiArgs>>(props);
  const target = args.at("target").string();
  const quick: OtherEndpoint[] =
    target.state === "absent"
      ? []
      : [{ urn, kind: "HTTP API", ...publicEndpoint, target, source: "internet", fix: "Remove the target" }];
  return [...quick, ...defined(urn, "HTTP API", args.at("body").string())];
}

/** Reads a VPC link for REST APIs, which every REST API of the account can use. */
export function readApiVpcLink(urn: string, props: object): OtherEndpoint[] {
  const target = Reader.over<Unwrap<VpcLinkArgs>>(props).at("targetArn").string();
  const kind = "VPC link";
  return [{ urn, kind, ...publicEndpoint, target, source: "privateLink", fix: "Remove the VPC link" }];
}

/**
 * Reads a data source of a GraphQL API: an HTTP endpoint, which AppSync reaches over the internet, or a function.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-http-resolvers.html
 */
export function readApiDataSource(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<DataSourceArgs>>(props);
  const authorization = args.at("httpConfig").at("authorizationConfig").raw();
  return [args.at("httpConfig").at("endpoint").string(), args.at("lambdaConfig").at("functionArn").string()]
    .filter((target) => target.state !== "absent")
    .map((target) => ({
      urn,
      kind: "GraphQL data source",
      ...publicEndpoint,
      target,
      source: "internet",
      signsRequests: authorization.state !== "absent",
      fix: "Remove the data source",
    }));
}

function defined(urn: string, kind: string, body: Field<string>): OtherEndpoint[] {
  return integrationsIn(body).map(({ target, link, usesVpcLink }) => ({
    urn,
    kind,
    ...publicEndpoint,
    target,
    source: usesVpcLink ? "inside" : "internet",
    link,
    fix: "Remove the integration from the definition",
  }));
}

function mayUseVpcLink(connectionType: Field<string>): boolean {
  return connectionType.state === "unknown" || is(connectionType, "VPC_LINK");
}
