import * as pulumi from "@pulumi/pulumi";

/** Names of the outputs that a component declares. */
type OutputName<C extends pulumi.ComponentResource> = Exclude<keyof C, keyof pulumi.ComponentResource>;

/** The value of an output: plain, an output, or a list of outputs. */
type OutputValue<T> =
  | pulumi.Input<T>
  | (T extends readonly (infer Element)[] ? pulumi.Input<Element>[] : never);

/** All outputs of a component, each with its value. */
type OutputValues<C extends pulumi.ComponentResource> = {
  [Name in OutputName<C>]: C[Name] extends pulumi.Output<infer T> ? OutputValue<T> : never;
};

/** The outputs of a component by name. */
export type Outputs<C extends pulumi.ComponentResource> = Pick<C, OutputName<C>>;

const published = new WeakMap<pulumi.ComponentResource, object>();

/** Outputs that are known to have no value, also where a component passes on those of its children. */
const absent = new WeakSet<pulumi.Output<unknown>>();

function outputOf(value: unknown): pulumi.Output<unknown> {
  const output = pulumi.output(value);
  if (value === undefined) {
    absent.add(output);
  }
  return output;
}

/**
 * Sets the outputs of a component, whose type demands that none is left out.
 *
 * @returns the outputs, for `registerOutputs`
 */
export function publishOutputs<C extends pulumi.ComponentResource>(
  component: C,
  values: OutputValues<C>,
): Outputs<C> {
  const entries = Object.entries(values).map(([name, value]): [string, pulumi.Output<unknown>] => [
    name,
    pulumi.Output.isInstance(value) ? value : outputOf(value),
  ]);
  const outputs = Object.fromEntries(entries) as unknown as Outputs<C>;
  Object.assign(component, outputs);
  published.set(component, Object.fromEntries(entries.filter(([, output]) => !absent.has(output))));
  return outputs;
}

/**
 * Returns the outputs of a component that have a value, for a program that exports them as the outputs of its stack: the
 * engine warns about each of the others.
 */
export function outputsOf<C extends pulumi.ComponentResource>(component: C): Partial<Outputs<C>> {
  return published.get(component) ?? {};
}
