import { kms } from "./kms";
import type { Operation } from "./operation";
import { secretsManager } from "./secretsManager";
import { sns } from "./sns";
import { ssm } from "./ssm";

/** Every operation of the endpoint. */
export const operations: readonly Operation[] = [...kms, ...secretsManager, ...ssm, ...sns];
