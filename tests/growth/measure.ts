/** Prints how many blocks are run for inputs of three sizes, each twice the former, as JSON by the input's name. */
import { blocksRun } from "../support/work";
import { commandInputs } from "./commandInputs";
import { packInputs } from "./packInputs";
import { verifierInputs } from "./verifierInputs";

// The policy SDK throws an error for each rule that does not apply.
Error.stackTraceLimit = 0;

const sizes = [50, 100, 200];
const folders = ["policy", "cli", "signer"];

const counts = Object.entries({ ...packInputs, ...commandInputs, ...verifierInputs }).map(([name, input]) => {
  // Fills what is computed once.
  input(25)();
  return [name, sizes.map((size) => blocksRun(folders, input(size)))] as const;
});
process.stdout.write(JSON.stringify(Object.fromEntries(counts)));
