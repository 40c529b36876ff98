/**
 * What CloudFront takes as a path pattern, as a regular expression's source: these characters, at most 255 of them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export const pathPatternSource = "^[A-Za-z0-9_.*?$/~\"'@:+&-]{1,255}$";

/**
 * One of CloudFront's path patterns as an automaton: `*` is any run of characters, `/` among them, `?` exactly one;
 * case counts, and a leading `/` may be left out.
 *
 * A state is the set of places in the pattern where a match can be. Places before the last `*` that was reached are
 * dropped: whatever can still match from there can match from that `*` as well. This keeps the states few.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export class Glob {
  /** The state before the first character; characters are those of a path after its leading `/`. */
  readonly start = 0;
  private readonly tokens: readonly string[];
  private readonly places: number[][] = [];
  private readonly numbers = new Map<string, number>();
  private readonly steps: Map<string, number>[] = [];

  constructor(readonly pattern: string) {
    this.tokens = Array.from(pattern.replace(/^\//, "").replace(/\*+/g, "*"));
    this.number([0]);
  }

  /** The characters that the pattern names itself; all others are alike to it. */
  get letters(): string[] {
    return this.tokens.filter((token) => token !== "*" && token !== "?");
  }

  /** The state after one more character. */
  step(state: number, letter: string): number {
    const steps = this.steps[state] as Map<string, number>;
    let next = steps.get(letter);
    if (next === undefined) {
      const places = (this.places[state] as number[]).flatMap((place) => {
        const token = this.tokens[place];
        if (token === "*") {
          return [place];
        }
        return token === "?" || token === letter ? [place + 1] : [];
      });
      next = this.number(places);
      steps.set(letter, next);
    }
    return next;
  }

  /** The only letters that lead on from a state; nothing when a `*` or `?` is next and any letter does. */
  onlyLetters(state: number): string[] | undefined {
    const next = (this.places[state] as number[]).map((place) => this.tokens[place]);
    return next.includes("*") || next.includes("?") ? undefined : next.filter((token) => token !== undefined);
  }

  /** What was read so far matches. */
  accepts(state: number): boolean {
    return (this.places[state] as number[]).includes(this.tokens.length);
  }

  /** Nothing that begins with what was read can match. */
  isDead(state: number): boolean {
    return (this.places[state] as number[]).length === 0;
  }

  /** Everything that begins with what was read matches. */
  isEverything(state: number): boolean {
    const last = this.tokens.length - 1;
    return this.tokens[last] === "*" && (this.places[state] as number[]).includes(last);
  }

  /** Whether a path, with its leading `/`, matches. */
  matches(path: string): boolean {
    let state = this.start;
    for (const letter of path.replace(/^\//, "")) {
      state = this.step(state, letter);
    }
    return this.accepts(state);
  }

  private number(reached: readonly number[]): number {
    const all = new Set(reached);
    for (const place of reached) {
      if (this.tokens[place] === "*") {
        all.add(place + 1);
      }
    }
    let places = [...all].sort((a, b) => a - b);
    const star = places.filter((place) => this.tokens[place] === "*").at(-1);
    if (star !== undefined) {
      places = places.filter((place) => place >= star);
    }
    const key = places.join();
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.places.push(places) - 1;
      this.numbers.set(key, number);
      this.steps.push(new Map());
    }
    return number;
  }
}
