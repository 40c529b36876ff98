import type { Reply } from "../cli/prove/wire";

/** The settings of a program, by their keys without `smoke:`. */
export type Settings = Readonly<Record<string, string>>;

/** The outcome of a check. */
export interface Verdict {
  /** The answer to the question; `cannot tell` if it remains open. */
  readonly outcome: "pass" | "fail" | "cannot tell";
  /** The observation, in one line. */
  readonly seen: string;
}

/** The result of one engine command. */
export interface CommandResult {
  readonly ok: boolean;
  readonly output: string;
}

/** The context of a check while its program is deployed. */
export interface Rig {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly region: string;
  /** Settings from the command line, such as the hosted zone. */
  readonly given: Settings;
  /** Deploys the program with other settings; a failure is a result, not an error. */
  deploy(settings: Settings): Promise<CommandResult>;
  /** Runs a refresh that expects no changes. */
  refresh(): Promise<CommandResult>;
  /** Sends a GET request to the distribution, with the exact path. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Waits; rejects when the run is interrupted. */
  wait(seconds: number): Promise<void>;
}

/** The part of a check that runs on the local cloud, where the program is always deployed and destroyed. */
export type LocalCheck =
  /** None: the check needs AWS. */
  | "no"
  /** All: the check needs only the engine. */
  | "engine"
  /** All: the check sends requests, which the local edge answers. */
  | "edge";

/** An experiment that answers one question on a live AWS account. */
export interface Experiment {
  readonly name: string;
  readonly question: string;
  /** Why the question matters to the project. */
  readonly why: string;
  /** The folder of its program in `smoke/programs`; experiments of one program share a deployment. */
  readonly program: string;
  /** The resources that are created. */
  readonly creates: string;
  /** The estimated cost in dollars, from AWS's list prices. */
  readonly cost: string;
  /** The estimated minutes from start to clean-up. */
  readonly time: string;
  /** The consequence of each outcome for the project. */
  readonly outcomes: { readonly pass: string; readonly fail: string };
  /** The settings that its check deploys in turn. */
  readonly deployments?: readonly Settings[];
  /** A required setting, and the option for it. */
  readonly needs?: { readonly setting: string; readonly option: string };
  readonly localCheck: LocalCheck;
  check(rig: Rig): Promise<Verdict>;
}
