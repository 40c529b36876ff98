import type { ServiceRequests } from "./request";

/** Requests to ECS. */
export const ecs: ServiceRequests = {
  service: "ECS",
  model: "ecs",
  types: {
    "aws:ecs/cluster:Cluster": {
      resource: "AWS::ECS::Cluster",
      members: {
        name: ["clusterName", "/ClusterName"],
        settings: ["settings", "/ClusterSettings"],
      },
    },
    "aws:ecs/taskDefinition:TaskDefinition": {
      resource: "AWS::ECS::TaskDefinition",
      members: {
        "ephemeralStorage.sizeInGib": ["ephemeralStorage.sizeInGiB", "/EphemeralStorage/SizeInGiB"],
      },
      notSent: {
        containerDefinitions: "the provider sends the list that the text holds",
        skipDestroy: "the provider uses it only for deletion",
      },
    },
    "aws:ecs/service:Service": {
      resource: "AWS::ECS::Service",
      members: {
        name: ["serviceName", "/ServiceName"],
        deploymentCircuitBreaker: [
          "deploymentConfiguration.deploymentCircuitBreaker",
          "/DeploymentConfiguration/DeploymentCircuitBreaker",
        ],
        deploymentMaximumPercent: [
          "deploymentConfiguration.maximumPercent",
          "/DeploymentConfiguration/MaximumPercent",
        ],
        deploymentMinimumHealthyPercent: [
          "deploymentConfiguration.minimumHealthyPercent",
          "/DeploymentConfiguration/MinimumHealthyPercent",
        ],
        networkConfiguration: [
          "networkConfiguration.awsvpcConfiguration",
          "/NetworkConfiguration/AwsvpcConfiguration",
        ],
        forceNewDeployment: "UpdateService:forceNewDeployment",
      },
      notSent: {
        forceDelete: "the provider uses it only for deletion",
        "networkConfiguration.assignPublicIp": "the provider sends ENABLED or DISABLED",
        triggers: "the provider uses it only for comparison",
        waitForSteadyState: "the provider uses it only for waiting",
      },
    },
  },
};
