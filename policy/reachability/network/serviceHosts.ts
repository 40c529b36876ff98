import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { MultiMap } from "../../values/multiMap";

/**
 * Returns the Auto Scaling groups whose instances run the tasks of an ECS service, by service: tasks without a network
 * configuration have the addresses and security groups of those instances.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-bridge.html
 */
export function serviceHosts(model: StackModel): MultiMap<string> {
  const { links } = model;
  const hosts = new MultiMap<string>();
  const hosted = model.services.filter(({ cluster }) => cluster.state !== "absent");
  if (hosted.length === 0) {
    return hosts;
  }
  const groups = new MultiMap<string>();
  for (const { urn, group } of model.capacityProviders) {
    groups.add(urn, ...urnsOf(links.to(urn, group, t.autoScalingGroup)));
  }
  const providersOf = new MultiMap<string>();
  for (const { urn, cluster, providers } of model.clusterProviders) {
    const named = providers.flatMap((field) => urnsOf(links.to(urn, field, t.capacityProvider)));
    for (const each of urnsOf(links.to(urn, cluster, t.ecsCluster))) {
      providersOf.add(each, ...named);
    }
  }
  for (const { urn, cluster, capacityProviders } of hosted) {
    const own = capacityProviders.flatMap((field) => urnsOf(links.to(urn, field, t.capacityProvider)));
    const clusters = capacityProviders.length > 0 ? [] : urnsOf(links.to(urn, cluster, t.ecsCluster));
    const providers = [...own, ...clusters.flatMap((each) => providersOf.get(each))];
    hosts.add(urn, ...providers.flatMap((each) => groups.get(each)));
  }
  return hosts;
}
