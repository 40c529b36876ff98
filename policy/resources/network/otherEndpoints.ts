import type { IntegrationArgs, VpcLinkArgs } from "@pulumi/aws/apigateway";
import type {
  IntegrationArgs as HttpIntegrationArgs,
  VpcLinkArgs as HttpVpcLinkArgs,
} from "@pulumi/aws/apigatewayv2";
import type { ServiceArgs as AppRunnerServiceArgs } from "@pulumi/aws/apprunner";
import type { VpcEndpointServiceArgs } from "@pulumi/aws/ec2";
import type { CustomRoutingEndpointGroupArgs, EndpointGroupArgs } from "@pulumi/aws/globalaccelerator";
import type { FunctionArgs, FunctionUrlArgs } from "@pulumi/aws/lambda";
import type { EndpointArgs } from "@pulumi/aws/verifiedaccess";
import type { TargetGroupAttachmentArgs } from "@pulumi/aws/vpclattice";
import type { Unwrap } from "@pulumi/pulumi";
import { type Field, is } from "../../values/field";
import { Reader } from "../reader";

/** A place in a network: what the security group of a neighbour can know a sender by. */
export interface Place {
  readonly securityGroups: readonly Field<string>[];
  readonly subnets: readonly Field<string>[];
}

/** A way into the VPC that is neither an address nor a load balancer. */
export interface Entry {
  readonly urn: string;
  /** What it is, as the end of "through this …". */
  readonly kind: string;
  /** The argument that opens it. */
  readonly target: Field<string>;
  /**
   * How its traffic arrives: with the `client`'s own address, by `privateLink`, or from a place of its own inside the
   * VPC, which may be that of a VPC link or of the target itself.
   */
  readonly arrives: "client" | "privateLink" | "inside";
  readonly place: Place | undefined;
  /** A VPC link that its traffic takes. */
  readonly link: Field<string>;
  readonly fix: string;
}

/** Something with a place in a network and no address of its own: a function, a VPC link. */
export interface Placed extends Place {
  readonly urn: string;
}

const nothing = { state: "absent", path: "" } as const;
const nowhere = { place: undefined, link: nothing };

/** Reads an accelerator's endpoints. With the client's address preserved, groups see the client. */
export function readAcceleratorEndpoints(urn: string, props: object): Entry[] {
  const endpoints = Reader.over<Unwrap<EndpointGroupArgs>>(props).at("endpointConfigurations").each();
  return endpoints.map((endpoint) => ({
    urn,
    kind: "accelerator",
    target: endpoint.at("endpointId").text(),
    arrives: is(endpoint.at("clientIpPreservationEnabled").flag(), false) ? "inside" : "client",
    ...nowhere,
    fix: "Take the endpoint out of the accelerator",
  }));
}

/** Reads the subnets that a custom routing accelerator opens. */
export function readAcceleratorSubnets(urn: string, props: object): Entry[] {
  const args = Reader.over<Unwrap<CustomRoutingEndpointGroupArgs>>(props);
  return args
    .at("endpointConfigurations")
    .each()
    .map((endpoint) => ({
      urn,
      kind: "custom routing accelerator",
      target: endpoint.at("endpointId").text(),
      arrives: "client",
      ...nowhere,
      fix: "Take the subnet out of the accelerator",
    }));
}

/** Reads an integration of a REST API that leads to a load balancer of its own naming, or to a function. */
export function readApiIntegration(urn: string, props: object): Entry[] {
  const args = Reader.over<Unwrap<IntegrationArgs>>(props);
  const target = goesInside(args.at("connectionType").text())
    ? args.at("integrationTarget").text()
    : args.at("uri").text();
  const link = args.at("connectionId").text();
  return [{ urn, kind: "REST API", target, arrives: "inside", place: undefined, link, fix: removal }];
}

/** Reads an integration of an HTTP or WebSocket API: by a VPC link, or of a function, which may be in the VPC. */
export function readHttpApiIntegration(urn: string, props: object): Entry[] {
  const args = Reader.over<Unwrap<HttpIntegrationArgs>>(props);
  const link = args.at("connectionId").text();
  const target = args.at("integrationUri").text();
  return [{ urn, kind: "HTTP API", target, arrives: "inside", place: undefined, link, fix: removal }];
}

