/** `npm run release`: makes a release, or checks a tag in the workflow that publishes it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, Command } from "commander";
import { projectFolder } from "../../local/run/project";
import { reportingErrors } from "../../local/terminal/report";
import { publishRefusals, type TaggedCommit } from "./published";
import { refuse } from "./refusals";
import { release } from "./release";

const say = (line: string): void => console.error(line);
const read = (file: string): string => readFileSync(join(projectFolder, file), "utf8");

/** Checks the tag of this commit. @throws {UserError} if it may not be published */
function checkTag(tag: string): void {
  const against = publishRefusals({
    tag,
    runsIn: process.env.GITHUB_REPOSITORY ?? "unknown, as GITHUB_REPOSITORY is not set",
    manifest: JSON.parse(read("package.json")) as TaggedCommit["manifest"],
    changelog: read("CHANGELOG.md"),
  });
  refuse(`${tag} is not published`, against, say);
}

interface MainOptions {
  readonly dryRun: boolean;
  readonly check?: string;
}

const command = new Command("npm run release --")
  .description("Makes a release on main: version, changelog, kept state, every check, commit and tag.")
  .addArgument(
    new Argument("[step]", "the step to the next version").choices(["major", "minor", "patch", "first"]),
  )
  .option("--dry-run", "say what would be done, and do nothing", false)
  .option("--check <tag>", "only check a tag before it is published, as the workflow does")
  .parse();

reportingErrors(() =>
  Promise.resolve().then(() => {
    const { dryRun, check } = command.opts<MainOptions>();
    if (check === undefined) {
      release({ folder: projectFolder, step: command.args[0], dryRun, say });
    } else {
      checkTag(check);
    }
    return 0;
  }),
);
