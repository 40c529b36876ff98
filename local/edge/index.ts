export type { LocalInstance } from "./balancer/upstream";
export { selfSigned } from "./certificate";
export type { RequestRecord } from "./log/record";
export { type EdgeOptions, type RunningEdge, startEdge } from "./startEdge";
