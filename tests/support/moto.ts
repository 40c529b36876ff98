/** The Python that runs moto, a simulation of AWS that is independent of this project; a tool of tests alone. */
import { join } from "node:path";
import { pythonWith } from "../../tools/python";

/** Returns the Python of a virtual environment with moto's server. */
export const motoPython = (): string => pythonWith(join(__dirname, "moto.txt"));
