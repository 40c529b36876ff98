/** `secure-origin keys`: the life of signing keys, in an order that locks nobody out. */
import type { Command } from "commander";
import { whereHelp } from "../config/whereHelp";
import { addKeysChanges } from "./keysChange";
import { addKeysGenerate } from "./keysGenerate";
import { addKeysList } from "./keysList";

const order = `
A rotation, with a deployment (pulumi up) after each step:
  $ secure-origin keys announce k2 --stack prod     CloudFront learns the new key; nothing is signed with it
  $ secure-origin keys activate k2 --stack prod     the app signs with it; the key before is retired, and still trusted
  $ secure-origin keys remove k1 --stack prod       when the last signature made with it has expired

${whereHelp}`;

/** Adds the group. */
export function addKeys(program: Command): void {
  const group = program.command("keys").description("rotate signing keys").addHelpText("after", order);
  addKeysList(group);
  addKeysChanges(group);
  addKeysGenerate(group);
}
