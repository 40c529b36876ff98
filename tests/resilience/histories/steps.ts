/** The steps of a history, as data: what a shrunk history prints, a test can run again. */
import * as fc from "fast-check";
import { type ChangeName, changes } from "./changes";

const operationsOfCloud = ["create", "update", "delete"] as const;

/** What goes wrong while a step runs `pulumi up`. */
export type StepFault =
  /** An operation fails before AWS does anything, or after it did all: then its answer is lost. */
  | {
      readonly kind: "failed";
      /** Of operations on this type alone, for tests; a random history has none. */
      readonly type?: string;
      readonly operation: (typeof operationsOfCloud)[number];
      readonly skip: number;
      readonly when: "before" | "after";
    }
  /** AWS throttles several operations of a kind. */
  | {
      readonly kind: "throttled";
      readonly operation: (typeof operationsOfCloud)[number];
      readonly count: number;
    }
  /** After so many operations a process is killed, or the state can no longer be written, as on a full disk. */
  | {
      readonly kind: "engine killed" | "program killed" | "host killed" | "disk full";
      readonly step: number;
    };

/** The operation that updates by two programs. */
export const formerProgram = "back to the former release's program, and to the present one";

/** Operations of a step that change no setting, or do it by the command. */
export const operations = [
  "refresh",
  "next step of a key rotation",
  "new release",
  formerProgram,
  "replacement asked for",
  "deleted behind Pulumi's back",
  "changed behind Pulumi's back",
  "forgotten by the state",
] as const;

/** The name of an operation. */
export type OperationName = (typeof operations)[number];

/** One step. */
export interface Step {
  readonly change: ChangeName | OperationName;
  /** A further change in the same update. */
  readonly also?: ChangeName | undefined;
  /** Chooses among what can be changed. */
  readonly pick: number;
  readonly fault?: StepFault | undefined;
  /** Goes on with the next step where a fault left the stack, instead of completing the update first. */
  readonly leave?: boolean | undefined;
}

const operation = fc.constantFrom(...operationsOfCloud);
const fault: fc.Arbitrary<StepFault> = fc.oneof(
  fc.record({
    kind: fc.constant("failed" as const),
    operation,
    skip: fc.nat(4),
    when: fc.constantFrom("before", "after"),
  }),
  fc.record({ kind: fc.constant("throttled" as const), operation, count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    kind: fc.constantFrom("engine killed", "program killed", "host killed", "disk full"),
    step: fc.integer({ min: 1, max: 8 }),
  }),
);
const change = fc.constantFrom(...(Object.keys(changes) as ChangeName[]));

const step: fc.Arbitrary<Step> = fc.record(
  {
    change: fc.oneof(
      { weight: 6, arbitrary: change },
      { weight: 2, arbitrary: fc.constantFrom(...operations) },
      // Takes two steps at least until viewers may notice.
      { weight: 1, arbitrary: fc.constant("next step of a key rotation" as const) },
    ),
    also: change,
    pick: fc.nat(999),
    fault,
    leave: fc.constant(true),
  },
  { requiredKeys: ["change", "pick"] },
);

const commandsIn = (steps: readonly Step[]): number =>
  steps.reduce((sum, { also }) => sum + (also === undefined ? 1 : 2), 0);

/** Histories and parts of them, into which they shrink. */
export const parts: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 1, maxLength: 8, size: "max" });

/** Histories of 5 to 12 commands, at least one of them with a fault. */
export const histories: fc.Arbitrary<Step[]> = parts
  .filter((steps) => steps.some((one) => one.fault !== undefined))
  .filter((steps) => commandsIn(steps) >= 5 && commandsIn(steps) <= 12);
