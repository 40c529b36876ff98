export { type OpenCloud, openCloud } from "./attach";
export { type LocalFolder, localFolder, stackStateFile } from "./environment";
export { type Engine, findEngine } from "./find";
export { runPulumi } from "./run";
