/** `secure-origin sign`: URLs and cookies. */
import type { Command } from "commander";
import { addSignCookies } from "./signCookies";
import { addSignUrl } from "./signUrl";

/** Adds the group. */
export function addSign(program: Command): void {
  const group = program.command("sign").description("sign URLs and cookies");
  addSignUrl(group);
  addSignCookies(group);
}
