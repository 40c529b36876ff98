import type { IntegrationArgs, VpcLinkArgs } from "@pulumi/aws/apigateway";
import type { IntegrationArgs as HttpIntegrationArgs } from "@pulumi/aws/apigatewayv2";
import type { ServiceArgs as AppRunnerServiceArgs } from "@pulumi/aws/apprunner";
import type { VpcEndpointServiceArgs } from "@pulumi/aws/ec2";
import type { CustomRoutingEndpointGroupArgs, EndpointGroupArgs } from "@pulumi/aws/globalaccelerator";
import type { FunctionUrlArgs } from "@pulumi/aws/lambda";
import type { EndpointArgs } from "@pulumi/aws/verifiedaccess";
import type { TargetGroupAttachmentArgs } from "@pulumi/aws/vpclattice";
import type { Unwrap } from "@pulumi/pulumi";
import { type Field, is } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";
import type { Placement } from "./placement";

/** An endpoint outside the VPC that passes traffic into it, other than an address or a load balancer. */
export interface OtherEndpoint {
  readonly urn: string;
  /** Completes "through this …" in a message. */
  readonly kind: string;
  /** The argument that names the target. */
  readonly target: Field<string>;
  /**
   * The source that a security group sees: the `client`, `privateLink`, or an address `inside` the VPC, which may be that
   * of a VPC link or of the target itself.
   */
  readonly source: "client" | "privateLink" | "inside";
  /** Where the endpoint itself is placed in the VPC. */
  readonly placement: Placement | undefined;
  /** The VPC link that it uses. */
  readonly link: Field<string>;
  readonly fix: string;
}

const absent = { state: "absent", path: "" } as const;
const unplaced = { placement: undefined, link: absent };

/** Endpoints that are neither addresses nor load balancers. */
export const otherEndpoints = recordReaders<OtherEndpoint>({
  [t.acceleratorEndpoints]: readAcceleratorEndpoints,
  [t.acceleratorSubnets]: readAcceleratorSubnets,
  [t.apiIntegration]: readApiIntegration,
  [t.httpApiIntegration]: readHttpApiIntegration,
  [t.apiVpcLink]: readApiVpcLink,
  [t.endpointService]: readEndpointService,
  [t.appRunnerService]: readAppRunnerService,
  [t.functionUrl]: readFunctionUrl,
  [t.verifiedAccessEndpoint]: readVerifiedAccessEndpoint,
  [t.latticeTarget]: readLatticeTarget,
});

/** If the client's address is preserved, security groups see the client. */
function readAcceleratorEndpoints(urn: string, props: object): OtherEndpoint[] {
  const endpoints = Reader.over<Unwrap<EndpointGroupArgs>>(props).at("endpointConfigurations").knownItems();
  return endpoints.map((endpoint) => ({
    urn,
    kind: "accelerator",
    target: endpoint.at("endpointId").string(),
    source: is(endpoint.at("clientIpPreservationEnabled").boolean(), false) ? "inside" : "client",
    ...unplaced,
    fix: "Remove the endpoint from the accelerator",
  }));
}

function readAcceleratorSubnets(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<CustomRoutingEndpointGroupArgs>>(props);
  return args
    .at("endpointConfigurations")
    .knownItems()
    .map((endpoint) => ({
      urn,
      kind: "custom routing accelerator",
      target: endpoint.at("endpointId").string(),
      source: "client",
      ...unplaced,
      fix: "Remove the subnet from the accelerator",
    }));
}

function readApiIntegration(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<IntegrationArgs>>(props);
  const target = usesVpcLink(args.at("connectionType").string())
    ? args.at("integrationTarget").string()
    : args.at("uri").string();
  const link = args.at("connectionId").string();
  return [
    { urn, kind: "REST API", target, source: "inside", placement: undefined, link, fix: removeIntegration },
  ];
}

function readHttpApiIntegration(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<HttpIntegrationArgs>>(props);
  const link = args.at("connectionId").string();
  const target = args.at("integrationUri").string();
  return [
    { urn, kind: "HTTP API", target, source: "inside", placement: undefined, link, fix: removeIntegration },
  ];
}

/** A VPC link for REST APIs can be used by every REST API of the account. */
function readApiVpcLink(urn: string, props: object): OtherEndpoint[] {
  const target = Reader.over<Unwrap<VpcLinkArgs>>(props).at("targetArn").string();
  return [{ urn, kind: "VPC link", target, source: "privateLink", ...unplaced, fix: "Remove the VPC link" }];
}

function readEndpointService(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<VpcEndpointServiceArgs>>(props);
  return [
    ...args.at("networkLoadBalancerArns").strings(),
    ...args.at("gatewayLoadBalancerArns").strings(),
  ].map((target) => ({
    urn,
    kind: "endpoint service",
    target,
    source: "privateLink",
    ...unplaced,
    fix: "Remove the load balancer from the endpoint service",
  }));
}

function readFunctionUrl(urn: string, props: object): OtherEndpoint[] {
  const target = Reader.over<Unwrap<FunctionUrlArgs>>(props).at("functionName").string();
  const fix = "Remove the function's URL, or the rule that admits its security group";
  return [{ urn, kind: "function URL", target, source: "inside", ...unplaced, fix }];
}

/** Skips a private service, and one without access to a VPC. */
function readAppRunnerService(urn: string, props: object): OtherEndpoint[] {
  const network = Reader.over<Unwrap<AppRunnerServiceArgs>>(props).at("networkConfiguration");
  const target = network.at("egressConfiguration").at("vpcConnectorArn").string();
  const isPrivate = is(network.at("ingressConfiguration").at("isPubliclyAccessible").boolean(), false);
  const fix = "Set isPubliclyAccessible to false, or remove the rule that admits its security group";
  return target.state === "absent" || isPrivate
    ? []
    : [{ urn, kind: "App Runner service", target, source: "inside", ...unplaced, fix }];
}

function readVerifiedAccessEndpoint(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<EndpointArgs>>(props);
  const balancer = args.at("loadBalancerOptions");
  const placement = {
    securityGroups: args.at("securityGroupIds").strings(),
    subnets: balancer.at("subnetIds").strings(),
  };
  return [
    balancer.at("loadBalancerArn").string(),
    args.at("networkInterfaceOptions").at("networkInterfaceId").string(),
  ]
    .filter((target) => target.state !== "absent")
    .map((target) => ({
      urn,
      kind: "Verified Access endpoint",
      target,
      source: "inside",
      placement,
      link: absent,
      fix: "Remove the endpoint",
    }));
}

function readLatticeTarget(urn: string, props: object): OtherEndpoint[] {
  const target = Reader.over<Unwrap<TargetGroupAttachmentArgs>>(props).at("target").at("id").string();
  return [
    { urn, kind: "VPC Lattice target", target, source: "inside", ...unplaced, fix: "Remove the target" },
  ];
}

const removeIntegration = "Remove the integration";

/** Returns whether an integration uses a VPC link, or may. */
function usesVpcLink(connectionType: Field<string>): boolean {
  return connectionType.state === "unknown" || is(connectionType, "VPC_LINK");
}
