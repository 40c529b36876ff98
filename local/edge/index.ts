export { selfSigned } from "./certificate";
export type { LocalInstance } from "./loadBalancer/upstream";
export type { RequestRecord } from "./log/record";
export { type EdgeOptions, type RunningEdge, startEdge } from "./startEdge";
