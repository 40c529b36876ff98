/** Decides the settings after a step of a history. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { command } from "../command";
import type { TestEnvironment } from "../environment";
import { type ChangeName, changes } from "./changes";
import { canGoBack } from "./former/canGoBack";
import { type KeySetting, mainName, type Settings } from "./settings";
import { formerProgram, type Step } from "./steps";

/** Where a history is before a step. */
interface Before {
  readonly environment: TestEnvironment;
  readonly settings: Settings;
  /** Whether the last update succeeded. */
  readonly isComplete: boolean;
  readonly count: (what: string) => void;
  /** Called with what the command printed. */
  readonly printed: (text: string) => void;
}

/** Returns the settings after a step; undefined if it is not possible now. */
export async function settingsAfter(
  { change, also, pick }: Step,
  before: Before,
): Promise<Settings | undefined> {
  const first = await afterOne(change, pick, before);
  const second = first && also && changes[also](first, pick);
  const next = first && { ...first, ...second };
  const isPossible = next && canBeNamed(next, before) && (change !== formerProgram || canGoBack(next));
  return isPossible ? next : undefined;
}

/** Another main name needs the records of both, which a complete update made. */
function canBeNamed(next: Settings, { settings, isComplete }: Before): boolean {
  return mainName(next) === mainName(settings) || (isComplete && settings.secondName !== undefined);
}

async function afterOne(change: Step["change"], pick: number, before: Before): Promise<Settings | undefined> {
  const { environment, settings } = before;
  if (change in changes) {
    const changed = changes[change as ChangeName](settings, pick);
    return changed && { ...settings, ...changed };
  }
  switch (change) {
    case "next step of a key rotation":
      return nextOfKeys(pick, before);
    case "new release": {
      const appBundle = join(environment.stack.folder.root, "app.mjs");
      writeFileSync(appBundle, `// release ${pick}\n`);
      return { ...settings, appBundle };
    }
    default:
      return settings;
  }
}

/** Removes a retired key, activates an announced one, or announces one, by the command, which edits the stack's file. */
async function nextOfKeys(
  pick: number,
  { environment, settings, count, printed }: Before,
): Promise<Settings | undefined> {
  const { configFile } = environment;
  const idOf = (state: KeySetting["state"]) => settings.signingKeys.find((key) => key.state === state)?.id;
  const [retired, announced] = [idOf("retired"), idOf("announced")];
  const words =
    retired !== undefined
      ? ["remove", retired, "--longest", "1s"]
      : announced !== undefined
        ? ["activate", announced]
        : ["announce", `r-${pick}`];
  // The command measures whole seconds since a key was retired.
  await sleep(1_000);
  const run = await command(environment, "keys", ...words, "--config-file", configFile);
  printed(run.out + run.err);
  if (run.code !== 0) {
    count(`secure-origin keys ${words[0] ?? ""}: refused`);
    return undefined;
  }
  count(`secure-origin keys ${words[0] ?? ""}`);
  const { config } = parse(readFileSync(configFile, "utf8")) as { config: Record<string, unknown> };
  return { ...settings, signingKeys: config["secure-origin:signingKeys"] as KeySetting[] };
}
