/** `npm run fuzz -- [what] [--count N] [--seed N]`: random inputs for what parses, of which none may crash it or pass by accident. */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { answersTo, documentChanges } from "../tests/cli/fuzz/changedDocuments";
import { failuresIn, hostileChanges } from "../tests/policy/fuzz/hostileStacks";
import { accepted, replacements } from "../tests/policy/fuzz/replacedArguments";
import { changedKeys, readsOf } from "../tests/signer/fuzz/changedKeys";
import { fuzzRequests } from "./signer/fuzz";

const help = `npm run fuzz -- [what ...] [--count N] [--seed N]

  requests   random requests for the verifier: no crash, no allow without a valid signature (1,000,000)
  arguments  refused stacks with an argument unknown or of another type: each stays refused (20,000)
  stacks     stacks with hostile values and contradictions: the policy pack answers without a failure (10,000)
  keys       keys with changed texts or bytes: read, or refused with a code, and no crash (20,000)
  documents  changed states, previews and plans for explain-stack and review: an answer, or one line (5,000)

Without a name, all of them. In parentheses: how many, if --count does not say. The seed is printed.`;

/** Throws what is wrong with one input. */
function property<T>(arbitrary: fc.Arbitrary<T>, problemOf: (input: T) => string | undefined) {
  return (count: number, seed: number): number => {
    const checked = fc.check(
      fc.property(arbitrary, (input) => {
        const problem = problemOf(input);
        if (problem !== undefined) {
          throw new Error(problem);
        }
      }),
      { numRuns: count, seed },
    );
    if (checked.failed) {
      console.error(fc.defaultReportMessage(checked));
      return 1;
    }
    console.log(`${checked.numRuns.toLocaleString("en")} inputs, seed ${seed}: nothing found`);
    return 0;
  };
}

const targets: Readonly<
  Record<string, readonly [count: number, run: (count: number, seed: number) => number]>
> = {
  requests: [1_000_000, fuzzRequests],
  arguments: [20_000, property(replacements, accepted)],
  stacks: [10_000, property(hostileChanges, (change) => failuresIn(change)[0])],
  keys: [
    20_000,
    property(changedKeys, (change) => {
      readsOf(change);
      return undefined;
    }),
  ],
  documents: [
    5_000,
    property(documentChanges, (change) => {
      const { answers, isOfOtherType } = answersTo(change);
      const isHidden = change.document === "state" && isOfOtherType && answers[0] === "closed";
      return isHidden ? `the way in is hidden: ${JSON.stringify(change)}` : undefined;
    }),
  ],
};

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      count: { type: "string" },
      seed: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const [count, seed] = [Number(values.count ?? 0), Number(values.seed ?? Date.now() % 2 ** 31)];
  const unknown = positionals.find((name) => !Object.hasOwn(targets, name));
  const isValid =
    unknown === undefined && Number.isSafeInteger(count) && Number.isSafeInteger(seed) && count >= 0;
  if (values.help || !isValid) {
    (isValid ? console.log : console.error)(help);
    return isValid ? 0 : 2;
  }
  // The SDK throws an error for each rule that does not apply; its stack would take most of the time.
  Error.stackTraceLimit = 4;
  const chosen = positionals.length > 0 ? positionals : Object.keys(targets);
  return Math.max(
    ...chosen.map((name) => {
      const [usual, run] = targets[name] ?? [0, () => 0];
      console.log(`${name}:`);
      return run(count === 0 ? usual : count, seed);
    }),
  );
}

process.exitCode = main();
