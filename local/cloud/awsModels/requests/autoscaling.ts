import type { ServiceRequests } from "./request";

const REFRESH = "StartInstanceRefresh:Preferences";

/** Requests to EC2 Auto Scaling. */
export const autoscaling: ServiceRequests = {
  service: "Auto Scaling",
  model: "autoscaling",
  types: {
    "aws:autoscaling/group:Group": {
      resource: "AWS::AutoScaling::AutoScalingGroup",
      members: {
        name: ["AutoScalingGroupName", "/AutoScalingGroupName"],
        defaultCooldown: ["DefaultCooldown", "/Cooldown"],
        "launchTemplate.id": ["LaunchTemplate.LaunchTemplateId", "/LaunchTemplate/LaunchTemplateId"],
        "launchTemplate.name": ["LaunchTemplate.LaunchTemplateName", "/LaunchTemplate/LaunchTemplateName"],
        protectFromScaleIn: ["NewInstancesProtectedFromScaleIn", "/NewInstancesProtectedFromScaleIn"],
        vpcZoneIdentifiers: "/VPCZoneIdentifier",
        enabledMetrics: "EnableMetricsCollection:Metrics",
        metricsGranularity: "EnableMetricsCollection:Granularity",
        suspendedProcesses: "SuspendProcesses:ScalingProcesses",
        "instanceRefresh.strategy": "StartInstanceRefresh:Strategy",
        "instanceRefresh.preferences": REFRESH,
      },
      notSent: {
        namePrefix: "it is the prefix of the name",
        forceDelete: "the provider uses it only for deletion",
        forceDeleteWarmPool: "the provider uses it only for deletion",
        ignoreFailedScalingActivities: "the provider uses it only for waiting",
        "instanceRefresh.triggers": "the provider uses it only for comparison",
        minElbCapacity: "the provider uses it only for waiting",
        waitForCapacityTimeout: "the provider uses it only for waiting",
        waitForElbCapacity: "the provider uses it only for waiting",
      },
    },
    "aws:autoscaling/policy:Policy": {
      resource: "AWS::AutoScaling::ScalingPolicy",
      members: { name: "PolicyName" },
    },
  },
};
