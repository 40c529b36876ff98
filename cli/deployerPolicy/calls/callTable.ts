/** The calls behind every resource type that a stack of the components can have. */
import { ec2Calls } from "./ec2";
import { edgeCalls } from "./edge";
import { identityCalls } from "./identity";
import { loadBalancingCalls } from "./loadBalancing";
import { monitoringCalls } from "./monitoring";
import { storageCalls } from "./storage";
import type { CallTable } from "./typeCalls";

/** By the token of the type. */
export const callTable: CallTable = {
  ...ec2Calls,
  ...loadBalancingCalls,
  ...edgeCalls,
  ...monitoringCalls,
  ...identityCalls,
  ...storageCalls,
};
