/** The state that a command is given: a file, or a stack by its name. */
import { readFile } from "node:fs/promises";
import { CommandError, UsageError } from "../report";

/** Flags beside the file. */
interface StateFlags {
  readonly stack?: string | undefined;
  readonly cwd?: string | undefined;
  /** Whether secrets are needed in clear. Default: no. */
  readonly secrets?: boolean;
}

/**
 * Reads a state from a file, or that of a stack.
 *
 * @param example - a command line that is right, for the message
 * @throws UsageError unless exactly one of the two is given; CommandError when it cannot be read
 */
export async function stateOf(
  file: string | undefined,
  { stack, cwd, secrets }: StateFlags,
  example: string,
): Promise<unknown> {
  if ((file === undefined) === (stack === undefined)) {
    throw new UsageError("give a state or --stack, one of them", `for example: ${example}`);
  }
  if (stack !== undefined) {
    const { readStackState } = await import("./stackState");
    return readStackState({ stack, cwd, secrets });
  }
  try {
    return JSON.parse(await readFile(file ?? "", "utf8")) as unknown;
  } catch (cause) {
    throw new CommandError(
      `${file ?? ""} is not a JSON file`,
      "give the file that pulumi stack export writes",
      cause,
    );
  }
}
