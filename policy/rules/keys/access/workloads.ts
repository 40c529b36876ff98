import { connectionsOf } from "../../../reachability/ingressPaths";
import { resourceTypes as t } from "../../../resources/resourceTypes";
import { urnsOf } from "../../../stack/links";
import type { StackModel } from "../../../stack/stack";
import type { Finding } from "../../rule";

/**
 * Reports what acts with a role that can use a signing key besides the servers behind CloudFront: functions, tasks and
 * projects, and instances that CloudFront does not reach. If there is no such server, one resource may act with the role.
 */
export function otherWorkloads(model: StackModel, role: string): Finding[] {
  const { links } = model;
  const users = model.roleUsers.filter(({ urn, role: of }) =>
    urnsOf(links.to(urn, of, t.role)).includes(role),
  );
  const profiles = users.filter(({ isProfile }) => isProfile).map(({ urn }) => urn);
  const servers = model.profileUsers.filter(({ urn, profile }) =>
    urnsOf(links.to(urn, profile, t.instanceProfile)).some((each) => profiles.includes(each)),
  );
  const reached = servers.filter(({ urn }) => isReached(model, urn));
  const strangers =
    reached.length === 0 ? [] : servers.filter((each) => !reached.includes(each) && isUsed(model, each.urn));
  const others = users.filter(({ isProfile }) => !isProfile);
  const workloads = [
    ...others.map(({ urn, role: { path } }) => ({ urn, path })),
    ...strangers.map(({ urn, profile: { path } }) => ({ urn, path })),
  ];
  const allowed = servers.length > 0 ? 0 : 1;
  if (workloads.length <= allowed) {
    return [];
  }
  const why = `this also acts with ${role}, which can use the signing key`;
  return workloads.map(({ urn, path }) => ({ urn, path, why, fix: "Give it a role of its own" }));
}

/** Returns whether CloudFront reaches an instance, or instances that are launched from a template. */
function isReached(model: StackModel, server: string): boolean {
  const { reached } = connectionsOf(model);
  return reached.has(server) || launchedFrom(model, server).some((urn) => reached.has(urn));
}

/** An instance runs; a template or configuration only does so through a group or an instance. */
function isUsed(model: StackModel, server: string): boolean {
  return model.links.isOf(server, [t.instance]) || launchedFrom(model, server).length > 0;
}

function launchedFrom({ links, autoScalingGroups, servers }: StackModel, template: string): string[] {
  const from = [t.launchTemplate, t.launchConfiguration] as const;
  const groups = autoScalingGroups.filter(({ urn, launch }) =>
    launch.some((field) => urnsOf(links.to(urn, field, ...from)).includes(template)),
  );
  const instances = servers.filter(({ urn, launchTemplate }) =>
    urnsOf(links.to(urn, launchTemplate, ...from)).includes(template),
  );
  return [...groups, ...instances].map(({ urn }) => urn);
}
