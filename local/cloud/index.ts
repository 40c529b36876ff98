export {
  type AccountFile,
  type AccountResource,
  type HistoryLine,
  inEffect,
  readAccount,
} from "./account/accountFile";
export { type CloudObserver } from "./account/accountState";
export { type RunningCloud, startCloud } from "./engine/startCloud";
