import { scalingGroup } from "../../misconfigurations/compliantStacks/resources/instances";
import {
  added,
  all,
  type Change,
  component,
  declared,
  declaredRaw,
  idOf,
  output,
  set,
} from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";
import { open, toInstances } from "../entries/shared";
import type { IndependentCase } from "../independentCase";
import { bystander } from "../references/publicServers";
import { servicePages } from "../servicePages";
import { OPEN_TEMPLATE } from "./launches";
import { IPV6_NETWORK } from "./shared";

/** Admits the open instances of the second template to the site's. */
const stepping: Change = all(OPEN_TEMPLATE, toInstances("side-group"));

/** Stacks with another server that is open to everybody, and that the site's instance admits. */
export const steps: readonly IndependentCase[] = [
  {
    id: "step-of-a-fleet",
    what: "An EC2 Fleet starts open instances in the public subnet, which the site's instance admits.",
    source: servicePages.launchTemplates,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      stepping,
      added(
        declared("aws:ec2/fleet:Fleet", "side-fleet", {
          launchTemplateConfigs: [
            {
              launchTemplateSpecification: { launchTemplateId: idOf("side-template"), version: "1" },
              overrides: [{ subnetId: idOf("site-public-0"), instanceType: "t3.small" }],
            },
          ],
          targetCapacitySpecification: { defaultTargetCapacityType: "spot", totalTargetCapacity: 2 },
        }),
      ),
    ),
  },
  {
    id: "step-of-a-spot-instance",
    what: "A spot instance is open to everybody, and the site's instance admits it.",
    source: servicePages.spotFleets,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      added(
        group("side-group"),
        open("side-group", [80, 80]),
        declared("aws:ec2/spotInstanceRequest:SpotInstanceRequest", "side-spot", {
          ami: "ami-0c1c30571d2dae5c9",
          instanceType: "t3.small",
          subnetId: idOf("site-public-0"),
          associatePublicIpAddress: true,
          vpcSecurityGroupIds: [idOf("side-group")],
          waitForFulfillment: true,
        }),
      ),
      toInstances("side-group"),
    ),
  },
  {
    id: "step-of-a-scaling-group",
    what: "Another Auto Scaling group starts open instances, which the site's instance admits.",
    source: servicePages.launchTemplates,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      stepping,
      added(
        declared("aws:autoscaling/group:Group", "side-scaling", {
          minSize: 1,
          maxSize: 2,
          vpcZoneIdentifiers: [idOf("site-public-0")],
          launchTemplate: { id: idOf("side-template"), version: "$Latest" },
        }),
      ),
    ),
  },
  {
    id: "step-on-ipv6",
    what: "Another instance is open on IPv6 alone, and the site's instance admits its subnet.",
    source: servicePages.ipv6,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      IPV6_NETWORK,
      added(
        group("side-group"),
        admitting("side-wide", "side-group", [443, 443], { cidrIpv6: "::/0" }),
        admitting("subnet-to-instances", "site-instances", [8443, 8444], { cidrIpv4: "10.0.0.0/20" }),
        declared("aws:ec2/instance:Instance", "side", {
          ami: "ami-0c1c30571d2dae5c9",
          instanceType: "t4g.small",
          subnetId: idOf("site-private-0"),
          ipv6AddressCount: 1,
          vpcSecurityGroupIds: [idOf("side-group")],
        }),
      ),
    ),
  },
  {
    id: "step-of-a-classic-load-balancer",
    what: "A public Classic Load Balancer, by its older type, leads to an instance that the site's admits.",
    source: servicePages.loadBalancers,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      added(
        group("classic-group"),
        open("classic-group", [80, 80]),
        group("side-group"),
        admitting("classic-to-side", "side-group", [8080, 8080], {
          referencedSecurityGroupId: idOf("classic-group"),
        }),
        declared("aws:ec2/instance:Instance", "side", {
          ami: "ami-0c1c30571d2dae5c9",
          instanceType: "t4g.small",
          subnetId: idOf("site-private-1"),
          vpcSecurityGroupIds: [idOf("side-group")],
        }),
        declaredRaw("aws:elasticloadbalancing/loadBalancer:LoadBalancer", "classic", {
          internal: false,
          subnets: [idOf("site-public-0")],
          securityGroups: [idOf("classic-group")],
          instances: [idOf("side")],
          listeners: [{ lbPort: 80, lbProtocol: "http", instancePort: 8080, instanceProtocol: "http" }],
        }),
      ),
      toInstances("side-group"),
    ),
  },
  {
    id: "step-of-a-component",
    what: "A component has a public load balancer, of an older type, that forwards to the site's targets.",
    source: servicePages.loadBalancers,
    verdict: "refused",
    names: "front-alb",
    resources: site(
      added(
        component("awsx:lb:ApplicationLoadBalancer", "front"),
        group("front-group"),
        open("front-group", [80, 80]),
        {
          ...declaredRaw("aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "front-alb", {
            internal: false,
            subnets: [idOf("site-public-0"), "subnet-0f1e2d3c4b5a69788"],
            securityGroups: [idOf("front-group")],
          }),
          parent: "front",
        },
        declared(
          "aws:lb/listener:Listener",
          "front-listener",
          {
            loadBalancerArn: output("front-alb", "arn"),
            port: 80,
            protocol: "HTTP",
            defaultActions: [{ type: "forward", targetGroupArn: output("site-signed-targets", "arn") }],
          },
          { parent: "front" },
        ),
      ),
      toInstances("front-group"),
    ),
  },
  {
    id: "step-through-two-servers",
    what: "An open instance is admitted by a second one, and the site's instance admits the second.",
    source: servicePages.securityGroups,
    verdict: "refused",
    names: "site-instance",
    resources: site(
      added(
        group("outer-group"),
        open("outer-group", [22, 22]),
        group("inner-group"),
        admitting("outer-to-inner", "inner-group", [22, 22], {
          referencedSecurityGroupId: idOf("outer-group"),
        }),
      ),
      bystander("outer", [idOf("outer-group")]),
      added(
        declared("aws:ec2/instance:Instance", "inner", {
          ami: "ami-0c1c30571d2dae5c9",
          instanceType: "t4g.small",
          subnetId: idOf("site-private-1"),
          vpcSecurityGroupIds: [idOf("inner-group")],
        }),
      ),
      toInstances("inner-group"),
    ),
  },
  {
    id: "step-of-private-workers",
    what: "Another Auto Scaling group of private instances calls the site's, and nobody can reach it.",
    source: servicePages.securityGroups,
    verdict: "accepted",
    resources: site(
      added(
        group("workers-servers"),
        ...scalingGroup({
          name: "workers",
          subnets: [idOf("site-private-1")],
          securityGroups: [idOf("workers-servers")],
        }),
      ),
      // A profile gives every program on the instance the rights of its role, so it is not that of the site, which signs.
      set("workers-template", "iamInstanceProfile", {
        arn: "arn:aws:iam::111122223333:instance-profile/workers",
      }),
      toInstances("workers-servers"),
    ),
  },
];
