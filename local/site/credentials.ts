/** The members app's way into the local cloud: the instances' role, as the instance profile gives it on EC2. */
import { join } from "node:path";
import { accessKeyId } from "../cloud/access/caller";

/** What could lead the app's AWS clients to a real account. */
const leading = /^(AWS_|AMAZON_)/;

/** Whom to act as, and where. */
export interface ActingAs {
  readonly roleArn: string;
  /** Port of the local cloud's API. */
  readonly apiPort: number;
  /** By which the local cloud's access key ids are derived. */
  readonly apiSecret: string;
  /** A folder in which no AWS configuration lies. */
  readonly folder: string;
}

/** The variables by which AWS clients reach the local cloud alone, as a role. */
function roleVariables({ roleArn, apiPort, apiSecret, folder }: ActingAs): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${apiPort}`,
    AWS_ACCESS_KEY_ID: accessKeyId(roleArn, apiSecret),
    AWS_SECRET_ACCESS_KEY: "local-cloud",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(folder, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
    // Its clients would say in the middle of a visit that a later release of theirs wants a newer Node.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

/**
 * Lets the AWS clients of this process act as a role of the local cloud; variables that lead elsewhere are set aside.
 *
 * @returns a function that brings the variables back
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
