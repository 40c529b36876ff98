/** The instances of a stack, with what of them costs money: hours, metrics and volumes. */
import type { RawResource } from "../../policy/resources/rawResource";
import { at, isTrueAt, listAt, numberAt, textAt } from "./readProps";

/** Instances of one type. */
export interface InstanceShare {
  readonly number: number;
  /** Undefined while unknown. */
  readonly type: string | undefined;
  readonly hasDetailedMonitoring: boolean;
  /** Of each instance. */
  readonly gigabytes: number;
}

const launching = [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
];

/** Returns the instances of a stack: those of its own, and as many of each Auto Scaling group as it starts with. */
export function instancesOf(resources: readonly RawResource[]): InstanceShare[] {
  const templates = resources.filter(({ type }) => launching.includes(type));
  return resources.flatMap((resource) => {
    const { type, props } = resource;
    if (type === "aws:ec2/instance:Instance") {
      return [
        {
          number: 1,
          type: textAt(props, "instanceType"),
          hasDetailedMonitoring: isTrueAt(props, "monitoring"),
          gigabytes: numberAt(props, "rootBlockDevice", "volumeSize") ?? 0,
        },
      ];
    }
    if (type !== "aws:autoscaling/group:Group") {
      return [];
    }
    const template = templateOf(resource, templates)?.props ?? {};
    const disks = listAt(template, "blockDeviceMappings").map(
      (disk) => numberAt(disk, "ebs", "volumeSize") ?? 0,
    );
    return [
      {
        number: numberAt(props, "desiredCapacity") ?? numberAt(props, "minSize") ?? 0,
        type: textAt(template, "instanceType"),
        hasDetailedMonitoring: isTrueAt(template, "monitoring", "enabled"),
        gigabytes: disks.reduce((sum, size) => sum + size, 0),
      },
    ];
  });
}

/** Finds what a group launches from, by id or by the engine's record; the only one of the stack otherwise. */
function templateOf(
  { props, propertyDependencies = {} }: RawResource,
  templates: readonly RawResource[],
): RawResource | undefined {
  const names = [
    at(props, "launchTemplate", "id"),
    at(props, "launchTemplate", "name"),
    at(props, "launchConfiguration"),
  ];
  const known = names.filter((name) => name !== undefined);
  const byValue = templates.find(({ props: own }) =>
    [at(own, "id"), at(own, "name")].some((value) => value !== undefined && known.includes(value)),
  );
  const sources = [
    ...(propertyDependencies["launchTemplate"] ?? []),
    ...(propertyDependencies["launchConfiguration"] ?? []),
  ];
  const bySource = templates.find(({ urn }) => sources.some((source) => source.urn === urn));
  return byValue ?? bySource ?? (templates.length === 1 ? templates[0] : undefined);
}
