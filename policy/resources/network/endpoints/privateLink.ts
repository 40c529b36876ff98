import type { VpcEndpointServiceAllowedPrincipleArgs, VpcEndpointServiceArgs } from "@pulumi/aws/ec2";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../../values/field";
import { Reader } from "../../reader";
import { recordReaders } from "../../recordReaders";
import { resourceTypes as t } from "../../resourceTypes";

/** An endpoint service of PrivateLink. */
export interface EndpointService {
  readonly urn: string;
  readonly balancers: readonly Field<string>[];
  /** Those who can ask for a connection; nobody by default. */
  readonly principals: readonly Field<string>[];
  /** Whether the owner accepts each connection by hand. */
  readonly acceptance: Field<boolean>;
}

/** A principal of an endpoint service that is a resource of its own. */
export interface EndpointServicePrincipal {
  readonly urn: string;
  readonly service: Field<string>;
  readonly principal: Field<string>;
}

/** Endpoint services. */
export const endpointServices = recordReaders<EndpointService>({
  [t.endpointService]: readEndpointService,
});

/** Principals of endpoint services. */
export const endpointServicePrincipals = recordReaders<EndpointServicePrincipal>({
  [t.endpointServicePrincipal]: readPrincipal,
});

function readEndpointService(urn: string, props: object): EndpointService[] {
  const args = Reader.over<Unwrap<VpcEndpointServiceArgs>>(props);
  return [
    {
      urn,
      balancers: [
        ...args.at("networkLoadBalancerArns").strings(),
        ...args.at("gatewayLoadBalancerArns").strings(),
      ],
      principals: args.at("allowedPrincipals").strings(),
      acceptance: args.at("acceptanceRequired").boolean(),
    },
  ];
}

function readPrincipal(urn: string, props: object): EndpointServicePrincipal[] {
  const args = Reader.over<Unwrap<VpcEndpointServiceAllowedPrincipleArgs>>(props);
  return [
    { urn, service: args.at("vpcEndpointServiceId").string(), principal: args.at("principalArn").string() },
  ];
}
