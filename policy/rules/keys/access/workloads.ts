import { connectionsOf } from "../../../reachability/ingressPaths";
import type { ProfileUser, RoleUser } from "../../../resources/access/roles";
import { resourceTypes as t } from "../../../resources/resourceTypes";
import { urnsOf } from "../../../stack/links";
import type { StackModel } from "../../../stack/stack";
import { MultiMap } from "../../../values/multiMap";
import type { Finding } from "../../rule";

/**
 * Reports what acts with a role that can use a signing key besides the servers behind CloudFront: functions, projects and
 * tasks without a service, and instances and ECS services that CloudFront does not reach. If there is no such server, one
 * resource may act with the role.
 */
export function otherWorkloads(model: StackModel, role: string): Finding[] {
  const index = indexOf(model);
  const users = index.users.get(role);
  const servers = users.flatMap(({ urn, isProfile }) =>
    isProfile
      ? index.servers.get(urn).map(({ urn: each, profile: { path } }) => ({ urn: each, path }))
      : index.services.get(urn),
  );
  const reached = servers.filter(({ urn }) => isReached(model, urn));
  const strangers = servers.filter((each) => !reached.includes(each) && isUsed(model, each.urn));
  const others = users.filter(({ urn, isProfile }) => !isProfile && !isRunByReached(index, urn, reached));
  const workloads = [
    ...others.map(({ urn, role: { path } }) => ({ urn, path })),
    ...(reached.length === 0 ? [] : strangers),
  ];
  const hasInstances = users.some(({ urn, isProfile }) => isProfile && index.servers.get(urn).length > 0);
  const allowed = hasInstances || reached.length > 0 ? 0 : 1;
  if (workloads.length <= allowed) {
    return [];
  }
  const why = `this also acts with ${role}, which can use the signing key`;
  return workloads.map(({ urn, path }) => ({ urn, path, why, fix: "Give it a role of its own" }));
}

/** Returns whether something acts with a role, so that a service assumes it: a function, a task, or an instance. */
export function hasWorkload(model: StackModel, role: string): boolean {
  const index = indexOf(model);
  return index.users.get(role).some(({ urn, isProfile }) => !isProfile || index.servers.get(urn).length > 0);
}

/** Returns whether CloudFront reaches an instance, or instances that are launched from a template. */
function isReached(model: StackModel, server: string): boolean {
  const { reached } = connectionsOf(model);
  return reached.has(server) || launchedFrom(model, server).some((urn) => reached.has(urn));
}

/** Returns whether a task definition is that of a service which CloudFront reaches; others that use it are strangers. */
function isRunByReached({ services }: Index, urn: string, reached: readonly Workload[]): boolean {
  return services.get(urn).some((each) => reached.includes(each));
}

/** An instance or a service runs; a template or configuration only does so through a group or an instance. */
function isUsed(model: StackModel, server: string): boolean {
  return (
    model.links.isOf(server, [t.instance, t.ecsService, t.ecsTaskSet]) ||
    launchedFrom(model, server).length > 0
  );
}

function launchedFrom(model: StackModel, template: string): readonly string[] {
  return indexOf(model).launched.get(template);
}

/** What acts with a role, and the argument that says so. */
interface Workload {
  readonly urn: string;
  readonly path: string;
}

/** What acts with roles, by what it refers to. */
interface Index {
  /** ECS services, by task definition. */
  readonly services: MultiMap<Workload>;
  readonly users: MultiMap<RoleUser>;
  readonly servers: MultiMap<ProfileUser>;
  readonly launched: MultiMap<string>;
}

const indexes = new WeakMap<StackModel, Index>();

function indexOf(model: StackModel): Index {
  let index = indexes.get(model);
  if (index === undefined) {
    const { links } = model;
    const from = [t.launchTemplate, t.launchConfiguration] as const;
    index = {
      services: new MultiMap(),
      users: new MultiMap(),
      servers: new MultiMap(),
      launched: new MultiMap(),
    };
    for (const { urn, taskDefinition } of model.services) {
      for (const each of urnsOf(links.to(urn, taskDefinition, t.ecsTaskDefinition))) {
        index.services.add(each, { urn, path: taskDefinition.path });
      }
    }
    for (const user of model.roleUsers) {
      for (const role of urnsOf(links.to(user.urn, user.role, t.role))) {
        index.users.add(role, user);
      }
    }
    for (const server of model.profileUsers) {
      for (const profile of urnsOf(links.to(server.urn, server.profile, t.instanceProfile))) {
        index.servers.add(profile, server);
      }
    }
    for (const { urn, launch } of model.autoScalingGroups) {
      for (const template of launch.flatMap((field) => urnsOf(links.to(urn, field, ...from)))) {
        index.launched.add(template, urn);
      }
    }
    for (const { urn, launchTemplate } of model.servers) {
      for (const template of urnsOf(links.to(urn, launchTemplate, ...from))) {
        index.launched.add(template, urn);
      }
    }
    indexes.set(model, index);
  }
  return index;
}
