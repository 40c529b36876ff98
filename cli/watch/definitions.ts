/** Reads the alarms of a stack from its configuration file. */
import { parse } from "yaml";
import * as z from "zod";
import type { AlarmDefinition } from "../../components/monitoring/plan/alarmDefinition";
import { alarmsOf } from "../../components/monitoring/plan/alarms";
import { limitProblems, watchLimits } from "../../components/monitoring/plan/limits";
import { CommandError } from "../report";
import { noStackFile, openStackFile, type StackFlags } from "../stack/stackFile";

const texts = z.array(z.string());

/** The settings that define alarms, without their namespace; `pulumi preview` validates the rest. */
const CONFIGURATION = z.object({
  securePaths: z.array(z.object({ pattern: z.string() })),
  publicPaths: texts.default([]),
  alarms: z
    .object({
      expectedCountries: texts.optional(),
      unexpectedCountryRequests: z.number().optional(),
      viewerGigabytesPerHour: z.number().optional(),
      signaturesPerFiveMinutes: z.number().optional(),
    })
    .default({}),
});

/**
 * Defines the alarms of a stack from its file, as the program does.
 *
 * @throws CommandError if the file cannot be read or its limits are invalid
 */
export async function stackAlarms(flags: StackFlags): Promise<AlarmDefinition[]> {
  const file = await openStackFile(flags);
  if (file.text === undefined) {
    throw noStackFile(file, flags);
  }
  const { namespace, settings } = readConfiguration(file.text, file.shown);
  const limits = watchLimits(settings.alarms);
  const [wrong] = limitProblems(limits);
  if (wrong !== undefined) {
    throw new CommandError(`${file.shown}: ${wrong}`, `correct ${namespace}alarms in the file`);
  }
  const paths = { secure: settings.securePaths.map(({ pattern }) => pattern), public: settings.publicPaths };
  return alarmsOf({ ...limits, paths, hasLog: true });
}

/** Reads the settings of the namespace that has securePaths. */
function readConfiguration(
  text: string,
  file: string,
): { namespace: string; settings: z.infer<typeof CONFIGURATION> } {
  try {
    const { config } = z.object({ config: z.record(z.string(), z.unknown()) }).parse(parse(text));
    const name = Object.keys(config).find((key) => key.endsWith(":securePaths")) ?? "";
    const namespace = name.slice(0, name.indexOf(":") + 1);
    const own = Object.entries(config).filter(([key]) => key.startsWith(namespace));
    const settings = CONFIGURATION.parse(
      Object.fromEntries(own.map(([key, value]) => [key.slice(namespace.length), value])),
    );
    return { namespace, settings };
  } catch (cause) {
    throw new CommandError(
      `${file} is not a configuration of this program`,
      "check that it has securePaths",
      cause,
    );
  }
}
