/** A seeded source of choices: the same seed gives the same stack. */
export class Dice {
  constructor(private state: number) {}

  /** Returns a number from 0 up to 1 (mulberry32). */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Returns whether something of a probability happens. */
  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  /** Returns a whole number from 0 up to `below`. */
  under(below: number): number {
    return Math.floor(this.roll() * below);
  }

  /** Returns one of several. */
  one<T>(...choices: readonly [T, ...T[]]): T {
    return choices[this.under(choices.length)] ?? choices[0];
  }

  /** Returns one element of a list, which may be empty. */
  of<T>(list: readonly T[]): T | undefined {
    return list[this.under(list.length)];
  }

  /** Returns some elements of a list: each with a probability. */
  some<T>(list: readonly T[], probability: number): T[] {
    return list.filter(() => this.chance(probability));
  }

  /** Returns a list of as many as are rolled, between two numbers. */
  list<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: least + this.under(most - least + 1) }, (_, index) => make(index));
  }
}
