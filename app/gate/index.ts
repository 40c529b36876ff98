export { judgeTarget } from "./target";
