export { type OpenCloud, openCloud } from "./attach";
export { type LocalFolder, localFolder, stackStateFile } from "./environment";
export { type Engine, findEngine } from "./install/find";
export { type RunSettings, runPulumi } from "./run";
export { countedResources, readDeployment } from "./stack/checkpoint";
export { describeStack, recoverStack, type StackName } from "./stack/recover";
export { removeDeadLocks } from "./stack/stackLock";
