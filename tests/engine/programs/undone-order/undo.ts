/** Undoes the order before the project's own program is loaded. */
import { join } from "node:path";
import { undoOrder } from "./undoOrder";

// The program reads files of the project by relative paths.
process.chdir(join(__dirname, "..", "..", "..", ".."));
undoOrder();
