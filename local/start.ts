/** `npm start`: brings a stack up on the local cloud, with the policy pack, checks it, and keeps the cloud open. */
import { Command, Option } from "commander";
import pc from "picocolors";
import { checkStack } from "./check";
import { readWorld } from "./cloud";
import { findEngine, openCloud } from "./engine";
import { followHistory } from "./follow";
import { createProgress } from "./progress";
import { ownLocalFolder } from "./project";
import { reportingErrors } from "./report";
import { bringUp, outputsOf } from "./stackUp";

interface StartOptions {
  readonly stack: string;
  readonly once: boolean;
}

function readOptions(): StartOptions {
  return new Command("npm start --")
    .description("Brings a stack up on the local cloud with the real Pulumi engine and the policy pack.")
    .addOption(new Option("--stack <name>", "the stack to bring up").choices(["dev", "prod"]).default("dev"))
    .option("--once", "bring it up, check it, print its outputs and exit", false)
    .addHelpText(
      "after",
      "\nExamples:\n  npm start\n  npm start -- --once\n  npm start -- --stack prod --once",
    )
    .showSuggestionAfterError()
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse()
    .opts<StartOptions>();
}

function printOutputs(outputs: Record<string, unknown>): void {
  const width = Math.max(...Object.keys(outputs).map((name) => name.length));
  for (const [name, value] of Object.entries(outputs)) {
    console.log(`  ${name.padEnd(width)}  ${typeof value === "string" ? value : JSON.stringify(value)}`);
  }
}

async function start({ stack, once }: StartOptions): Promise<number> {
  const progress = createProgress();
  const folder = ownLocalFolder();
  const engine = await findEngine(progress);
  console.error(pc.green("✓"), `Engine: Pulumi ${engine.version}, ${engine.reason}`);
  const cloud = await openCloud(folder.cloud);
  try {
    if (!(await bringUp(engine, folder, stack, progress))) {
      return 1;
    }
    const outputs = await outputsOf(engine, folder, stack);
    const wrong = checkStack(outputs, readWorld(folder.cloud));
    for (const finding of wrong) {
      console.error(pc.red("✗"), finding);
    }
    if (wrong.length > 0) {
      return 1;
    }
    console.error(
      pc.green("✓"),
      "Checked: one way in, signed behaviors, the same in the outputs and in the local cloud",
    );
    printOutputs(outputs);
    if (!once) {
      await stayUp(stack, folder.cloud);
    }
    return 0;
  } finally {
    await cloud.close();
  }
}

/** Keeps the local cloud open for other terminals, and shows what they do to it, until the user ends it. */
async function stayUp(stack: string, dir: string): Promise<void> {
  console.error(`
  ${pc.green("ready")}  The local cloud is open; in another terminal try:

    npm run pulumi -- preview --stack ${stack} --policy-pack policy
    npm run pulumi -- stack output --stack ${stack}
    npm run destroy -- --stack ${stack}

  What happens to it is shown here. End with Ctrl-C.
`);
  const stop = followHistory(dir, (line) => console.error(pc.dim(line)));
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  stop();
}

reportingErrors(() => start(readOptions()));
