import { kms } from "./kms";
import type { Operation } from "./operation";
import { secretsManager } from "./secretsManager";
import { sns } from "./sns";
import { ssm } from "./ssm";

/** Everything that the endpoint answers. */
export const operations: readonly Operation[] = [...kms, ...secretsManager, ...ssm, ...sns];
