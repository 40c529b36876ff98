/** Calls for load balancers. */
import { type CallTable, serviceLinkedRole } from "./typeCalls";

const tagging = (resource: string) => ({
  create: [`elasticloadbalancing:AddTags ${resource}`],
  update: [`elasticloadbalancing:AddTags ${resource}`, `elasticloadbalancing:RemoveTags ${resource}`],
});

/** Calls by resource type. */
export const loadBalancingCalls: CallTable = {
  "aws:lb/loadBalancer:LoadBalancer": {
    create: [
      "elasticloadbalancing:CreateLoadBalancer loadbalancer/app/",
      "elasticloadbalancing:ModifyLoadBalancerAttributes loadbalancer/app/",
      ...tagging("loadbalancer/app/").create,
      "ec2:DescribeInternetGateways",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
      serviceLinkedRole("elasticloadbalancing.amazonaws.com"),
    ],
    read: [
      "elasticloadbalancing:DescribeLoadBalancers",
      "elasticloadbalancing:DescribeLoadBalancerAttributes",
      "elasticloadbalancing:DescribeCapacityReservation",
      "elasticloadbalancing:DescribeTags",
    ],
    update: [
      "elasticloadbalancing:ModifyLoadBalancerAttributes loadbalancer/app/",
      "elasticloadbalancing:SetSecurityGroups loadbalancer/app/",
      "elasticloadbalancing:SetSubnets loadbalancer/app/",
      "elasticloadbalancing:SetIpAddressType loadbalancer/app/",
      ...tagging("loadbalancer/app/").update,
    ],
    delete: ["elasticloadbalancing:DeleteLoadBalancer loadbalancer/app/", "ec2:DescribeNetworkInterfaces"],
  },
  "aws:lb/targetGroup:TargetGroup": {
    create: [
      "elasticloadbalancing:CreateTargetGroup targetgroup",
      "elasticloadbalancing:ModifyTargetGroupAttributes targetgroup",
      ...tagging("targetgroup").create,
    ],
    read: [
      "elasticloadbalancing:DescribeTargetGroups",
      "elasticloadbalancing:DescribeTargetGroupAttributes",
      "elasticloadbalancing:DescribeTags",
    ],
    update: [
      "elasticloadbalancing:ModifyTargetGroup targetgroup",
      "elasticloadbalancing:ModifyTargetGroupAttributes targetgroup",
      ...tagging("targetgroup").update,
    ],
    delete: ["elasticloadbalancing:DeleteTargetGroup targetgroup"],
  },
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": {
    create: ["elasticloadbalancing:RegisterTargets targetgroup"],
    read: ["elasticloadbalancing:DescribeTargetHealth"],
    update: ["elasticloadbalancing:RegisterTargets targetgroup"],
    delete: ["elasticloadbalancing:DeregisterTargets targetgroup"],
  },
  "aws:lb/listener:Listener": {
    create: [
      "elasticloadbalancing:CreateListener loadbalancer/app/",
      "elasticloadbalancing:ModifyListenerAttributes listener/app",
      ...tagging("listener/app").create,
    ],
    read: [
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeListenerAttributes",
      "elasticloadbalancing:DescribeTags",
    ],
    update: [
      "elasticloadbalancing:ModifyListener listener/app",
      "elasticloadbalancing:ModifyListenerAttributes listener/app",
      ...tagging("listener/app").update,
    ],
    delete: ["elasticloadbalancing:DeleteListener listener/app"],
  },
  "aws:lb/listenerCertificate:ListenerCertificate": {
    create: ["elasticloadbalancing:AddListenerCertificates listener/app"],
    read: ["elasticloadbalancing:DescribeListenerCertificates"],
    update: ["elasticloadbalancing:AddListenerCertificates listener/app"],
    delete: ["elasticloadbalancing:RemoveListenerCertificates listener/app"],
  },
  "aws:lb/listenerRule:ListenerRule": {
    create: ["elasticloadbalancing:CreateRule listener/app", ...tagging("listener-rule/app").create],
    read: ["elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTags"],
    update: [
      "elasticloadbalancing:ModifyRule listener-rule/app",
      "elasticloadbalancing:SetRulePriorities listener-rule/app",
      ...tagging("listener-rule/app").update,
    ],
    delete: ["elasticloadbalancing:DeleteRule listener-rule/app"],
  },
};
