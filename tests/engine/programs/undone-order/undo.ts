/** Reverses the order: the edge waits for nothing, and the listener rules wait for the edge. */
import { join } from "node:path";
import { deferredOutput, type Input, type Output, output } from "@pulumi/pulumi";
import { registerStackTransformation } from "@pulumi/pulumi/runtime";

// The program reads files of the project by relative paths.
process.chdir(join(__dirname, "..", "..", "..", ".."));

interface WithId {
  readonly id: Output<string>;
}

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
