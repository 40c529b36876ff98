import type { ComputeEnvironmentArgs } from "@pulumi/aws/batch";
import type { FleetArgs, SpotFleetRequestArgs } from "@pulumi/aws/ec2";
import type {
  CapacityProviderArgs,
  ClusterCapacityProvidersArgs,
  ServiceArgs as EcsServiceArgs,
  TaskSetArgs,
} from "@pulumi/aws/ecs";
import type { Unwrap } from "@pulumi/pulumi";
import { type Field, is } from "../../values/field";
import type { PlacedResource } from "../network/placement";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A load balancer's list of targets with which a service registers its own, and their port. */
export interface Registration {
  /** A target group or a classic load balancer. */
  readonly with: Field<string>;
  /** The port of the targets; if absent, that of the target group. */
  readonly port: Field<number>;
}

/**
 * A resource that starts its own servers: an ECS service or a task set of one, a Spot Fleet, an EC2 Fleet or a Batch compute
 * environment.
 */
export interface Service extends PlacedResource {
  readonly registrations: readonly Registration[];
  /** Whether its servers have public IPv4 addresses; if absent, its launch templates or subnets decide. */
  readonly publicAddress: Field<boolean>;
  /** The ids or names of its launch templates. */
  readonly launch: readonly Field<string>[];
  /** The capacity providers of an ECS service whose tasks have the addresses of their instances. */
  readonly capacityProviders: readonly Field<string>[];
  /** The ECS cluster, whose capacity providers apply if the service names none. */
  readonly cluster: Field<string>;
  /** The task definition of an ECS service. */
  readonly taskDefinition: Field<string>;
  /** The ECS service whose tasks a task set runs. */
  readonly ofService: Field<string>;
}

/** A capacity provider of ECS, and the Auto Scaling group whose instances it uses. */
export interface CapacityProvider {
  readonly urn: string;
  readonly group: Field<string>;
}

/** The capacity providers of an ECS cluster. */
export interface ClusterProviders {
  readonly urn: string;
  readonly cluster: Field<string>;
  readonly providers: readonly Field<string>[];
}

const absent = { state: "absent", path: "" } as const;

/** Services that start their own servers. */
export const services = recordReaders<Service>({
  [t.ecsService]: readEcsService,
  [t.ecsTaskSet]: readTaskSet,
  [t.spotFleet]: readSpotFleet,
  [t.ec2Fleet]: readFleet,
  [t.batchEnvironment]: readBatchEnvironment,
});

/** Capacity providers of ECS. */
export const capacityProviders = recordReaders<CapacityProvider>({
  [t.capacityProvider]: readCapacityProvider,
});

/** The capacity providers of ECS clusters. */
export const clusterProviders = recordReaders<ClusterProviders>({
  [t.clusterCapacityProviders]: readClusterProviders,
});

/**
 * Reads an ECS service. Only tasks in the network mode awsvpc have an address and security groups of their own; tasks of
 * the launch type EXTERNAL run outside AWS.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
 */
function readEcsService(urn: string, props: object): Service[] {
  const args = Reader.over<Unwrap<EcsServiceArgs>>(props);
  return readTasks(urn, args, readRegistrations(args.at("loadBalancers")), absent);
}

/** Reads a task set, which runs and registers tasks of a service with the deployment controller EXTERNAL. */
function readTaskSet(urn: string, props: object): Service[] {
  const args = Reader.over<Unwrap<TaskSetArgs>>(props);
  const registrations = readRegistrations(args.at("loadBalancers"));
  return readTasks(urn, args, registrations, args.at("service").string());
}

function readTasks(
  urn: string,
  args: Reader<Unwrap<EcsServiceArgs>>,
  registrations: readonly Registration[],
  ofService: Field<string>,
): Service[] {
  if (is(args.at("launchType").string(), "EXTERNAL")) {
    return [];
  }
  const network = args.at("networkConfiguration");
  const onInstances = network.raw().state === "absent";
  const assigned = network.at("assignPublicIp").boolean();
  return [
    {
      urn,
      registrations,
      // Fargate assigns none by default, and tasks on instances never have one.
      publicAddress: assigned.state === "absent" ? { ...assigned, state: "known", value: false } : assigned,
      securityGroups: network.at("securityGroups").strings(),
      subnets: network.at("subnets").strings(),
      launch: [],
      capacityProviders: onInstances
        ? args
            .at("capacityProviderStrategies")
            .knownItems()
            .map((strategy) => strategy.at("capacityProvider").string())
        : [],
      cluster: onInstances ? args.at("cluster").string() : absent,
      taskDefinition: args.at("taskDefinition").string(),
      ofService,
    },
  ];
}

