/** `secure-origin rotate`: the next generation of a secret, by the stack's configuration. */
import type { Command } from "commander";
import { type GenerationSettings, headerNames, readGeneration, sessionKeyNames } from "./config/generation";
import { nextGeneration } from "./config/generationEdit";
import { headerChangeText, programPlace } from "./config/programChange";
import { whereHelp } from "./config/whereHelp";
import { type DeployedHeader, deployedHeaders } from "./deployed/header";
import { chooseSite } from "./deployed/resources";
import { exitCode } from "./exitCodes";
import { addChoices, type KeyFlags } from "./keys/keyLists";
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

interface RotateFlags extends KeyFlags {
  readonly leaked?: boolean;
}

const headerHelp = `
Examples:
  $ secure-origin rotate header --stack prod            the two values before stay accepted
  $ secure-origin rotate header --stack prod --leaked   the value in use is refused once CloudFront sends the new one

The load balancer takes the new value before CloudFront sends it: one pulumi up rotates, and nothing is refused.

${whereHelp}`;

const sessionKeysHelp = `
Examples:
  $ secure-origin rotate session-keys --stack prod            what the key before has sealed still opens
  $ secure-origin rotate session-keys --stack prod --leaked   what the key in use has sealed is refused: everybody signs in again

The site reads its keys again every minute: no instance is replaced.`;

/**
 * Whether the program decides the generation and not the file: the file does not say one, and another than the first
 * is deployed, which the component takes by itself.
 */
function programDecides(
  header: GenerationSettings | undefined,
  deployed: DeployedHeader | undefined,
): boolean {
  return (
    header === undefined ||
    (header.generation === undefined && deployed !== undefined && deployed.generation !== 1)
  );
}

async function rotateHeader(command: Command, flags: RotateFlags): Promise<void> {
  const file = await openStackFile(flags);
  const leaked = flags.leaked === true;
  const header =
    file.text === undefined ? undefined : readGeneration(file.text, file.shown, headerNames, flags.configKey);
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

/** The state holds no generation of session keys, so only a stack file tells which one is in use. */
async function rotateSessionKeys(command: Command, flags: RotateFlags): Promise<void> {
  const file = await openStackFile(flags);
  const keys =
    file.text === undefined
      ? undefined
      : readGeneration(file.text, file.shown, sessionKeyNames, flags.configKey);
  if (keys === undefined) {
    throw new CommandError(
      lackOf(file, "sessionKeyGeneration"),
      "raise sessionKeyGeneration by one where the program sets it; after a leak add the former one to droppedSessionKeyGenerations",
    );
  }
  requireYaml(file);
  await save(command, file, nextGeneration(keys, flags.leaked === true), `pulumi up ${sameStack(flags)}`);
}

const newSetting =
  "headerGeneration is new in the file: see in the preview that the header changes; if it does not, the program does not read the setting.";

/** Adds the group. */
export function addRotate(program: Command): void {
  const group = program.command("rotate").description("rotate the secret header, or the keys of sessions");
  addChoices(
    group.command("header").description("make the next generation of the secret header the one that is sent"),
    "shop:site.headerGeneration",
  )
    .option("--leaked", "refuse the value in use as soon as it is replaced")
    .addHelpText("after", headerHelp)
    .action((flags: RotateFlags, command: Command) => rotateHeader(command, flags));
  addChoices(
    group
      .command("session-keys")
      .description("make the next generation of the session keys the one that seals"),
    "shop:site.sessionKeyGeneration",
  )
    .option("--leaked", "refuse what the key in use has sealed, a minute after the update at the latest")
    .addHelpText("after", sessionKeysHelp)
    .action((flags: RotateFlags, command: Command) => rotateSessionKeys(command, flags));
}
