/** A copy of an example in another language, outside the project, with an SDK of the plugin's folder. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../../local/run/project";

/** What an example's folder holds after `pulumi install`. */
const generated = /\/(sdks|venv)$/;

/** Copies an example, for one suite, and lets it use the plugin of this project. */
export class ExampleCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "secure-origin-example-"));

  constructor(name: string) {
    cpSync(join(projectFolder, "examples", name), this.folder, {
      recursive: true,
      filter: (file) => !generated.test(file),
    });
    this.edit("Pulumi.yaml", (text) => text.replace("../../plugin", join(projectFolder, "plugin")));
  }

  /** Reads a file of the copy. */
  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** Changes a file of the copy. */
  edit(file: string, change: (text: string) => string): void {
    writeFileSync(join(this.folder, file), change(this.read(file)));
  }

  /** Removes the copy. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
