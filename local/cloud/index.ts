export {
  type CloudObserver,
  type HistoryLine,
  inEffect,
  readWorld,
  type WorldFile,
  type WorldRecord,
} from "./engine/accountState";
export { type RunningCloud, startCloud } from "./engine/startCloud";
