/** `npm start`: brings a stack up on the local cloud, with the policy pack, checks it, and serves its site. */
import { Command, Option } from "commander";
import pc from "picocolors";
import { checkStack } from "./check";
import { readWorld } from "./cloud";
import { type Engine, findEngine, type LocalFolder, openCloud, stackStateFile } from "./engine";
import { followHistory } from "./follow";
import { createProgress } from "./progress";
import { ownLocalFolder } from "./project";
import { projectName } from "./projectName";
import { reportingErrors } from "./report";
import {
  anyPorts,
  banner,
  checkSite,
  followStack,
  friendlyPorts,
  type LocalSite,
  startLocalSite,
} from "./site";
import { bringUp, outputsOf } from "./stackUp";
import { UserError } from "./userError";

interface StartOptions {
  readonly stack: string;
  readonly once: boolean;
}

function readOptions(): StartOptions {
  return new Command("npm start --")
    .description(
      "Brings a stack up on the local cloud, with the real Pulumi engine and the policy pack, and serves its site.",
    )
    .addOption(new Option("--stack <name>", "the stack to bring up").choices(["dev", "prod"]).default("dev"))
    .option("--once", "bring it up, check it and its site, print its outputs and exit", false)
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
    const site = await startLocalSite({
      stack,
      root: folder.root,
      cloudDir: folder.cloud,
      apiPort: cloud.apiPort,
      outputs,
      ports: once ? anyPorts : friendlyPorts,
      moved: (line) => console.error(pc.yellow("!"), line),
    });
    try {
      return await serve({ site, stack, once, engine, folder, outputs });
    } finally {
      await site.close();
    }
  } finally {
    await cloud.close();
  }
}

/** What is served, and of what. */
interface Served extends StartOptions {
  readonly site: LocalSite;
  readonly engine: Engine;
  readonly folder: LocalFolder;
  readonly outputs: Record<string, unknown>;
}

/** Checks the site, then ends with the stack's outputs, or serves until the user ends it. */
async function serve(served: Served): Promise<number> {
  const { site, stack, once, outputs } = served;
  const wrong = await checkSite(site);
  for (const finding of wrong) {
    console.error(pc.red("✗"), finding);
  }
  if (wrong.length > 0) {
    return 1;
  }
  console.error(pc.green("✓"), "The site answers through the edge: / 200, /premium/ without a signature 403");
  if (once) {
    printOutputs(outputs);
  } else {
    console.error(banner(site, stack));
    await untilEnded(served);
  }
  return 0;
}

/** Follows and shows what other terminals do to the stack, until the user ends it. */
async function untilEnded({ site, stack, engine, folder }: Served): Promise<void> {
  let last = Promise.resolve();
  const renew = async (): Promise<void> => {
    try {
      if (await site.follow(await outputsOf(engine, folder, stack))) {
        console.error(pc.green("✓"), "The members app follows: it has the stack's new configuration");
      }
    } catch (error) {
      const reason = error instanceof UserError ? error.message : String(error);
      console.error(pc.dim(`  The members app waits for the next update: ${reason}`));
    }
  };
  const stops = [
    followHistory(folder.cloud, (line) => console.error(pc.dim(line))),
    followStack(stackStateFile(folder, projectName, stack), () => {
      last = last.then(renew);
    }),
  ];
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  for (const stop of stops) {
    stop();
  }
  await last;
}

reportingErrors(() => start(readOptions()));
