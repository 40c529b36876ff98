export { type OpenCloud, openCloud } from "./attach";
export { countedResources, readDeployment } from "./checkpoint";
export { type LocalFolder, localFolder, stackStateFile } from "./environment";
export { type Engine, findEngine } from "./find";
export { recoverStack, type StackName, standingOf } from "./recover";
export { type RunSettings, runPulumi } from "./run";
export { removeDeadLocks } from "./stackLock";
