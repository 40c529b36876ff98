/** The alarms of a stack, as its configuration file decides them. */
import { parse } from "yaml";
import * as z from "zod";
import { type AlarmDefinition, alarmsOf } from "../../components/plan/watching/alarms";
import { limitProblems, watchLimits } from "../../components/plan/watching/limits";
import { CommandError } from "../report";
import { readStackFile } from "../stackFile";

const texts = z.array(z.string());

/** What of the file matters here; the rest is `pulumi preview`'s to judge. */
const CONFIGURATION = z.object({
  config: z.object({
    "secure-origin:securePaths": z.array(z.object({ pattern: z.string() })),
    "secure-origin:publicPaths": texts.default([]),
    "secure-origin:alarms": z
      .object({
        expectedCountries: texts.optional(),
        unexpectedCountryRequests: z.number().optional(),
        viewerGigabytesPerHour: z.number().optional(),
      })
      .default({}),
  }),
});

/**
 * Reads a stack's file and defines its alarms, as the program does.
 *
 * @throws CommandError if the file cannot be read or its limits make no sense
 */
export async function stackAlarms(file: string): Promise<AlarmDefinition[]> {
  const { config } = await readConfiguration(file);
  const limits = watchLimits(config["secure-origin:alarms"]);
  const [wrong] = limitProblems(limits);
  if (wrong !== undefined) {
    throw new CommandError(`${file}: ${wrong}`, "correct secure-origin:alarms in the file");
  }
  const paths = {
    secure: config["secure-origin:securePaths"].map(({ pattern }) => pattern),
    public: config["secure-origin:publicPaths"],
  };
  return alarmsOf({ ...limits, paths, hasLog: true });
}

async function readConfiguration(file: string): Promise<z.infer<typeof CONFIGURATION>> {
  const text = await readStackFile(file);
  try {
    return CONFIGURATION.parse(parse(text));
  } catch (cause) {
    throw new CommandError(
      `${file} is no configuration of this program`,
      "see that it has securePaths",
      cause,
    );
  }
}
