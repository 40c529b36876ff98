/** Which generation of the secret header CloudFront sends now, told from a stack's state. */
import { type DeployedResource, deployedResources, nameOf, type Owner, ownerOf } from "./resources";

/** The generation of one site's header. */
export interface DeployedHeader {
  readonly owner: Owner;
  readonly generation: number;
}

/** The component writes the generation into this tag of the distribution. */
const tag = "secure-origin:header-generation";

/** Reads the generations, site by site. */
export function deployedHeaders(state: unknown): readonly DeployedHeader[] {
  const all = deployedResources(state);
  const components = all.filter(({ type }) => type === "secure-origin:index:InternalLoadBalancer");
  const told = components.flatMap((component) =>
    header(ownerOf(component, all), component.outputs?.["headerGeneration"]),
  );
  return told.length > 0 ? told : all.flatMap(byTag);
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
