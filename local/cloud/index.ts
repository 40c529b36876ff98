export {
  type AccountFile,
  type AccountResource,
  type CloudObserver,
  type HistoryLine,
  inEffect,
  readAccount,
} from "./engine/accountState";
export { type RunningCloud, startCloud } from "./engine/startCloud";