/** A load balancer of a service, or of a task set, which has some of its arguments under other names. */
interface EcsBalancer {
  readonly targetGroupArn?: string;
  readonly advancedConfiguration?: { readonly alternateTargetGroupArn: string };
  readonly elbName?: string;
  readonly loadBalancerName?: string;
  readonly containerPort?: number;
}

/**
 * Reads the registrations of an ECS service; for a blue/green deployment it registers in an alternate target group as well.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html
 */
function readRegistrations(balancers: Reader<readonly EcsBalancer[] | undefined>): Registration[] {
  const items = balancers.items();
  if (items.state !== "known") {
    // Until a list is known, the ports of its target groups are taken for those of the containers.
    return items.state === "absent" ? [] : [{ with: items, port: absent }];
  }
  return items.value.flatMap((balancer) => {
    const port = balancer.at("containerPort").number();
    return [
      balancer.at("targetGroupArn").string(),
      balancer.at("advancedConfiguration").at("alternateTargetGroupArn").string(),
      balancer.at("elbName").string(),
      balancer.at("loadBalancerName").string(),
    ]
      .filter((field) => field.state !== "absent")
      .map((field) => ({ with: field, port }));
  });
}

function readSpotFleet(urn: string, props: object): Service[] {
  const args = Reader.over<Unwrap<SpotFleetRequestArgs>>(props);
  const specifications = args.at("launchSpecifications").knownItems();
  const configs = args.at("launchTemplateConfigs").knownItems();
  const targets = [...args.at("targetGroupArns").strings(), ...args.at("loadBalancers").strings()];
  return [
    service({
      urn,
      registrations: targets.map((field) => ({ with: field, port: absent })),
      publicAddress:
        (configs.length === 0 ? specifications : [])
          .map((each) => each.at("associatePublicIpAddress").boolean())
          .find((each, _, all) => all.every(({ state }) => state === "known")) ?? absent,
      securityGroups: specifications.flatMap((each) => each.at("vpcSecurityGroupIds").strings()),
      subnets: [
        ...specifications.map((each) => each.at("subnetId").string()),
        ...configs.flatMap((config) =>
          config
            .at("overrides")
            .knownItems()
            .map((each) => each.at("subnetId").string()),
        ),
      ],
      launch: configs.map((config) => {
        const template = config.at("launchTemplateSpecification");
        return either(template.at("id").string(), template.at("name").string());
      }),
    }),
  ];
}

function readFleet(urn: string, props: object): Service[] {
  const configs = Reader.over<Unwrap<FleetArgs>>(props).at("launchTemplateConfigs").knownItems();
  return [
    service({
      urn,
      subnets: configs.flatMap((config) =>
        config
          .at("overrides")
          .knownItems()
          .map((each) => each.at("subnetId").string()),
      ),
      launch: configs.map((config) => {
        const template = config.at("launchTemplateSpecification");
        return either(template.at("launchTemplateId").string(), template.at("launchTemplateName").string());
      }),
    }),
  ];
}

function readBatchEnvironment(urn: string, props: object): Service[] {
  const compute = Reader.over<Unwrap<ComputeEnvironmentArgs>>(props).at("computeResources");
  const template = compute.at("launchTemplate");
  return [
    service({
      urn,
      securityGroups: compute.at("securityGroupIds").strings(),
      subnets: compute.at("subnets").strings(),
      launch: [either(template.at("launchTemplateId").string(), template.at("launchTemplateName").string())],
    }),
  ];
}

function service(own: Pick<Service, "urn"> & Partial<Service>): Service {
  const service: Service = {
    registrations: [],
    publicAddress: absent,
    securityGroups: [],
    subnets: [],
    launch: [],
    capacityProviders: [],
    cluster: absent,
    taskDefinition: absent,
    ofService: absent,
    ...own,
  };
  const isSet = (field: Field<string>) => field.state !== "absent";
  return { ...service, subnets: service.subnets.filter(isSet), launch: service.launch.filter(isSet) };
}

function either(id: Field<string>, name: Field<string>): Field<string> {
  return id.state === "absent" ? name : id;
}

function readCapacityProvider(urn: string, props: object): CapacityProvider[] {
  const provider = Reader.over<Unwrap<CapacityProviderArgs>>(props).at("autoScalingGroupProvider");
  return [{ urn, group: provider.at("autoScalingGroupArn").string() }];
}

function readClusterProviders(urn: string, props: object): ClusterProviders[] {
  const args = Reader.over<Unwrap<ClusterCapacityProvidersArgs>>(props);
  return [
    { urn, cluster: args.at("clusterName").string(), providers: args.at("capacityProviders").strings() },
  ];
}
