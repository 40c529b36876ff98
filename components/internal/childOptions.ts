import * as pulumi from "@pulumi/pulumi";

/**
 * Options for a component's child that must also wait for what the component was told to wait for. Pulumi does
 * not hand `dependsOn` of a component down to its children by itself.
 */
export function waitingChild(
  parent: pulumi.Resource,
  component: pulumi.ComponentResourceOptions | undefined,
  own: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  const inherited: pulumi.CustomResourceOptions = { parent, dependsOn: component?.dependsOn ?? [] };
  return pulumi.mergeOptions(inherited, own);
}
