/**
 * The path patterns that CloudFront accepts, as the source of a regular expression.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export const pathPatternSource = "^[A-Za-z0-9_.*?$/~\"'@:+&-]{1,255}$";

/**
 * One of CloudFront's path patterns as an automaton: `*` matches any characters, including `/`, and `?` exactly one.
 * Case counts; a leading `/` is optional.
 *
 * A state is the set of positions in the pattern that a match can have reached. Positions before the last `*` reached
 * are dropped, since whatever matches from there also matches from that `*`. This keeps the number of states small.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export class Glob {
  /** The state before the first character of a path, not counting its leading `/`. */
  readonly start = 0;
  /** The literal characters before the first `*` or `?`. */
  readonly prefix: string;
  private readonly tokens: readonly string[];
  private readonly places: number[][] = [];
  private readonly numbers = new Map<string, number>();
  private readonly steps: Map<string, number>[] = [];

  constructor(readonly pattern: string) {
    this.tokens = Array.from(pattern.replace(/^\//, "").replace(/\*+/g, "*"));
    const [prefix = ""] = pattern.replace(/^\//, "").split(/[*?]/, 1);
    this.prefix = prefix;
    this.number([0]);
  }

  /** Returns the literal characters of the pattern. */
  get letters(): string[] {
    return this.tokens.filter((token) => token !== "*" && token !== "?");
  }

  /** Returns the state after one more character. */
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

  /** Returns the only letters that can follow a state, or `undefined` if any letter can, because a `*` or `?` is next. */
  onlyLetters(state: number): string[] | undefined {
    const next = (this.places[state] as number[]).map((place) => this.tokens[place]);
    return next.includes("*") || next.includes("?") ? undefined : next.filter((token) => token !== undefined);
  }

  /** Returns whether the path read so far matches. */
  accepts(state: number): boolean {
    return (this.places[state] as number[]).includes(this.tokens.length);
  }

  /** Returns whether no continuation of the path read so far can match. */
  isDead(state: number): boolean {
    return (this.places[state] as number[]).length === 0;
  }

  /** Returns whether every continuation of the path read so far matches. */
  isEverything(state: number): boolean {
    const last = this.tokens.length - 1;
    return this.tokens[last] === "*" && (this.places[state] as number[]).includes(last);
  }

  /** Returns whether a path, with its leading `/`, matches. */
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

/** Removes the slashes at the end of a path. */
export function withoutSlashes(path: string): string {
  let end = path.length;
  while (path.endsWith("/", end) && end > 0) {
    end--;
  }
  return path.slice(0, end);
}
