/** Several values for a key, in the order in which they came, each once. */
export class MultiMap<V> {
  private readonly values = new Map<string, V[]>();

  /** Adds values to those of a key. */
  add(key: string, ...added: readonly V[]): void {
    const values = this.values.get(key);
    if (values === undefined) {
      this.values.set(key, [...new Set(added)]);
    } else {
      values.push(...added.filter((value) => !values.includes(value)));
    }
  }

  /** The values of a key. */
  get(key: string): readonly V[] {
    return this.values.get(key) ?? [];
  }

  /** All keys that have a value. */
  keys(): IterableIterator<string> {
    return this.values.keys();
  }
}
