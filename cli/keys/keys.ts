/** `secure-origin keys`: rotates signing keys without refusing valid signatures. */
import type { Command } from "commander";
import { whereHelp } from "../config/whereHelp";
import { addKeysChanges } from "./keysChange";
import { addKeysGenerate } from "./keysGenerate";
import { addKeysList } from "./keysList";

const order = `
A rotation, with a deployment (pulumi up) after each step:
  $ secure-origin keys announce k2 --stack prod     CloudFront trusts the new key; nothing is signed with it yet
  $ secure-origin keys activate k2 --stack prod     the app signs with it; k1 is retired, and still trusted
  $ secure-origin keys remove k1 --stack prod       when the last signature of k1 has expired

${whereHelp}`;

/** Adds the group. */
export function addKeys(program: Command): void {
  const group = program.command("keys").description("rotate signing keys").addHelpText("after", order);
  addKeysList(group);
  addKeysChanges(group);
  addKeysGenerate(group);
}
