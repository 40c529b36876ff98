/** `secure-origin rotate header`: the next generation of the secret header, by the stack's configuration. */
import type { Command } from "commander";
import { nextGeneration } from "./headerConfig";
import { addStackOptions, fileOf, readStackFile, type StackFlags, save } from "./stackFile";

interface RotateFlags extends StackFlags {
  readonly leaked?: boolean;
}

const help = `
Examples:
  $ secure-origin rotate header --stack prod            the two values before stay accepted
  $ secure-origin rotate header --stack prod --leaked   the value in use is refused once CloudFront sends the new one

The load balancer takes the new value before CloudFront sends it: one pulumi up rotates, and nothing is refused.`;

/** Adds the group. */
export function addRotate(program: Command): void {
  const group = program.command("rotate").description("rotate the secret header");
  addStackOptions(
    group.command("header").description("make the next generation of the secret header the one that is sent"),
  )
    .option("--leaked", "refuse the value in use as soon as it is replaced")
    .addHelpText("after", help)
    .action(async (flags: RotateFlags, command: Command) => {
      const before = await readStackFile(fileOf(flags));
      const after = nextGeneration(before, fileOf(flags), flags.leaked === true);
      await save(command, flags, before, after, `pulumi up --stack ${flags.stack}`);
    });
}
