/**
 * The members app's AWS credentials for the local cloud: the instances' role, as the instance profile gives it on EC2.
 */
import { join } from "node:path";
import { accessKeyId } from "../cloud/access/caller";

/** Variables that could lead the app's AWS clients to a real account. */
const leading = /^(AWS_|AMAZON_)/;

/** The role and the endpoint. */
export interface ActingAs {
  readonly roleArn: string;
  /** Port of the local cloud's API. */
  readonly apiPort: number;
  /** Secret from which access key ids are derived. */
  readonly apiSecret: string;
  /** A folder without AWS configuration. */
  readonly folder: string;
}

/** Returns the variables that direct AWS clients to the local cloud, as a role. */
function roleVariables({ roleArn, apiPort, apiSecret, folder }: ActingAs): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${apiPort}`,
    AWS_ACCESS_KEY_ID: accessKeyId(roleArn, apiSecret),
    AWS_SECRET_ACCESS_KEY: "local-cloud",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(folder, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
    // Otherwise its clients warn that a later release needs a newer Node.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

/**
 * Directs this process's AWS clients to a role of the local cloud; other variables are set aside.
 *
 * @returns a function that restores the variables
 */
export function actAs(who: ActingAs, env: NodeJS.ProcessEnv = process.env): () => void {
  const before = Object.entries(env).filter(([name]) => leading.test(name));
  const clear = (): void => {
    for (const name of Object.keys(env).filter((one) => leading.test(one))) {
      Reflect.deleteProperty(env, name);
    }
  };
  clear();
  Object.assign(env, roleVariables(who));
  return () => {
    clear();
    Object.assign(env, Object.fromEntries(before));
  };
}
