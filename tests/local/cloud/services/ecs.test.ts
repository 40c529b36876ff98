import assert from "node:assert/strict";
import type { Props, Resource } from "../support/client";
import { refused } from "../support/refused";
import { CLOSED } from "../support/site";
import { useCloud } from "../support/useCloud";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});

const CONTAINER = { name: "app", image: "app:1", portMappings: [{ containerPort: 8443 }] };

describe("ECS in the local cloud", () => {
  const cloud = useCloud();

  /** Creates a resource; an argument that is undefined is left out. */
  const make = (type: string, inputs: Props) =>
    cloud.site.make(
      type,
      Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined)),
    );
  const define = (rest: Props = {}, container: Props = {}) =>
    make("ecs/taskDefinition:TaskDefinition", {
      family: "app",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: JSON.stringify([{ ...CONTAINER, ...container }]),
      ...rest,
    });

  /** Refuses with AWS's code and words. */
  const answers = async (code: string, words: RegExp, call: Promise<unknown>): Promise<void> => {
    await refused(code, call);
    await assert.rejects(call, words);
  };

  describe("a task definition", () => {
    const client = (words: RegExp, rest: Props, container?: Props) =>
      answers("ClientException", words, define(rest, container));

    it("has revisions in its family", async () => {
      const [first, second] = [await define(), await define()];
      assert.match(first.id, /^arn:aws:ecs:eu-west-1:\d{12}:task-definition\/app:1$/);
      assert.match(second.id, /:task-definition\/app:2$/);
      assert.equal(second.outputs["revision"], 2);
      assert.equal(String(second.outputs["arnWithoutRevision"]), first.id.replace(/:1$/, ""));
    });

    it("of Fargate has awsvpc, CPU and memory in one of AWS's combinations", async () => {
      await client(/Fargate only supports network mode ‘awsvpc’\./, { networkMode: "bridge" });
      await client(/Fargate requires that 'cpu' be defined at the task level\./, { cpu: undefined });
      for (const [cpu, memory] of [
        ["256", "4096"],
        ["1024", "1024"],
        ["8192", "17408"],
        ["300", "1024"],
      ]) {
        await client(/No Fargate configuration exists for given values\./, { cpu, memory });
      }
      for (const [cpu, memory] of [
        ["1 vCPU", "2 GB"],
        ["8192", "20480"],
      ]) {
        await define({ cpu, memory });
      }
    });

    it("of Fargate has an execution role for ECR and CloudWatch, which exists", async () => {
      await client(
        /execution role ARN to support ECR images\./,
        {},
        {
          image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app@sha256:00",
        },
      );
      const logged = { logConfiguration: { logDriver: "awslogs" } };
      await client(/execution role ARN to support log driver awslogs\./, {}, logged);
      await client(/ClientException/, { executionRoleArn: "arn:aws:iam::111122223333:role/nobody" });
      const role = await cloud.site.make("iam/role:Role", { assumeRolePolicy: TRUST });
      await define({ executionRoleArn: role.outputs["arn"], taskRoleArn: role.outputs["arn"] }, logged);
    });

    it("has containers with a name, an image, memory, and the same port on both sides", async () => {
      await client(/Container list cannot be empty\./, { containerDefinitions: "[]" });
      await client(/Container\.name and Container\.image should not be null or empty\./, {}, { image: null });
      await client(
        /host ports and container ports in port mappings must match\./,
        {},
        {
          portMappings: [{ containerPort: 8443, hostPort: 443 }],
        },
      );
      const ec2 = { requiresCompatibilities: ["EC2"], cpu: undefined, memory: undefined };
      await client(/'app'\. At least one of 'memory' or 'memoryReservation' must be specified\./, ec2);
      await define(ec2, { memoryReservation: 128 });
    });
  });

  describe("a service", () => {
    let network: { vpc: Resource; subnets: Resource[]; group: Resource; alb: Resource };
    let cluster: Resource;
    const inNetwork = (rest: Props = {}) => ({
      subnets: network.subnets.map(({ id }) => id),
      securityGroups: [network.group.id],
      ...rest,
    });
    beforeEach(async () => {
      network = await cloud.site.balancer();
      cluster = await cloud.site.make("ecs/cluster:Cluster", {});
    });

    const targets = async (rest: Props = {}, attached = true): Promise<Resource> => {
      const group = await cloud.site.make("lb/targetGroup:TargetGroup", {
        vpcId: network.vpc.id,
        targetType: "ip",
        protocol: "HTTPS",
        port: 8443,
        ...rest,
      });
      if (attached) {
        const listener = await cloud.site.make("lb/listener:Listener", {
          loadBalancerArn: network.alb.id,
          port: 80,
          protocol: "HTTP",
          defaultActions: [CLOSED],
        });
        await cloud.site.make("lb/listenerRule:ListenerRule", {
          listenerArn: listener.id,
          priority: 1,
          conditions: [{ pathPattern: { values: ["/*"] } }],
          actions: [{ type: "forward", targetGroupArn: group.id }],
        });
      }
      return group;
    };
    const serve = (definition: Resource, rest: Props = {}) =>
      make("ecs/service:Service", {
        cluster: cluster.id,
        taskDefinition: definition.id,
        launchType: "FARGATE",
        desiredCount: 1,
        networkConfiguration: inNetwork(),
        ...rest,
      });
    const balanced = (group: Resource, rest: Props = {}) => ({
      loadBalancers: [{ targetGroupArn: group.id, containerName: "app", containerPort: 8443, ...rest }],
    });
    const invalid = (words: RegExp, call: Promise<unknown>) =>
      answers("InvalidParameterException", words, call);

    it("runs in a cluster, which stays while it does, under a name of its own", async () => {
      const definition = await define();
      const service = await serve(definition, { name: "web" });
      assert.match(service.id, /^arn:aws:ecs:eu-west-1:\d{12}:service\/r\d+-[0-9a-f]{7}\/web$/);
      await invalid(/web/, serve(definition, { name: "web" }));
      await refused("ClusterContainsServicesException", cloud.engine.delete(cluster));
      await refused("DependencyViolation", cloud.engine.delete(network.group));
      await refused("ClusterNotFoundException", serve(definition, { cluster: undefined }));
      await refused("ClusterNotFoundException", serve(definition, { cluster: "elsewhere" }));
      await refused("ClientException", serve(definition, { taskDefinition: "nothing" }));
      await invalid(/TaskDefinition cannot be blank\./, serve(definition, { taskDefinition: undefined }));
      await cloud.engine.delete(service);
      await cloud.engine.delete(cluster);
    });

    it("takes a new revision of its definition, and the old one goes", async () => {
      const first = await define();
      const service = await serve(first);
      const second = await define();
      const updated = await cloud.engine.update(service, { ...service.inputs, taskDefinition: second.id });
      assert.equal(updated.outputs["taskDefinition"], second.id);
      await cloud.engine.delete(first);
    });

    it("has a network configuration with awsvpc, and with no other network mode", async () => {
      const definition = await define();
      await invalid(
        /Network Configuration must be provided when networkMode 'awsvpc' is specified\./,
        serve(definition, { networkConfiguration: undefined }),
      );
      const bridge = await define({ networkMode: "bridge", requiresCompatibilities: ["EC2"] });
      await invalid(
        /Network Configuration is not valid for the given networkMode of this task definition\./,
        serve(bridge, { launchType: "EC2" }),
      );
    });

    it("registers awsvpc tasks by address, and others by instance", async () => {
      const definition = await define();
      const instances = await targets({ targetType: "instance" });
      await invalid(
        /has target type instance, which is incompatible with the awsvpc network mode specified/,
        serve(definition, balanced(instances)),
      );
      const bridge = await define({ networkMode: "bridge", requiresCompatibilities: ["EC2"] });
      const own = { launchType: "EC2", networkConfiguration: undefined };
      await serve(bridge, { ...own, ...balanced(instances) });
      const addresses = await targets({}, false);
      await invalid(
        /has target type ip, which is incompatible with the bridge network mode specified/,
        serve(bridge, { ...own, ...balanced(addresses) }),
      );
    });

    it("registers in target groups that a listener forwards to, containers and ports that exist", async () => {
      const definition = await define();
      const group = await targets({}, false);
      await invalid(/does not have an associated load balancer\./, serve(definition, balanced(group)));
      const attached = await targets();
      await invalid(
        /The container web does not exist in the task definition\./,
        serve(definition, balanced(attached, { containerName: "web" })),
      );
      await invalid(
        /The container app did not have a container port 8444 defined\./,
        serve(definition, balanced(attached, { containerPort: 8444 })),
      );
      await serve(definition, balanced(attached));
      await invalid(/arn:missing/, serve(definition, balanced({ ...group, id: "arn:missing" })));
    });

    it("has what its launch type offers, in one VPC", async () => {
      const onEc2 = await define({ requiresCompatibilities: ["EC2"] });
      await invalid(/Task definition does not support launch_type FARGATE\./, serve(onEc2));
      const publicly = { networkConfiguration: inNetwork({ assignPublicIp: true }) };
      await invalid(
        /Assign public IP is not supported for this launch type\./,
        serve(onEc2, { launchType: "EC2", ...publicly }),
      );
      const definition = await define();
      await serve(definition, publicly);
      const stranger = (await cloud.site.network()).group;
      await invalid(
        /must be from the same VPC\./,
        serve(definition, { networkConfiguration: inNetwork({ securityGroups: [stranger.id] }) }),
      );
      const many = Array.from({ length: 6 }, () =>
        cloud.site.make("ec2/securityGroup:SecurityGroup", { vpcId: network.vpc.id }),
      );
      const securityGroups = (await Promise.all(many)).map(({ id }) => id);
      await invalid(
        /securityGroups can have at most 5 items\./,
        serve(definition, { networkConfiguration: inNetwork({ securityGroups }) }),
      );
      const subnets = Array.from({ length: 17 }, (_, index) =>
        cloud.site.make("ec2/subnet:Subnet", { vpcId: network.vpc.id, cidrBlock: `10.0.${index + 10}.0/24` }),
      );
      await invalid(
        /subnets can have at most 16 items\./,
        serve(definition, {
          networkConfiguration: inNetwork({ subnets: (await Promise.all(subnets)).map(({ id }) => id) }),
        }),
      );
    });

    it("is not what an Auto Scaling group registers in target groups of addresses", async () => {
      const template = await cloud.site.make("ec2/launchTemplate:LaunchTemplate", {
        imageId: "ami-0123456789abcdef0",
        instanceType: "t4g.small",
      });
      const group = cloud.site.make("autoscaling/group:Group", {
        minSize: 1,
        maxSize: 1,
        launchTemplate: { id: template.id },
        vpcZoneIdentifiers: network.subnets.map(({ id }) => id),
        targetGroupArns: [(await targets()).id],
      });
      await answers("ValidationError", /have target type of instance\./, group);
    });
  });
});
