export { openCloud } from "./attach";
export { type LocalFolder, localFolder } from "./environment";
export { type Engine, findEngine } from "./find";
export { runPulumi } from "./run";
