/** The project's program of the former release. */
import { join } from "node:path";
import { runFormerProgram } from "../../../engine/upgrade/keptProgram";

// The program reads files of the project by relative paths.
process.chdir(join(__dirname, "..", "..", "..", ".."));

export = runFormerProgram();