/** Reads the VPC link of REST APIs, which by itself lets every such API of the account in. */
export function readApiVpcLink(urn: string, props: object): Entry[] {
  const target = Reader.over<Unwrap<VpcLinkArgs>>(props).at("targetArn").text();
  return [{ urn, kind: "VPC link", target, arrives: "privateLink", ...nowhere, fix: "Remove the VPC link" }];
}

/** Reads an endpoint service, through which other accounts' networks come in. */
export function readEndpointService(urn: string, props: object): Entry[] {
  const args = Reader.over<Unwrap<VpcEndpointServiceArgs>>(props);
  return [...args.at("networkLoadBalancerArns").texts(), ...args.at("gatewayLoadBalancerArns").texts()].map(
    (target) => ({
      urn,
      kind: "endpoint service",
      target,
      arrives: "privateLink",
      ...nowhere,
      fix: "Take the load balancer out of the endpoint service",
    }),
  );
}

/** Reads a function's URL. Whoever may call it, the call comes from the internet. */
export function readFunctionUrl(urn: string, props: object): Entry[] {
  const target = Reader.over<Unwrap<FunctionUrlArgs>>(props).at("functionName").text();
  const fix = "Remove the function's URL, or the rule that admits its security group";
  return [{ urn, kind: "function URL", target, arrives: "inside", ...nowhere, fix }];
}

/** Reads an App Runner service that sends into a VPC. */
export function readAppRunnerService(urn: string, props: object): Entry[] {
  const network = Reader.over<Unwrap<AppRunnerServiceArgs>>(props).at("networkConfiguration");
  const target = network.at("egressConfiguration").at("vpcConnectorArn").text();
  const isPrivate = is(network.at("ingressConfiguration").at("isPubliclyAccessible").flag(), false);
  const fix = "Set isPubliclyAccessible to false, or remove the rule that admits its security group";
  return target.state === "absent" || isPrivate
    ? []
    : [{ urn, kind: "App Runner service", target, arrives: "inside", ...nowhere, fix }];
}

/** Reads a Verified Access endpoint. */
export function readVerifiedAccessEndpoint(urn: string, props: object): Entry[] {
  const args = Reader.over<Unwrap<EndpointArgs>>(props);
  const balancer = args.at("loadBalancerOptions");
  const place = {
    securityGroups: args.at("securityGroupIds").texts(),
    subnets: balancer.at("subnetIds").texts(),
  };
  return [
    balancer.at("loadBalancerArn").text(),
    args.at("networkInterfaceOptions").at("networkInterfaceId").text(),
  ]
    .filter((target) => target.state !== "absent")
    .map((target) => ({
      urn,
      kind: "Verified Access endpoint",
      target,
      arrives: "inside",
      place,
      link: nothing,
      fix: "Remove the endpoint",
    }));
}

/** Reads the target of a VPC Lattice service, which other accounts' networks can be given. */
export function readLatticeTarget(urn: string, props: object): Entry[] {
  const target = Reader.over<Unwrap<TargetGroupAttachmentArgs>>(props).at("target").at("id").text();
  return [
    { urn, kind: "VPC Lattice target", target, arrives: "inside", ...nowhere, fix: "Remove the target" },
  ];
}

/** Reads where a function is. */
export function readFunction(urn: string, props: object): Placed[] {
  const network = Reader.over<Unwrap<FunctionArgs>>(props).at("vpcConfig");
  return [
    {
      urn,
      securityGroups: network.at("securityGroupIds").texts(),
      subnets: network.at("subnetIds").texts(),
    },
  ];
}

/** Reads where a VPC link of HTTP APIs is. */
export function readHttpApiVpcLink(urn: string, props: object): Placed[] {
  const args = Reader.over<Unwrap<HttpVpcLinkArgs>>(props);
  return [
    { urn, securityGroups: args.at("securityGroupIds").texts(), subnets: args.at("subnetIds").texts() },
  ];
}

const removal = "Remove the integration";

/** Whether an integration goes through the VPC, or may. */
function goesInside(connectionType: Field<string>): boolean {
  return connectionType.state === "unknown" || is(connectionType, "VPC_LINK");
}
