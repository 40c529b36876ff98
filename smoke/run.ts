/** `npm run smoke -- …`: asks AWS what only a live account answers, or shows the experiments on the local cloud. */
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
  $ npm run smoke -- --all --local          (the programs come up and go away on the local cloud)

Exit code: 0 all pass, 3 one fails, 4 one cannot tell, 1 something failed or is left, 2 usage.`;

function command(): Command {
  return new Command("npm run smoke --")
    .description(
      "Runs experiments that only a live AWS account settles. They create resources, and destroy them again.",
    )
    .argument("[name...]", "experiments to run; --list names them")
    .option("--list", "print the experiments: question, what is created, cost, time", false)
    .option("--all", "run all experiments", false)
    .option("--account <id>", "the AWS account that may hold the resources; it has to be the caller's")
    .option("--region <region>", "region of the resources", process.env.AWS_REGION ?? "eu-west-1")
    .option("--zone <name>", "a public hosted zone of the account, for the experiments that need one")
    .option("--local", "run on the local cloud: nothing reaches AWS, and no answer counts", false)
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
  const wanted = chosen(names, options.all);
  const place = await openPlace(options);
  const stopping = new Stopping(() => place.pulumi.interrupt());
  const done: ProgramResult[] = [];
  try {
    for (const [program, ofProgram] of groupsOf(wanted)) {
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
