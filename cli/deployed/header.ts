/** Reads from a stack's state which generation of the secret header CloudFront sends. */
import { type DeployedResource, deployedResources, nameOf, type Owner, ownerOf } from "./resources";

/** The generation of one site's header. */
export interface DeployedHeader {
  readonly owner: Owner;
  readonly generation: number;
}

/** The component writes the generation into this tag of the distribution. */
const tag = "secure-origin:header-generation";

/** Returns the generation of each site. */
export function deployedHeaders(state: unknown): readonly DeployedHeader[] {
  const all = deployedResources(state);
  const components = all.filter(({ type }) => type === "secure-origin:index:InternalLoadBalancer");
  const found = components.flatMap((component) =>
    header(ownerOf(component, all), component.outputs?.["headerGeneration"]),
  );
  return found.length > 0 ? found : all.flatMap(byTag);
}

function byTag(resource: DeployedResource): readonly DeployedHeader[] {
  const tags = resource.outputs?.["tags"] as Readonly<Record<string, unknown>> | undefined;
  const value = tags?.[tag];
  return resource.type === "aws:cloudfront/distribution:Distribution" && typeof value === "string"
    ? header({ site: nameOf(resource), component: "SecureOrigin", position: undefined }, Number(value))
    : [];
}

function header(owner: Owner, generation: unknown): readonly DeployedHeader[] {
  return typeof generation === "number" && Number.isInteger(generation) ? [{ owner, generation }] : [];
}
