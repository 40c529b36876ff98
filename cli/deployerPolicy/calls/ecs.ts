/** Calls for ECS. */
import { type CallTable, serviceLinkedRole } from "./typeCalls";

const tagging = (resource: string) => ({
  create: [`ecs:TagResource ${resource}`],
  read: [`ecs:ListTagsForResource ${resource}`],
  update: [`ecs:TagResource ${resource}`, `ecs:UntagResource ${resource}`],
});

/** Calls by resource type. */
export const ecsCalls: CallTable = {
  "aws:ecs/cluster:Cluster": {
    create: [
      "ecs:CreateCluster cluster",
      serviceLinkedRole("ecs.amazonaws.com"),
      ...tagging("cluster").create,
    ],
    read: ["ecs:DescribeClusters cluster"],
    update: ["ecs:UpdateCluster cluster", ...tagging("cluster").update],
    delete: ["ecs:DeleteCluster cluster"],
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    create: [
      "ecs:RegisterTaskDefinition task-definition",
      "iam:PassRole passed-role",
      ...tagging("task-definition").create,
    ],
    read: ["ecs:DescribeTaskDefinition"],
    update: tagging("task-definition").update,
    delete: ["ecs:DeregisterTaskDefinition"],
  },
  "aws:ecs/service:Service": {
    create: ["ecs:CreateService service", ...tagging("service").create],
    read: [
      "ecs:DescribeServices service",
      "ecs:DescribeServiceDeployments service service-deployment",
      "ecs:ListServiceDeployments service",
      ...tagging("service").read,
    ],
    update: ["ecs:UpdateService service", ...tagging("service").update],
    delete: ["ecs:UpdateService service", "ecs:DeleteService service"],
  },
};
