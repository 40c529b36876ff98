/** `npm run smoke -- …`: runs experiments that need a live AWS account, or deploys them to the local cloud. */
import { Command } from "commander";
import { exitCode } from "../cli/exitCodes";
import { readable } from "../local/terminal/report";
import { requireAccount, UsageError } from "./account";
import { chosen, groupsOf } from "./choice";
import { exitCodeOf } from "./exitCodeOf";
import type { Settings } from "./experiment";
import { experiments } from "./experiments";
import { awsPlace, localPlace, type OpenPlace } from "./places";
import { type ProgramResult, runProgram } from "./runExperiments";
import { Stopping } from "./stopping";
import { leftLines, listed, verdictLine } from "./text";

interface Options {
  readonly list: boolean;
  readonly all: boolean;
  readonly local: boolean;
  readonly account?: string;
  readonly region: string;
  readonly zone?: string;
}

const more = `
Examples:
  $ npm run smoke -- --list
  $ npm run smoke -- kms-signatures --account 111122223333 --region eu-west-1
  $ npm run smoke -- --all --account 111122223333 --zone example.com
  $ npm run smoke -- --all --local          (deploys and destroys the programs on the local cloud)

Exit code: 0 all pass, 3 one fails, 4 one cannot tell, 1 an error, an interruption or leftovers, 2 usage.`;

function command(): Command {
  return new Command("npm run smoke --")
    .description(
      "Runs experiments that need a live AWS account. They create resources and destroy them again.",
    )
    .argument("[name...]", "experiments to run; see --list")
    .option("--list", "print each experiment's question, resources, cost and time", false)
    .option("--all", "run all experiments", false)
    .option("--account <id>", "the AWS account for the resources, which must be the caller's")
    .option("--region <region>", "region of the resources", process.env.AWS_REGION ?? "eu-west-1")
    .option("--zone <name>", "a public hosted zone in the account, for experiments that need one")
    .option("--local", "run on the local cloud: nothing reaches AWS, and no result counts", false)
    .addHelpText("after", more)
    .showSuggestionAfterError()
    .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage));
}

async function openPlace({ local, account, region, zone }: Options): Promise<OpenPlace> {
  const given: Settings = zone === undefined ? {} : { zone };
  return local
    ? localPlace(region, { zone: "example.com", ...given })
    : awsPlace(await requireAccount(account, region), region, given);
}

async function run(names: readonly string[], options: Options): Promise<number> {
  if (options.list) {
    console.log(experiments.map(listed).join("\n\n"));
    return exitCode.done;
  }
  const selected = chosen(names, options.all);
  const place = await openPlace(options);
  const stopping = new Stopping(() => place.pulumi.interrupt());
  const done: ProgramResult[] = [];
  try {
    for (const [program, ofProgram] of groupsOf(selected)) {
      if (stopping.isStopped()) {
        break;
      }
      console.error(`${program}: deploying for ${ofProgram.map(({ name }) => name).join(", ")}`);
      const result = await runProgram(program, ofProgram, place, stopping, (one) =>
        console.log(verdictLine(one)),
      );
      done.push(result);
      console.error(leftLines(result).join("\n") || `${program}: destroyed`);
    }
  } finally {
    stopping.close();
    await place.close();
  }
  return exitCodeOf(done, { local: options.local, stopped: stopping.isStopped() });
}

const parsed = command().parse();
run(parsed.args, parsed.opts<Options>()).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error("error:", readable(error));
    process.exit(error instanceof UsageError ? exitCode.usage : exitCode.failed);
  },
);
