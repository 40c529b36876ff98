import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { waitingChild } from "../internal/childOptions";
import { componentNameProblems } from "../internal/names";
import { distinctPorts, tierPortProblems, tierPorts } from "../internal/ports";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { createTargetSecurityGroup, createTierPortRules } from "./securityGroup";

/** Arguments of ECS tasks that serve the site. */
export interface AttachedTasksArgs {
  /** Id of the VPC, for the security group that is created here. */
  vpcId: pulumi.Input<string>;
  /**
   * Id of a security group that all tasks have; the ports of the tiers are opened in it. Default: one is created, whose
   * egress is HTTPS.
   */
  securityGroupId?: pulumi.Input<string>;
  /** Id of the load balancer's security group, which is admitted to the ports of the tiers. */
  loadBalancerSecurityGroupId: pulumi.Input<string>;
  /** Port of the container on which the application serves public paths over TLS. Default: 8443. */
  publicPort?: number;
  /** Port of the container on which the application serves signed paths over TLS. Default: 8444. */
  signedPort?: number;
  /** Tags for the security group and the rules. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * Admits a load balancer to the tasks of ECS services, on the ports of the tiers. The services register their tasks in the
 * load balancer's target groups, whose target type is ip, and give them the security group.
 *
 * @example
 * new AttachedTasks("site", { vpcId, loadBalancerSecurityGroupId: loadBalancer.albSecurityGroupId });
 */
export class AttachedTasks extends pulumi.ComponentResource {
  /** Id of the security group of the tasks. */
  public readonly securityGroupId!: pulumi.Output<string>;

  constructor(name: string, args: AttachedTasksArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("AttachedTasks", name, args);
    refuseProblems("AttachedTasks", name, opts, [
      ...componentNameProblems(name),
      ...attachedTasksProblems(args),
    ]);
    super("secure-origin:index:AttachedTasks", name, {}, opts);
    const context = { name, parent: this, tags: args.tags ?? {} };
    const rules = {
      targets: "tasks",
      albId: args.loadBalancerSecurityGroupId,
      ports: distinctPorts(tierPorts(args)),
    } as const;
    const { securityGroupId: given } = args;
    // Services wait for the group that they name, and so for what this component waits for.
    const securityGroupId =
      given === undefined
        ? createTargetSecurityGroup(
            context,
            { ...rules, vpcId: args.vpcId, endpoints: undefined },
            waitingChild(this, opts),
          ).id
        : pulumi.output(given);
    if (given !== undefined) {
      createTierPortRules(context, { ...rules, groupId: given });
    }

    this.registerOutputs(publishOutputs<AttachedTasks>(this, { securityGroupId }));
  }
}

/** Validates the arguments of attached tasks that are known before deployment. */
export function attachedTasksProblems(args: Pick<AttachedTasksArgs, "publicPort" | "signedPort">): string[] {
  return tierPortProblems(args);
}
