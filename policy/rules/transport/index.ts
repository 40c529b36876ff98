import type { Rule } from "../rule";
import { listenerTlsFloor } from "./listenerTlsFloor";
import { originTlsFloor } from "./originTlsFloor";
import { targetGroupUsesTls } from "./targetGroupUsesTls";
import { viewerTlsFloor } from "./viewerTlsFloor";
import { viewerUsesHttps } from "./viewerUsesHttps";

/** Rules on encryption in transit, in the order in which they report. */
export const transportRules: readonly Rule[] = [
  viewerUsesHttps,
  viewerTlsFloor,
  originTlsFloor,
  listenerTlsFloor,
  targetGroupUsesTls,
];
