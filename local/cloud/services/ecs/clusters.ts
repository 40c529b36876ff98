import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn } from "../../model/identifiers";
import { type ResourceType, stable } from "../../model/resourceType";
import { obj, set, str } from "../../model/schema";
import { registry } from "../../model/sources";
import { ECS_CLUSTER } from "../../model/tokens";

const cluster: ResourceType = {
  token: ECS_CLUSTER,
  service: "ECS",
  operations: { create: "CreateCluster", update: "UpdateCluster", delete: "DeleteCluster" },
  source: registry("ecs/cluster"),
  inputs: {
    name: str({ immutable: true }),
    settings: set(
      obj({
        name: str({ required: true, oneOf: ["containerInsights"] }),
        value: str({ required: true, oneOf: ["enabled", "enhanced", "disabled"] }),
      }),
      { key: "name" },
    ),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 255 },
  id: (context) => arn(context, "ecs", `cluster/${input(context, "name")}`),
  outputs: {
    arn: stable((context) => context.id),
    settings: stable(() => [{ name: "containerInsights", value: "disabled" }]),
    ...TAGS_ALL,
  },
};

/** Resource types of ECS clusters. */
export const clusters = { resources: [cluster] };
