/** `npm start`: deploys a stack to the local cloud with the policy pack, checks it, and serves its site. */
import { Command, Option } from "commander";
import pc from "picocolors";
import { visible } from "../cli/visible";
import { readAccount } from "./cloud";
import {
  describeStack,
  type Engine,
  findEngine,
  type LocalFolder,
  openCloud,
  stackStateFile,
} from "./engine";
import { checkStack } from "./run/checkStack";
import { requireRoom } from "./run/diskSpace";
import { endingWell, type Interruption } from "./run/interruption";
import { ownLocalFolder } from "./run/project";
import { projectName } from "./run/projectName";
import { bringUp, outputsOf } from "./run/stackUp";
import { updateSite } from "./run/updateSite";
import { watchHistory } from "./run/watchHistory";
import {
  anyPorts,
  banner,
  checkSite,
  friendlyPorts,
  type LocalSite,
  startLocalSite,
  watchStack,
} from "./site";
import { afterStart } from "./terminal/nextCommand";
import { createProgress, sayLine } from "./terminal/progress";

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
    console.log(
      `  ${name.padEnd(width)}  ${visible(typeof value === "string" ? value : JSON.stringify(value))}`,
    );
  }
}

async function start({ stack, once }: StartOptions, interruption: Interruption): Promise<number> {
  const progress = createProgress();
  const folder = ownLocalFolder();
  interruption.describeState = () =>
    `${describeStack(folder, { project: projectName, stack })}; ${afterStart({ stack })}`;
  const engine = await interruption.unlessInterrupted(findEngine(progress));
  console.error(pc.green("✓"), `Engine: Pulumi ${engine.version}, ${engine.reason}`);
  requireRoom(folder.root);
  const cloud = await interruption.unlessInterrupted(openCloud(folder.cloud));
  try {
    if (!(await bringUp(engine, folder, stack, progress, interruption))) {
      return 1;
    }
    const outputs = await interruption.unlessInterrupted(outputsOf(engine, folder, stack));
    const wrong = checkStack(outputs, readAccount(folder.cloud));
    for (const finding of wrong) {
      console.error(pc.red("✗"), visible(finding));
    }
    if (wrong.length > 0) {
      return 1;
    }
    console.error(
      pc.green("✓"),
      "Checked: the origin is private, behaviors are signed, outputs match the local cloud",
    );
    const site = await startLocalSite({
      stack,
      root: folder.root,
      cloudDir: folder.cloud,
      apiPort: cloud.apiPort,
      apiSecret: cloud.apiSecret,
      outputs,
      ports: once ? anyPorts : friendlyPorts,
      moved: (line) => console.error(pc.yellow("!"), visible(line)),
    });
    try {
      return await serve({ site, stack, once, engine, folder, outputs, interruption });
    } finally {
      await site.close();
    }
  } finally {
    await cloud.close();
  }
}

/** The site and its stack. */
interface Served extends StartOptions {
  readonly site: LocalSite;
  readonly engine: Engine;
  readonly folder: LocalFolder;
  readonly outputs: Record<string, unknown>;
  readonly interruption: Interruption;
}

/** Checks the site, then prints the stack's outputs or serves until the user ends it. */
async function serve(served: Served): Promise<number> {
  const { site, stack, once, outputs, interruption } = served;
  const wrong = await interruption.unlessInterrupted(checkSite(site));
  for (const finding of wrong) {
    console.error(pc.red("✗"), visible(finding));
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

/** Shows and applies what other terminals do to the stack, until the user ends it. */
async function untilEnded({ site, stack, engine, folder, interruption }: Served): Promise<void> {
  let last = Promise.resolve();
  let ended = false;
  const stateFile = stackStateFile(folder, projectName, stack);
  const outputs = (): Promise<Record<string, unknown>> => outputsOf(engine, folder, stack);
  const renew = async (): Promise<void> => {
    const followed = await updateSite({ stack, stateFile, outputs, site });
    if (followed !== undefined && !ended) {
      console.error(followed.serves ? pc.green("✓") : pc.yellow("!"), visible(followed.line));
    }
  };
  const stops = [
    watchHistory(folder.cloud, (line) => console.error(pc.dim(line))),
    watchStack(stateFile, () => {
      last = last.then(renew);
    }),
  ];
  await interruption.usualEnd();
  ended = true;
  sayLine(`Ended: ${interruption.describeState()}.`);
  for (const stop of stops) {
    stop();
  }
  await last;
}

const options = readOptions();
endingWell((interruption) => start(options, interruption));
