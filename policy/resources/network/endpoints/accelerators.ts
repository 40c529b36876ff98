import type {
  CrossAccountAttachmentArgs,
  CustomRoutingEndpointGroupArgs,
  EndpointGroupArgs,
} from "@pulumi/aws/globalaccelerator";
import type { Unwrap } from "@pulumi/pulumi";
import { is } from "../../../values/field";
import { Reader } from "../../reader";
import { fieldOfEach, type OtherEndpoint, publicEndpoint } from "./endpoint";

/**
 * Reads the endpoints of an accelerator. If the client's address is preserved, security groups see the client.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html
 */
export function readAcceleratorEndpoints(urn: string, props: object): OtherEndpoint[] {
  const list = Reader.over<Unwrap<EndpointGroupArgs>>(props).at("endpointConfigurations");
  const items = list.items();
  const base = {
    urn,
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
