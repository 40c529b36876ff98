export { banner } from "./banner";
export { checkSite } from "./check";
export { followStack } from "./follow";
export { anyPorts, friendlyPorts, type LocalSite, startLocalSite } from "./start";
