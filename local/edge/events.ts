import type { RequestRecord } from "./log/record";
import type { StackState } from "./stackView/liveView";

/** Events of an edge: a request is answered, the served stack has changed. */
export interface EdgeEvents {
  request: [RequestRecord];
  stack: [StackState];
}
