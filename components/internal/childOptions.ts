import * as pulumi from "@pulumi/pulumi";

/**
 * Returns options of a child that also depends on what its component depends on: Pulumi does not pass `dependsOn` on to
 * children.
 */
export function waitingChild(
  parent: pulumi.Resource,
  component: pulumi.ComponentResourceOptions | undefined,
  own: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  const inherited: pulumi.CustomResourceOptions = { parent, dependsOn: component?.dependsOn ?? [] };
  return pulumi.mergeOptions(inherited, own);
}
