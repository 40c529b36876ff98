/** A map with several values for each key, in the order of insertion, without duplicates. */
export class MultiMap<V> {
  private readonly values = new Map<string, V[]>();

  /** Adds values to a key. */
  add(key: string, ...added: readonly V[]): void {
    const values = this.values.get(key);
    if (values === undefined) {
      this.values.set(key, [...new Set(added)]);
    } else {
      values.push(...added.filter((value) => !values.includes(value)));
    }
  }

  /** Returns the values of a key. */
  get(key: string): readonly V[] {
    return this.values.get(key) ?? [];
  }
}
