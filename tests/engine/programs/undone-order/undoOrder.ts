/** Reverses the order: the edge waits for nothing, and the listener rules wait for the edge. */
import { deferredOutput, type Input, type Output, output } from "@pulumi/pulumi";
import { registerStackTransformation } from "@pulumi/pulumi/runtime";

interface WithId {
  readonly id: Output<string>;
}

/** Reverses the order in the program that is loaded afterwards. */
export function undoOrder(): void {
  const [deployed, deploy] = deferredOutput<string>();

  registerStackTransformation(({ type, props, opts, resource }) => {
    switch (type) {
      case "aws:lb/listenerRule:ListenerRule": {
        const listenerArn = props.listenerArn as Input<string>;
        return { props: { ...props, listenerArn: deployed.apply(() => listenerArn) }, opts };
      }
      case "aws:cloudfront/distribution:Distribution":
        // Its id is set when the constructor returns.
        deploy(output(Promise.resolve(true)).apply(() => (resource as unknown as WithId).id));
        return { props, opts: { ...opts, dependsOn: [] } };
      default:
        // Components have dependencies as well, which their children inherit.
        return { props, opts: { ...opts, dependsOn: [] } };
    }
  });
}
