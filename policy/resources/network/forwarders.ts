import type { BasePathMappingArgs, IntegrationArgs, StageArgs, VpcLinkArgs } from "@pulumi/aws/apigateway";
import type {
  ApiArgs,
  ApiMappingArgs,
  IntegrationArgs as HttpIntegrationArgs,
  StageArgs as HttpStageArgs,
} from "@pulumi/aws/apigatewayv2";
import type { EipArgs, EipAssociationArgs } from "@pulumi/aws/ec2";
import type { FunctionUrlArgs } from "@pulumi/aws/lambda";
import type { RecordArgs } from "@pulumi/aws/route53";
import type { BucketWebsiteConfigurationArgs } from "@pulumi/aws/s3";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A resource that leads requests from one resource to others: a DNS record, a stage or an integration of an API, an address. */
export interface Forwarder {
  readonly urn: string;
  /** The resource whose requests it leads on; undefined if it is the forwarder itself. */
  readonly from: Field<string> | undefined;
  /** ARNs, ids, names, addresses, host names or URLs. */
  readonly to: readonly Field<string>[];
}

/** Resources that lead requests on, other than load balancers. */
export const forwarders = recordReaders<Forwarder>({
  [t.apiIntegration]: readApiIntegration,
  [t.apiMapping]: readApiMapping,
  [t.apiStage]: readApiStage,
  [t.apiVpcLink]: readApiVpcLink,
  [t.bucketWebsite]: readBucketWebsite,
  [t.dnsRecord]: readDnsRecord,
  [t.eip]: readEip,
  [t.eipAssociation]: readEipAssociation,
  [t.functionUrl]: readFunctionUrl,
  [t.httpApi]: readHttpApi,
  [t.httpApiIntegration]: readHttpApiIntegration,
  [t.httpApiMapping]: readHttpApiMapping,
  [t.httpApiStage]: readHttpApiStage,
});

function readDnsRecord(urn: string, props: object): Forwarder[] {
  const args = Reader.over<Unwrap<RecordArgs>>(props);
  const aliases = args.at("aliases").items();
  const names =
    aliases.state === "known" ? aliases.value.map((alias) => alias.at("name").string()) : [aliases];
  return [{ urn, from: undefined, to: [...names, ...args.at("records").strings()] }];
}

function readApiIntegration(urn: string, props: object): Forwarder[] {
  const args = Reader.over<Unwrap<IntegrationArgs>>(props);
  const to = [
    args.at("uri").string(),
    args.at("integrationTarget").string(),
    args.at("connectionId").string(),
  ];
  return [{ urn, from: args.at("restApi").string(), to }];
}

function readApiMapping(urn: string, props: object): Forwarder[] {
  const args = Reader.over<Unwrap<BasePathMappingArgs>>(props);
  return [{ urn, from: args.at("domainName").string(), to: [args.at("restApi").string()] }];
}

function readApiStage(urn: string, props: object): Forwarder[] {
  return [{ urn, from: undefined, to: [Reader.over<Unwrap<StageArgs>>(props).at("restApi").string()] }];
}

function readApiVpcLink(urn: string, props: object): Forwarder[] {
  return [{ urn, from: undefined, to: [Reader.over<Unwrap<VpcLinkArgs>>(props).at("targetArn").string()] }];
}

function readBucketWebsite(urn: string, props: object): Forwarder[] {
  const args = Reader.over<Unwrap<BucketWebsiteConfigurationArgs>>(props);
  return [{ urn, from: undefined, to: [args.at("bucket").string()] }];
}

function readEip(urn: string, props: object): Forwarder[] {
  const args = Reader.over<Unwrap<EipArgs>>(props);
  return [{ urn, from: undefined, to: [args.at("instance").string(), args.at("networkInterface").string()] }];
}

function readEipAssociation(urn: string, props: object): Forwarder[] {
  const args = Reader.over<Unwrap<EipAssociationArgs>>(props);
  const to = [args.at("instanceId").string(), args.at("networkInterfaceId").string()];
  return [
    { urn, from: args.at("allocationId").string(), to },
    { urn, from: args.at("publicIp").string(), to },
  ];
}

function readFunctionUrl(urn: string, props: object): Forwarder[] {
  const args = Reader.over<Unwrap<FunctionUrlArgs>>(props);
  return [{ urn, from: undefined, to: [args.at("functionName").string()] }];
}

/** An API with a target has an integration with it and no resource for it. */
function readHttpApi(urn: string, props: object): Forwarder[] {
  const args = Reader.over<Unwrap<ApiArgs>>(props);
  return [{ urn, from: undefined, to: [args.at("target").string()] }];
}

function readHttpApiIntegration(urn: string, props: object): Forwarder[] {
  const args = Reader.over<Unwrap<HttpIntegrationArgs>>(props);
  return [{ urn, from: args.at("apiId").string(), to: [args.at("integrationUri").string()] }];
}

function readHttpApiMapping(urn: string, props: object): Forwarder[] {
  const args = Reader.over<Unwrap<ApiMappingArgs>>(props);
  return [{ urn, from: args.at("domainName").string(), to: [args.at("apiId").string()] }];
}

function readHttpApiStage(urn: string, props: object): Forwarder[] {
  return [{ urn, from: undefined, to: [Reader.over<Unwrap<HttpStageArgs>>(props).at("apiId").string()] }];
}
