import type { RawResource } from "../resources/rawResource";
import { buildModel, type StackModel } from "../stack/stack";
import { Redactor } from "./redaction";
import type { Settings } from "./settings";

/** A stack that policies check. */
export interface SharedStack {
  /** Returns its model, built when first asked for. */
  readonly model: () => StackModel;
  readonly redactor: Redactor;
}

const last = new WeakMap<Settings, { resources: readonly RawResource[]; stack: SharedStack }>();

/**
 * Returns the stack that resources form: the last one again, if they are of the same request. The SDK copies the resources
 * of a request for each policy on the whole stack, so without this each would build a model of its own.
 */
export function stackOf(resources: readonly RawResource[], settings: Settings): SharedStack {
  const known = last.get(settings);
  if (known !== undefined && areOfOneRequest(known.resources, resources)) {
    return known.stack;
  }
  let model: StackModel | undefined;
  const stack: SharedStack = {
    model: () => (model ??= buildModel(resources, settings.declarations, settings.unknownArguments)),
    redactor: new Redactor(resources),
  };
  last.set(settings, { resources, stack });
  return stack;
}

/** The SDK copies everything but the lists of the options, which are those of the request itself. */
function areOfOneRequest(some: readonly RawResource[], others: readonly RawResource[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ opts }, at) => opts?.aliases !== undefined && opts.aliases === others[at]?.opts?.aliases)
  );
}
