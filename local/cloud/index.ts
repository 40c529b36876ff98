export { type RunningCloud, startCloud } from "./startCloud";
export {
  type CloudObserver,
  type HistoryLine,
  inEffect,
  readWorld,
  type WorldFile,
  type WorldRecord,
} from "./world";
