import type { GroupArgs } from "@pulumi/aws/autoscaling";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** An Auto Scaling group. */
export interface AutoScalingGroup {
  readonly urn: string;
  readonly targetGroups: readonly Field<string>[];
  readonly loadBalancers: readonly Field<string>[];
  /** The ids or names of its launch templates, or the name of its launch configuration. */
  readonly launch: readonly Field<string>[];
  readonly subnets: readonly Field<string>[];
}

/** Auto Scaling groups. */
export const autoScalingGroups = recordReaders<AutoScalingGroup>({
  [t.autoScalingGroup]: readGroup,
});

type Specification = Reader<{ launchTemplateId?: string; launchTemplateName?: string } | undefined>;

/**
 * Reads an Auto Scaling group. An override of its mixed instances policy can name a launch template of its own, from which
 * some instances are then launched.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups-launch-template-overrides.html
 */
function readGroup(urn: string, props: object): AutoScalingGroup[] {
  const args = Reader.over<Unwrap<GroupArgs>>(props);
  const mixed = args.at("mixedInstancesPolicy").at("launchTemplate");
  const sources = args.at("trafficSources").knownItems();
  const template = args.at("launchTemplate");
  const id = template.at("id").string();
  return [
    {
      urn,
      targetGroups: [
        ...args.at("targetGroupArns").strings(),
        ...sources.map((source) => source.at("identifier").string()),
      ],
      loadBalancers: args.at("loadBalancers").strings(),
      launch: [
        id.state === "absent" ? template.at("name").string() : id,
        specified(mixed.at("launchTemplateSpecification")),
        ...mixed
          .at("overrides")
          .knownItems()
          .map((override) => specified(override.at("launchTemplateSpecification"))),
        args.at("launchConfiguration").string(),
      ].filter((field) => field.state !== "absent"),
      subnets: args.at("vpcZoneIdentifiers").strings(),
    },
  ];
}

function specified(template: Specification): Field<string> {
  const id = template.at("launchTemplateId").string();
  return id.state === "absent" ? template.at("launchTemplateName").string() : id;
}
