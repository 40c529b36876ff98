import type {
  CrossAccountAttachmentArgs,
  CustomRoutingEndpointGroupArgs,
  EndpointGroupArgs,
  ListenerArgs,
} from "@pulumi/aws/globalaccelerator";
import type { Unwrap } from "@pulumi/pulumi";
import { type Field, is } from "../../../values/field";
import { Reader } from "../../reader";
import { fieldOfEach, type OtherEndpoint, publicEndpoint } from "./endpoint";

/**
 * Reads the endpoints of an accelerator. If the client's address is preserved, security groups see the client.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html
 */
export function readAcceleratorEndpoints(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<EndpointGroupArgs>>(props);
  const items = args.at("endpointConfigurations").items();
  const overrides = args.at("portOverrides").items();
  const ports =
    overrides.state === "known"
      ? overrides.value.map((override) => override.at("endpointPort").number())
      : overrides.state === "unknown"
        ? [overrides]
        : [];
  const base = {
    urn,
    listener: { arn: args.at("listenerArn").string(), ports },
    kind: "accelerator",
    ...publicEndpoint,
    fix: "Remove the endpoint from the accelerator",
  };
  if (items.state !== "known") {
    return items.state === "absent" ? [] : [{ ...base, target: items, source: "client" }];
  }
  return items.value.map((endpoint) => ({
    ...base,
    target: endpoint.at("endpointId").string(),
    source: is(endpoint.at("clientIpPreservationEnabled").boolean(), false) ? "inside" : "client",
  }));
}

/** A listener of an accelerator. */
export interface AcceleratorListener {
  readonly urn: string;
  /** The first and the last port of each of its ranges; one unknown pair for ranges that are unknown. */
  readonly ranges: readonly { readonly from: Field<number>; readonly to: Field<number> }[];
}

/** Reads a listener of an accelerator. */
export function readAcceleratorListener(urn: string, props: object): AcceleratorListener[] {
  const ranges = Reader.over<Unwrap<ListenerArgs>>(props).at("portRanges").items();
  if (ranges.state !== "known") {
    return [{ urn, ranges: ranges.state === "unknown" ? [{ from: ranges, to: ranges }] : [] }];
  }
  return [
    {
      urn,
      ranges: ranges.value.map((range) => ({
        from: range.at("fromPort").number(),
        to: range.at("toPort").number(),
      })),
    },
  ];
}

/** Reads the subnets of a custom routing accelerator, which sends to every instance in them. */
export function readAcceleratorSubnets(urn: string, props: object): OtherEndpoint[] {
  const list = Reader.over<Unwrap<CustomRoutingEndpointGroupArgs>>(props).at("endpointConfigurations");
  return fieldOfEach(list, (endpoint) => endpoint.at("endpointId").string()).map((target) => ({
    urn,
    kind: "custom routing accelerator",
    ...publicEndpoint,
    target,
    source: "client",
    fix: "Remove the subnet from the accelerator",
  }));
}

/**
 * Reads the resources that accelerators of other accounts may have as endpoints.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/cross-account-resources.html
 */
export function readAcceleratorAttachment(urn: string, props: object): OtherEndpoint[] {
  const list = Reader.over<Unwrap<CrossAccountAttachmentArgs>>(props).at("resources");
  return fieldOfEach(list, (resource) => resource.at("endpointId").string()).map((target) => ({
    urn,
    kind: "attachment for accelerators of other accounts",
    ...publicEndpoint,
    target,
    source: "client",
    fix: "Remove the resource from the attachment",
  }));
}
