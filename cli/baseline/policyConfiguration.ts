/** Reads and writes the waivers in a file for `--policy-pack-config`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Level, OptionError, type Options, resolveOptions } from "../../policy/options/options";
import type { Waiver } from "../../policy/options/waiverDefinition";
import type { Rule } from "../../policy/rules/rule";
import { waiverRule } from "../../policy/runtime/waivers";
import { CommandError } from "../report";

type Json = Record<string, unknown>;

/** A policy configuration, as far as a baseline needs it. */
export interface PolicyConfiguration {
  readonly file: string;
  readonly content: Json;
  readonly options: Options;
}

/**
 * Reads a policy configuration; a file that does not exist is an empty one.
 *
 * @param rules the rules of the pack
 * @throws CommandError for another file, or options that the pack refuses
 */
export function readConfiguration(file: string, rules: readonly Rule[]): PolicyConfiguration {
  const content = existsSync(file) ? parsed(file) : {};
  const settings = (content["pack-settings"] ?? {}) as { options?: unknown };
  try {
    const names = [...rules.map(({ name }) => name), waiverRule];
    const options = resolveOptions([settings.options], names);
    return {
      file,
      content,
      options: { ...options, levels: { ...policyLevels(content, rules), ...options.levels } },
    };
  } catch (error) {
    if (error instanceof OptionError) {
      throw new CommandError(`${file}: ${error.message}`, "correct the options under pack-settings", error);
    }
    throw error;
  }
}

/** Writes the waivers of a configuration; everything else in the file stays. */
export function writeWaivers({ file, content }: PolicyConfiguration, waivers: readonly Waiver[]): void {
  const settings = (content["pack-settings"] ?? {}) as Json;
  const options = { ...(settings["options"] as Json | undefined), waivers };
  const next = { ...content, "pack-settings": { ...settings, options } };
  writeFileSync(file, `${JSON.stringify(next, null, 2)}\n`);
}

/** Returns the levels that a configuration gives policies on single resources under their own names, or under `all`. */
function policyLevels(content: Json, rules: readonly Rule[]): Record<string, Level> {
  const named = (name: string): unknown => {
    const value = content[name];
    return isObject(value) ? value["enforcementLevel"] : value;
  };
  const levels = rules
    .filter(({ scope }) => scope === "resource")
    .map(({ name }) => [name, named(name) ?? named("all")] as const)
    .filter(([, level]) => level === "advisory" || level === "mandatory" || level === "disabled");
  return Object.fromEntries(levels) as Record<string, Level>;
}

function parsed(file: string): Json {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    content = undefined;
  }
  if (!isObject(content) || !isObject(content["pack-settings"] ?? {})) {
    throw new CommandError(
      `${file} is not a policy configuration`,
      'give a file with one JSON object, such as { "pack-settings": { "options": {} } }',
    );
  }
  return content;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
