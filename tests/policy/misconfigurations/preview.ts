/** Previews the project's own program on the real engine, with or without a misconfiguration. */
import { join } from "node:path";
import { projectFolder } from "../../../local/run/project";
import type { LocalStack } from "../../support/localStack";

/** The folder of the program. */
export const misconfiguredProgramFolder = join(__dirname, "misconfiguredProgram");

/** A policy violation in a preview. */
export interface Finding {
  readonly pack: string;
  readonly rule: string;
  readonly level: "mandatory" | "advisory";
  readonly resource: string;
  readonly message: string;
}

/** The result of a preview. */
export interface Preview {
  readonly code: number;
  readonly output: string;
  readonly findings: readonly Finding[];
}

/**
 * Previews the dev stack.
 *
 * @param misconfiguration - the id of a misconfiguration; none if undefined
 * @param packs - folders of additional policy packs, each with its configuration in `config.json`
 */
export async function previewWith(
  stack: LocalStack,
  misconfiguration: string | undefined,
  packs: readonly string[] = [],
): Promise<Preview> {
  const before = process.env.SECURE_ORIGIN_MISCONFIGURATION;
  process.env.SECURE_ORIGIN_MISCONFIGURATION = misconfiguration ?? "";
  try {
    const config = ["--policy-pack-config", join(projectFolder, "policy/config/dev.json")];
    const more = packs.flatMap((pack) => [
      "--policy-pack",
      pack,
      "--policy-pack-config",
      join(pack, "config.json"),
    ]);
    const { code, output } = await stack.preview(...config, ...more);
    return { code, output, findings: findingsIn(output) };
  } finally {
    if (before === undefined) {
      delete process.env.SECURE_ORIGIN_MISCONFIGURATION;
    } else {
      process.env.SECURE_ORIGIN_MISCONFIGURATION = before;
    }
  }
}

/** Parses the violations that the engine prints. */
function findingsIn(output: string): Finding[] {
  const findings: Finding[] = [];
  const from = output.indexOf("Policies:");
  let pack = "";
  for (const line of from < 0 ? [] : output.slice(from).split("\n").slice(1)) {
    const [, name] = /^ {4}\S+ (\S+?)@v\S+ /.exec(line) ?? [];
    const [, level, rule, resource] =
      /^ {8}- \[(mandatory|advisory)\](?: \[severity: \w+\])? +(\S+) +\((.*)\)$/.exec(line) ?? [];
    const last = findings.at(-1);
    if (name !== undefined) {
      pack = name;
    } else if (rule !== undefined && resource !== undefined) {
      findings.push({
        pack,
        rule,
        level: level === "mandatory" ? "mandatory" : "advisory",
        resource,
        message: "",
      });
    } else if (line.startsWith("          ") && last !== undefined) {
      findings[findings.length - 1] = { ...last, message: `${last.message}${line.trim()}\n` };
    } else if (line !== "" && !line.startsWith(" ")) {
      break;
    }
  }
  return findings;
}
