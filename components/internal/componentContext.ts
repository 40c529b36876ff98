import type * as pulumi from "@pulumi/pulumi";

/** The component that resources are created for. */
export interface ComponentContext {
  /** Name of the component, with which the names of its resources begin. */
  name: string;
  parent: pulumi.Resource;
  tags: { [key: string]: pulumi.Input<string> } | undefined;
}
