import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { instanceKeyProblems } from "./plan/attachments";
import { distinctPorts, portProblems } from "./plan/instanceArgs";
import { tierPortRules } from "./roleAndSecurityGroups";

/** Arguments of instances that exist already and are to serve the site. */
export interface AttachedInstancesArgs {
  /** Ids of the instances, each under a name that stays with it: lower-case letters, digits and `-`. */
  instanceIds: { [key: string]: pulumi.Input<string> };
  /** Id of a security group that all of them wear; the ports of the tiers are opened in it. */
  securityGroupId: pulumi.Input<string>;
  /** ARNs of the target groups, that of the public tier first. */
  targetGroupArns: pulumi.Input<pulumi.Input<string>[]>;
  /** Id of the load balancer's security group, which alone is admitted. */
  loadBalancerSecurityGroupId: pulumi.Input<string>;
  /** Port on which the application serves public paths over TLS. Default: 8443. */
  publicPort?: number;
  /** Port on which the application serves signed paths over TLS. Default: 8444. */
  signedPort?: number;
  /** Tags for the rules. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * Puts instances that exist already behind a gate: registers them with both tiers and lets the load balancer, and
 * nothing else, reach them on the tiers' ports. Whatever else their security group admits stays as it is.
 *
 * @example
 * new AttachedInstances("site", {
 *   instanceIds: { a: web.id },
 *   securityGroupId: group.id,
 *   targetGroupArns: gate.targetGroupArns,
 *   loadBalancerSecurityGroupId: gate.albSecurityGroupId,
 * });
 */
export class AttachedInstances extends pulumi.ComponentResource {
  /** Id of the security group of the instances. */
  public readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: AttachedInstancesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseProblems("AttachedInstances", name, opts, [
      ...componentNameProblems(name),
      ...attachedProblems(args),
    ]);
    super("secure-origin:index:AttachedInstances", name, {}, opts);
    const { publicPort = 8443, signedPort = 8444, tags = {} } = args;
    const securityGroupId = pulumi.output(args.securityGroupId);
    const ports = distinctPorts(publicPort, signedPort);
    tierPortRules({ name, parent: this, tags }, securityGroupId, args.loadBalancerSecurityGroupId, ports);
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

    this.securityGroupId = securityGroupId;
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }
}

/** What of the arguments can be judged before anything exists. */
type AttachedFacts = Pick<AttachedInstancesArgs, "instanceIds" | "publicPort" | "signedPort">;

/** Says what is wrong with the arguments of attached instances. */
export function attachedProblems({ instanceIds, publicPort, signedPort }: AttachedFacts): string[] {
  return [
    ...instanceKeyProblems(Object.keys(instanceIds)),
    ...portProblems("publicPort", publicPort ?? 8443),
    ...portProblems("signedPort", signedPort ?? 8444),
  ];
}
