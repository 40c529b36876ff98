export { judgeTarget, type TargetProblem, type TargetVerdict } from "./target";
