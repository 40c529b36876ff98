/** `secure-origin rotate header`: the next generation of the secret header, by the stack's configuration. */
import type { Command } from "commander";
import { type HeaderSettings, readHeader } from "./config/generation";
import { nextGeneration } from "./config/generationEdit";
import { type DeployedHeader, deployedHeaders } from "./deployed/header";
import { chooseSite } from "./deployed/resources";
import { exitCode } from "./exitCodes";
import { addChoices, type KeyFlags } from "./keyLists";
import { headerChangeText, programPlace } from "./programChange";
import { Answered, CommandError, print, remark } from "./report";
import {
  lackOf,
  openStackFile,
  requireYaml,
  sameStack,
  save,
  stateIfReadable,
  stateInstead,
} from "./stack/stackFile";
import { whereHelp } from "./whereHelp";

interface RotateFlags extends KeyFlags {
  readonly leaked?: boolean;
}

const help = `
Examples:
  $ secure-origin rotate header --stack prod            the two values before stay accepted
  $ secure-origin rotate header --stack prod --leaked   the value in use is refused once CloudFront sends the new one

The load balancer takes the new value before CloudFront sends it: one pulumi up rotates, and nothing is refused.

${whereHelp}`;

/**
 * Whether the program decides the generation and not the file: the file does not say one, and another than the first
 * is deployed, which the component takes by itself.
 */
function programDecides(header: HeaderSettings | undefined, deployed: DeployedHeader | undefined): boolean {
  return (
    header === undefined ||
    (header.generation === undefined && deployed !== undefined && deployed.generation !== 1)
  );
}

async function rotate(command: Command, flags: RotateFlags): Promise<void> {
  const file = await openStackFile(flags);
  const leaked = flags.leaked === true;
  const header = file.text === undefined ? undefined : readHeader(file.text, file.shown, flags.configKey);
  const state =
    header === undefined
      ? await stateInstead(file, flags, "headerGeneration")
      : header.generation === undefined
        ? await stateIfReadable(flags)
        : undefined;
  const deployed =
    state === undefined ? undefined : chooseSite(deployedHeaders(state), "secret headers", flags.site);
  const up = `pulumi up ${sameStack(flags)}`;
  if (header !== undefined && !programDecides(header, deployed)) {
    requireYaml(file);
    await save(command, file, nextGeneration(header, leaked), up);
    if (header.generation === undefined) {
      remark(command, newSetting);
    }
    return;
  }
  if (deployed === undefined) {
    throw new CommandError(
      `${lackOf(file, "headerGeneration")}, and stack ${flags.stack} has no SecureOrigin deployed`,
      "deploy the program first (pulumi up), or write headerGeneration into the stack file",
    );
  }
  const place = programPlace(file, "headerGeneration", deployed.owner);
  print(command, headerChangeText(place, deployed.generation, leaked));
  remark(command, `\nNext: change the program; then ${up}`);
  throw new Answered(exitCode.failed);
}

const newSetting =
  "headerGeneration is new in the file: see in the preview that the header changes; if it does not, the program does not read the setting.";

/** Adds the group. */
export function addRotate(program: Command): void {
  const group = program.command("rotate").description("rotate the secret header");
  addChoices(
    group.command("header").description("make the next generation of the secret header the one that is sent"),
    "shop:site.headerGeneration",
  )
    .option("--leaked", "refuse the value in use as soon as it is replaced")
    .addHelpText("after", help)
    .action((flags: RotateFlags, command: Command) => rotate(command, flags));
}
