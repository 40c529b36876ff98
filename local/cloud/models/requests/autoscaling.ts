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
        namePrefix: "the name is made of it",
        forceDelete: "the provider reads it when it deletes",
        forceDeleteWarmPool: "the provider reads it when it deletes",
        ignoreFailedScalingActivities: "the provider reads it when it waits",
        "instanceRefresh.triggers": "the provider reads it when it compares",
        minElbCapacity: "the provider reads it when it waits",
        waitForCapacityTimeout: "the provider reads it when it waits",
        waitForElbCapacity: "the provider reads it when it waits",
      },
    },
    "aws:autoscaling/policy:Policy": {
      resource: "AWS::AutoScaling::ScalingPolicy",
      members: { name: "PolicyName" },
    },
  },
};
