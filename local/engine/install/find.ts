/** Chooses the engine: from PATH, else the official download, else a build from Go modules. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Progress } from "../../terminal/progress";
import { UserError } from "../../terminal/userError";
import { build, builtBinary, commandLine, type GoProgram, nodeHost } from "./build";
import { cacheFolder, engineVersion, languagesHostKey } from "./cache";
import { withHost } from "./host";
import { download, onPath } from "./official";

/** A usable engine. */
export interface Engine {
  /** The `pulumi` binary. */
  readonly pulumi: string;
  /** Its folder, with the Node language host in it. */
  readonly folder: string;
  readonly version: string;
  /** The reason for the choice, in a few words. */
  readonly reason: string;
}

/** Remedies when no engine is available. */
const remedies =
  "install Pulumi 3.249 or newer on PATH; or let get.pulumi.com be reached; or install Go 1.26 or newer with access to Go modules";

/**
 * Finds the engine, downloads it or builds it. Downloads and builds are cached.
 *
 * @throws {UserError} that names each reason and the remedies, if all three fail
 */
export async function findEngine(progress: Progress, env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const root = join(cacheFolder(env), `engine-${engineVersion}`);
  const official = join(root, "official");
  const reasons: string[] = [];

  const present = await onPath(env);
  if ("pulumi" in present) {
    return { ...present, folder: dirname(present.pulumi), reason: "found on PATH" };
  }
  reasons.push(present.unusable);

  const downloaded = join(official, "bin", "pulumi");
  if (existsSync(downloaded)) {
    return {
      pulumi: downloaded,
      folder: dirname(downloaded),
      version: engineVersion,
      reason: "downloaded earlier",
    };
  }

  if (!existsSync(builtBinary(commandLine, root))) {
    const step = progress.step(
      `Engine: ${present.unusable}; trying the official download of Pulumi ${engineVersion}`,
    );
    const fetched = await download(official);
    if ("pulumi" in fetched) {
      step.done(`Engine: downloaded Pulumi ${engineVersion}`);
      return { ...fetched, folder: dirname(fetched.pulumi), reason: "downloaded now" };
    }
    step.done(`Engine: no download, ${fetched.unusable}`);
    reasons.push(fetched.unusable);
    await buildWithProgress(commandLine, root, `Pulumi ${engineVersion}`, "3 minutes", progress, reasons);
  }
  const hosts = join(cacheFolder(env), languagesHostKey());
  if (!existsSync(builtBinary(nodeHost, hosts))) {
    await buildWithProgress(nodeHost, hosts, "its Node language host", "half a minute", progress, reasons);
  }
  const folder = withHost(builtBinary(commandLine, root), builtBinary(nodeHost, hosts), root);
  return {
    pulumi: join(folder, "pulumi"),
    folder,
    version: engineVersion,
    reason: "built from Go modules, kept in the cache",
  };
}

async function buildWithProgress(
  program: GoProgram,
  root: string,
  title: string,
  duration: string,
  progress: Progress,
  reasons: readonly string[],
): Promise<void> {
  const step = progress.step(`Engine: building ${title} from Go modules, once (about ${duration})`);
  try {
    await build(program, root, (detail) => step.update(detail));
    step.done(`Engine: built ${title}, kept for the next clone`);
  } catch (error) {
    const why = (error as Error).message;
    step.fail(`Engine: no build of ${title}, ${why}`);
    throw new UserError(`no Pulumi engine: ${[...reasons, why].join("; ")}. Remedies: ${remedies}.`);
  }
}
