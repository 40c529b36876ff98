/** How long `pulumi preview` takes. */
import type { EngineRun } from "../../tests/support/localStack";
import { LocalStack } from "../../tests/support/localStack";
import type { Figure, Suite } from "../figure";
import { inTurns } from "../turns";
import { emptyProgram, usualProgram } from "./programs";

/** Throws unless the preview succeeds. */
export async function expectPlan(run: Promise<EngineRun>): Promise<void> {
  const { code, output } = await run;
  if (code !== 0) {
    throw new Error(`a preview failed:\n${output.slice(-4000)}`);
  }
}

async function run(quick: boolean): Promise<readonly Figure[]> {
  const dev = new LocalStack("dev");
  const empty = emptyProgram();
  const usual = usualProgram();
  try {
    const seconds = await inTurns(
      {
        empty: () => expectPlan(empty.stack.pulumi("preview", "--non-interactive")),
        dev: () => expectPlan(dev.preview()),
        bare: () => expectPlan(dev.pulumi("preview", "--non-interactive")),
        usual: () =>
          expectPlan(
            usual.stack.pulumi("preview", "--non-interactive", "--policy-pack", `${usual.folder}/policy`),
          ),
      },
      quick ? 1 : 5,
      !quick,
    );
    const figure = (what: string, peer: string, peerValues: readonly number[], atMost?: number): Figure => ({
      what,
      unit: "s",
      values: seconds.dev,
      peer: { what: peer, values: peerValues },
      ...(atMost === undefined ? {} : { aim: { atMost } }),
    });
    return [
      figure("preview of the dev stack with the pack", "an empty program", seconds.empty, 3),
      figure("the same", "the same stack and pack written the usual way", seconds.usual, 0.33),
      figure("the same", "without the pack", seconds.bare, 1.6),
    ];
  } finally {
    for (const each of [dev, empty, usual]) {
      each.remove();
    }
  }
}

/** Measures previews. */
export const previewSuite: Suite = {
  name: "preview",
  method:
    "`pulumi preview` of a stack that is not up, from the start of the engine to its end, on the local cloud that is " +
    "open already, without checkpoints. The usual way: the types checked by the engine, everything imported from @pulumi/aws, the pack in TypeScript.",
  run,
};
