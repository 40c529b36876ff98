import { find } from "../../model/find";
import type { FunctionType } from "../../model/resourceType";
import { map, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { LOAD_BALANCER } from "../../model/tokens";
import { Refusal } from "../../refusal";

const getLoadBalancer: FunctionType = {
  token: "aws:lb/getLoadBalancer:getLoadBalancer",
  source: registry("lb/getloadbalancer"),
  description: "Finds one load balancer.",
  inputs: { arn: str(), name: str(), region: str(), tags: map(str()) },
  answer: (args, scope) => {
    const found = find(LOAD_BALANCER, args, scope);
    const [one] = found;
    if (one === undefined || found.length > 1) {
      throw new Refusal(
        { service: "Elastic Load Balancing v2", operation: "DescribeLoadBalancers" },
        { code: "LoadBalancerNotFound", status: 400, source: api("elb", "DescribeLoadBalancers") },
        one === undefined
          ? "One or more load balancers not found"
          : "multiple load balancers matched; use additional constraints",
      );
    }
    const off = { bucket: "", enabled: false, prefix: "" };
    return {
      accessLogs: off,
      connectionLogs: [off],
      customerOwnedIpv4Pool: "",
      dnsRecordClientRoutingPolicy: "",
      enablePrefixForIpv6SourceNat: "",
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "",
      healthCheckLogs: [off],
      ipamPools: [],
      secondaryIpsAutoAssignedPerSubnet: 0,
      ...one.outputs,
      tags: one.outputs["tags"] ?? {},
    };
  },
};

/** Functions that find load balancers. */
export const loadBalancerLookups = { functions: [getLoadBalancer] };
