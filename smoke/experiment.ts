import type { Reply } from "../cli/prove/wire";

/** Settings of a program, by their names in `smoke:`. */
export type Settings = Readonly<Record<string, string>>;

/** What a check has seen, and what it says about the question. */
export interface Verdict {
  /** `cannot tell` where what was seen leaves the question open. */
  readonly outcome: "pass" | "fail" | "cannot tell";
  /** What was seen, in one line. */
  readonly seen: string;
}

/** What the engine said of one command. */
export interface Said {
  readonly ok: boolean;
  readonly output: string;
}

/** What a check works with while its program is up. */
export interface Rig {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly region: string;
  /** Settings that the user gave, such as the hosted zone. */
  readonly given: Settings;
  /** Deploys the program with other settings; a refusal is an answer, not an error. */
  deploy(settings: Settings): Promise<Said>;
  /** Whether a refresh finds everything as it was deployed. */
  refresh(): Promise<Said>;
  /** Sends a GET to the distribution, by the path as it is written. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Waits; rejects when the run is interrupted. */
  wait(seconds: number): Promise<void>;
}

/** How an experiment is shown on the local cloud, beside its program coming up and going away. */
export type Played =
  /** Its check asks AWS alone. */
  | "no"
  /** Its check needs nothing but the engine. */
  | "engine"
  /** Its check sends requests, which the local edge answers. */
  | "edge";

/** One question that a live AWS account settles. */
export interface Experiment {
  readonly name: string;
  readonly question: string;
  /** Why the project wants to know. */
  readonly why: string;
  /** Folder of its program in `smoke/programs`; experiments of one program share one deployment. */
  readonly program: string;
  /** What is created. */
  readonly creates: string;
  /** Dollars, as text: an estimate from AWS's list prices. */
  readonly cost: string;
  /** Minutes from start to clean-up, as text. */
  readonly time: string;
  /** What each outcome changes in the project. */
  readonly outcomes: { readonly pass: string; readonly fail: string };
  /** Settings that its check deploys one after the other. */
  readonly deployments?: readonly Settings[];
  /** A setting without which the question cannot be asked, and how the user gives it. */
  readonly needs?: { readonly setting: string; readonly option: string };
  readonly played: Played;
  check(rig: Rig): Promise<Verdict>;
}
