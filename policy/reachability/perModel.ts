import type { StackModel } from "../stack/stack";

/**
 * Returns a function that computes a value once for each model and key, since several rules ask the same of one model.
 *
 * @example const sizes = perModel<number>(); sizes(model, options, () => size(model, options))
 */
export function perModel<T>(): (model: StackModel, key: unknown, compute: () => T) => T {
  const cache = new WeakMap<StackModel, Map<string, T>>();
  return (model, key, compute) => {
    const text = JSON.stringify(key);
    const known = cache.get(model) ?? new Map<string, T>();
    cache.set(model, known);
    const found = known.has(text) ? (known.get(text) as T) : compute();
    known.set(text, found);
    return found;
  };
}
