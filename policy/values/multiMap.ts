/** A map with several values for each key, in the order of insertion, without duplicates. */
export class MultiMap<V> {
  private readonly values = new Map<string, { readonly list: V[]; readonly set: Set<V> }>();

  /** Adds values to a key. */
  add(key: string, ...added: readonly V[]): void {
    const values = this.values.get(key) ?? { list: [], set: new Set() };
    this.values.set(key, values);
    for (const value of added) {
      if (!values.set.has(value)) {
        values.set.add(value);
        values.list.push(value);
      }
    }
  }

  /** Returns the values of a key. */
  get(key: string): readonly V[] {
    return this.values.get(key)?.list ?? [];
  }
}
