export { type RunningCloud, startCloud } from "./startCloud";
export { type HistoryLine, inEffect, readWorld, type WorldFile, type WorldRecord } from "./world";
