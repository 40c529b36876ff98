export { type RunningCloud, startCloud } from "./startCloud";
export { type HistoryLine, readWorld, type WorldFile, type WorldRecord } from "./world";
