export { banner } from "./banner";
export { checkSite } from "./check";
export { anyPorts, friendlyPorts, type LocalSite, startLocalSite } from "./start";
