/** Compares the oracle's judge with the policy pack: `npm run oracle -- --count 100000 --seed 1 --minutes 30`. */
import { parseArgs } from "node:util";
import { compare } from "./compare";
import { type Disagreement, kindsOf, type Result, run } from "./differential";
import { judge } from "./judge/judge";
import { asCase } from "./show";
import { shrink } from "./shrink";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string" },
    minutes: { type: "string" },
    only: { type: "string" },
    show: { type: "string", default: "10" },
    kinds: { type: "string", default: "." },
  },
});

async function main(): Promise<void> {
  // The SDK throws an error for each rule that does not apply; its stack would take most of the time.
  Error.stackTraceLimit = 0;
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  const only = new RegExp(values.only ?? ".");
  console.log(`seed ${seed}`);
  const result = await run({
    count: Number(values.count),
    seed,
    only,
    ...(values.minutes !== undefined && { minutes: Number(values.minutes) }),
  });
  print(result);
  const kinds = new RegExp(values.kinds);
  const byCount = [...result.disagreements.values()]
    .filter(({ kind }) => kinds.test(kind))
    .sort((one, other) => other.count - one.count);
  for (const disagreement of byCount.slice(0, Number(values.show))) {
    await printSmallest(disagreement, only);
  }
  process.exitCode = result.disagreements.size === 0 ? 0 : 1;
}

function print({ stacks, counts, replayed, disagreements, milliseconds }: Result): void {
  console.log(`${stacks} stacks, ${Math.round((stacks / milliseconds) * 1000)} a second`);
  for (const [outcome, count] of Object.entries(counts)) {
    console.log(`${String(count).padStart(8)} ${outcome}`);
  }
  console.log(`${String(replayed).padStart(8)} findings with requests, each walked again`);
  for (const { kind, count } of disagreements.values()) {
    console.log(`${String(count).padStart(8)} × ${kind}`);
  }
}

/** Prints the smallest stack of a kind of disagreement, and the judge's witness. */
async function printSmallest({ kind, world, seed }: Disagreement, only: RegExp): Promise<void> {
  const { verdict } = judge(world);
  const smallest = await shrink(
    world,
    async (smaller) =>
      judge(smaller).verdict === verdict && kindsOf(await compare(smaller, only)).includes(kind),
  );
  const { judgement } = await compare(smallest, only);
  console.log(`\n${kind} (seed ${seed}, ${smallest.moment})`);
  console.log(`judge: ${JSON.stringify(judgement)}`);
  console.log(asCase(smallest));
}

void main();
