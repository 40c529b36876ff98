/** The calls for every resource type that the components create. */
import { ec2Calls } from "./ec2";
import { ecsCalls } from "./ecs";
import { edgeCalls } from "./edge";
import { identityCalls } from "./identity";
import { loadBalancingCalls } from "./loadBalancing";
import { monitoringCalls } from "./monitoring";
import { storageCalls } from "./storage";
import type { CallTable } from "./typeCalls";

/** Calls by the token of the resource type. */
export const callTable: CallTable = {
  ...ec2Calls,
  ...ecsCalls,
  ...loadBalancingCalls,
  ...edgeCalls,
  ...monitoringCalls,
  ...identityCalls,
  ...storageCalls,
};
