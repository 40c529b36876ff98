export type { PlayedPeer, PlayedPeers } from "./balancer/doors";
export type { LocalInstance } from "./balancer/upstream";
export { type Certificate, selfSigned } from "./certificate";
export type { RequestRecord, VerdictRecord } from "./log/record";
export { type EdgeEvents, type EdgeOptions, type EdgePorts, type RunningEdge, startEdge } from "./startEdge";
