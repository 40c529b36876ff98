/** The `secure-origin` command without its subcommands: its name, help and version, and how it ends. */
import { Command, CommanderError, type OutputConfiguration } from "commander";
import { version } from "../package.json";
import { exitCode } from "./exitCodes";
import { Answered, describeError, takeNotes } from "./report";
import { visible } from "./visible";

const exitCodeHelp = `
Exit codes:
  0  done, or the answer is allow
  1  failed
  2  the command line is wrong; nothing was done
  3  the answer is deny
  4  unknown: AWS does not document the answer, or a failed preview leaves it open`;

/**
 * Creates the command, without subcommands. Errors are thrown as CommanderError and never end the process. All output goes
 * through {@link visible}, as it may quote a pasted link, a file or a response.
 *
 * @param output - where text is written. Default: standard output and error
 */
export function createRoot(output: OutputConfiguration = {}): Command {
  const given = {
    writeOut: (text: string) => void process.stdout.write(text),
    writeErr: (text: string) => void process.stderr.write(text),
    ...output,
  };
  return new Command("secure-origin")
    .description("Serve private content from EC2, reachable only through CloudFront.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", exitCodeHelp)
    .showSuggestionAfterError()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, "secure-origin: ")),
      ...output,
      writeOut: (text) => given.writeOut(visible(text)),
      writeErr: (text) => given.writeErr(visible(text)),
    })
    .exitOverride()
    .allowExcessArguments(false);
}

/**
 * Runs the command line.
 *
 * @param args - the arguments after the command's own name
 * @returns the exit code; user errors are not thrown
 */
export async function runRoot(args: readonly string[], program: Command): Promise<number> {
  try {
    // Without a command, prints the help.
    await program.parseAsync(args.length === 0 ? ["--help"] : [...args], { from: "user" });
    return exitCode.done;
  } catch (error) {
    if (error instanceof Answered) {
      return error.exitCode;
    }
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    }
    const described = describeError(error);
    if (described === undefined) {
      throw error;
    }
    program.configureOutput().writeErr?.(`secure-origin: ${described.text}\n`);
    return described.exitCode;
  } finally {
    for (const note of new Set(takeNotes())) {
      program.configureOutput().writeErr?.(`secure-origin: ${note}\n`);
    }
  }
}
