/** actionlint, built once from its Go module and cached like the engine. */
import { join } from "node:path";
import { build, type GoProgram } from "../../local/engine/install/build";
import { cacheFolder } from "../../local/engine/install/cache";

/** Its version; actionlint/go.mod pins the same. */
export const actionlintVersion = "1.7.12";

const program: GoProgram = {
  binary: "actionlint",
  module: join(__dirname, "actionlint"),
  command: "github.com/rhysd/actionlint/cmd/actionlint",
  version: `github.com/rhysd/actionlint.version=v${actionlintVersion}`,
};

/** Returns the binary; builds it on the first run. */
export function actionlint(): Promise<string> {
  return build(program, join(cacheFolder(process.env), `actionlint-${actionlintVersion}`), () => undefined);
}
