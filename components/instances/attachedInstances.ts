import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { distinctPorts, tierPortProblems, tierPorts } from "../internal/ports";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { instanceKeyProblems } from "./plan/attachments";
import { createTierPortRules } from "./securityGroup";

/** Arguments of existing instances that serve the site. */
export interface AttachedInstancesArgs {
  /** Ids of the instances, each under a name that never changes: lower-case letters, digits and `-`. */
  instanceIds: { [key: string]: pulumi.Input<string> };
  /** Id of a security group that is attached to all of them; the ports of the tiers are opened in it. */
  securityGroupId: pulumi.Input<string>;
  /** ARNs of the target groups, that of the public tier first. */
  targetGroupArns: pulumi.Input<pulumi.Input<string>[]>;
  /** Id of the load balancer's security group, which is admitted to the ports of the tiers. */
  loadBalancerSecurityGroupId: pulumi.Input<string>;
  /** Port on which the application serves public paths over TLS. Default: 8443. */
  publicPort?: number;
  /** Port on which the application serves signed paths over TLS. Default: 8444. */
  signedPort?: number;
  /** Tags for the rules. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * Registers existing instances with both tiers of a load balancer, and admits the load balancer on the ports of the
 * tiers. Other rules of their security group are not changed.
 *
 * @example
 * new AttachedInstances("site", {
 *   instanceIds: { a: web.id },
 *   securityGroupId: group.id,
 *   targetGroupArns: loadBalancer.targetGroupArns,
 *   loadBalancerSecurityGroupId: loadBalancer.albSecurityGroupId,
 * });
 */
export class AttachedInstances extends pulumi.ComponentResource {
  /** Id of the security group of the instances. */
  public readonly securityGroupId!: pulumi.Output<string>;

  constructor(name: string, args: AttachedInstancesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("AttachedInstances", name, args);
    refuseProblems("AttachedInstances", name, opts, [
      ...componentNameProblems(name),
      ...attachedProblems(args),
    ]);
    super("secure-origin:index:AttachedInstances", name, {}, opts);
    const { tags = {} } = args;
    const securityGroupId = pulumi.output(args.securityGroupId);
    const ports = distinctPorts(tierPorts(args));
    createTierPortRules(
      { name, parent: this, tags },
      {
        targets: "instances",
        groupId: securityGroupId,
        albId: args.loadBalancerSecurityGroupId,
        ports,
      },
    );
    const groups = pulumi.output(args.targetGroupArns);
    for (const [key, targetId] of Object.entries(args.instanceIds)) {
      ["public", "signed"].forEach((tier, index) => {
        new lb.TargetGroupAttachment(
          `${name}-${key}-${tier}`,
          { targetGroupArn: groups.apply((arns) => arns[index] ?? ""), targetId },
          { parent: this },
        );
      });
    }

    this.registerOutputs(
      publishOutputs<AttachedInstances>(this, {
        securityGroupId,
      }),
    );
  }
}

/** The arguments that are known before deployment. */
type KnownArgs = Pick<AttachedInstancesArgs, "instanceIds" | "publicPort" | "signedPort">;

/** Validates the arguments of attached instances that are known before deployment. */
export function attachedProblems(args: KnownArgs): string[] {
  return [...instanceKeyProblems(Object.keys(args.instanceIds)), ...tierPortProblems(args)];
}
