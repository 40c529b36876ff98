/** `secure-origin rotate`: raises the generation of a secret in the stack's configuration. */
import type { Command } from "commander";
import { type GenerationSettings, headerNames, readGeneration, sessionKeyNames } from "./config/generation";
import { nextGeneration } from "./config/generationEdit";
import { headerChangeText, programPlace } from "./config/programChange";
import { whereHelp } from "./config/whereHelp";
import { type DeployedHeader, deployedHeaders } from "./deployed/header";
import { chooseSite } from "./deployed/resources";
import { exitCode } from "./exitCodes";
import { addSelection, type KeyFlags } from "./keys/keyLists";
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
  $ secure-origin rotate header --stack prod            the two former values stay accepted
  $ secure-origin rotate header --stack prod --leaked   the value in use is refused once CloudFront sends the new one

The load balancer accepts the new value before CloudFront sends it: one pulumi up rotates, and no request is refused.

${whereHelp}`;

const sessionKeysHelp = `
Examples:
  $ secure-origin rotate session-keys --stack prod            cookies sealed with the former key stay valid
  $ secure-origin rotate session-keys --stack prod --leaked   cookies sealed with the current key are refused: everybody signs in again

The site reads its keys every minute: no instance is replaced.`;

/**
 * Tells whether the program sets the generation: the file has none, and the deployed one is not 1, the default of the
 * component.
 */
function isSetByProgram(
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
    header === undefined ? await stateInstead(file, flags, "headerGeneration") : await stateIfReadable(flags);
  const headers = state === undefined ? [] : deployedHeaders(state);
  const deployed =
    header?.generation === undefined
      ? chooseSite(headers, "secret headers", flags.site)
      : headerOf(headers, flags.site);
  const up = `pulumi up ${sameStack(flags)}`;
  if (header !== undefined && !isSetByProgram(header, deployed)) {
    requireYaml(file);
    await save(command, file, nextGeneration(header, leaked), up);
    if (header.generation === undefined) {
      remark(command, newSetting);
    } else if (deployed !== undefined && header.generation > deployed.generation) {
      remark(command, notDeployed(header.generation, deployed.generation));
    }
    return;
  }
  if (deployed === undefined) {
    throw new CommandError(
      `${lackOf(file, "headerGeneration")}, and stack ${flags.stack} has no SecureOrigin deployed`,
      "deploy the program first (pulumi up), or add headerGeneration to the stack file",
    );
  }
  const place = programPlace(file, "headerGeneration", deployed.owner);
  print(command, headerChangeText(place, deployed.generation, leaked));
  remark(command, `\nNext: change the program; then ${up}`);
  throw new Answered(exitCode.failed);
}

/** Finds the header of a site; undefined where the stack has several and none is named. */
function headerOf(headers: readonly DeployedHeader[], site: string | undefined): DeployedHeader | undefined {
  const found = site === undefined ? headers : headers.filter(({ owner }) => owner.site === site);
  return found.length === 1 ? found[0] : undefined;
}

/** The state has no generation of session keys, so only a stack file shows which one is in use. */
async function rotateSessionKeys(command: Command, flags: RotateFlags): Promise<void> {
  const file = await openStackFile(flags);
  const keys =
    file.text === undefined
      ? undefined
      : readGeneration(file.text, file.shown, sessionKeyNames, flags.configKey);
  if (keys === undefined) {
    throw new CommandError(
      lackOf(file, "sessionKeyGeneration"),
      "raise sessionKeyGeneration by one in the program; after a leak also add the former one to droppedSessionKeyGenerations",
    );
  }
  requireYaml(file);
  await save(command, file, nextGeneration(keys, flags.leaked === true), `pulumi up ${sameStack(flags)}`);
}

const notDeployed = (configured: number, deployed: number): string =>
  `Warning: generation ${configured} was not deployed, CloudFront sends ${deployed}: pulumi up skips ${configured}. Rotate once for each deployment.`;

const newSetting =
  "headerGeneration is new in the file: check in the preview that the header changes; if not, the program does not read the setting.";

/** Adds the group. */
export function addRotate(program: Command): void {
  const group = program.command("rotate").description("rotate the secret header or the session keys");
  addSelection(
    group.command("header").description("send the next generation of the secret header"),
    "shop:site.headerGeneration",
  )
    .option("--leaked", "refuse the current value as soon as it is replaced")
    .addHelpText("after", headerHelp)
    .action((flags: RotateFlags, command: Command) => rotateHeader(command, flags));
  addSelection(
    group.command("session-keys").description("seal sessions with the next generation of the session keys"),
    "shop:site.sessionKeyGeneration",
  )
    .option("--leaked", "refuse cookies sealed with the current key, at most a minute after the update")
    .addHelpText("after", sessionKeysHelp)
    .action((flags: RotateFlags, command: Command) => rotateSessionKeys(command, flags));
}
