/** The `secure-origin` command: its name, help and version; each command is a file of its own beside this one. */
import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import { exitCode } from "./exitCodes";

const exitCodeHelp = `
Exit codes:
  0  done, or the answer is allow
  1  failed
  2  the command line is wrong; nothing was done
  3  the answer is deny
  4  unknown: AWS leaves the answer open`;

/** Builds the command. Errors are thrown as CommanderError and never end the process. */
export function createProgram(): Command {
  return new Command("secure-origin")
    .description("Serve private content from EC2 through CloudFront with one way in.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", exitCodeHelp)
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "secure-origin: ")) })
    .exitOverride()
    .allowExcessArguments(false)
    .action((_options, command: Command) => command.help());
}

/**
 * Runs the command line.
 *
 * @param args - the arguments after the command's own name
 * @returns the exit code; nothing is thrown for what a user typed
 */
export async function runProgram(
  args: readonly string[],
  program: Command = createProgram(),
): Promise<number> {
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode.done;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    return error.exitCode === 0 ? exitCode.done : exitCode.usage;
  }
}
