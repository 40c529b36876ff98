export { banner } from "./banner";
export { checkSite } from "./check";
export { anyPorts, friendlyPorts, type LocalSite, startLocalSite } from "./startSite";
export { watchStack } from "./watchStack";
