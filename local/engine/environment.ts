/** The environment in which the project runs the engine: local, and unable to reach a real account. */
import { join } from "node:path";

/** The ports at which the local cloud's two providers answer, on the loopback address. */
export interface CloudPorts {
  readonly awsPort: number;
  readonly randomPort: number;
}

/** Variables that could lead to a real account, a real backend or another plugin: never handed on. */
const withheld = /^(AWS_|AMAZON_|PULUMI_|AZURE_|ARM_|GOOGLE_|GCLOUD_|CLOUDSDK_|SAML2AWS|OKTA_)/;

/** Settings of the engine that do not change where it deploys to, and that a person may set. */
const passed = new Set([
  "PULUMI_OPTION_COLOR",
  "PULUMI_OPTION_NON_INTERACTIVE",
  "PULUMI_NODEJS_TRANSPILE_ONLY",
]);

/** Where a local run keeps everything: backend, plugins' home, stack files, the account. */
export interface LocalFolder {
  /** The folder itself; `.local` in the project unless SECURE_ORIGIN_LOCAL_DIR names another. */
  readonly root: string;
  readonly home: string;
  readonly backend: string;
  readonly stacks: string;
  readonly cloud: string;
}

/** Lays out a local folder; creates nothing. */
export function localFolder(root: string): LocalFolder {
  return {
    root,
    home: join(root, "pulumi-home"),
    backend: join(root, "backend"),
    stacks: join(root, "stacks"),
    cloud: join(root, "cloud"),
  };
}

/** The file in which the local backend keeps a stack's state; it is there once the stack is. */
export function stackStateFile(folder: Pick<LocalFolder, "backend">, project: string, stack: string): string {
  return join(folder.backend, ".pulumi", "stacks", project, `${stack}.json`);
}

/** Loaded by Node before a program, to start it sooner. */
const preload = join(__dirname, "leanProgram", "preload.js");

/**
 * Adds the preload to NODE_OPTIONS, which every language host hands on to the program, also Pulumi's own.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/cli.html#node_optionsoptions
 */
function nodeOptions(outer: string | undefined): string {
  return [...(outer ? [outer] : []), `--require ${JSON.stringify(preload)}`].join(" ");
}

/**
 * The environment for one run of the engine.
 *
 * Real credentials, profiles, endpoints and backends are left out; dummy credentials and files that do not exist take
 * their place; instance metadata is off; and both providers are attached by port, so that the engine has no other.
 */
export function engineEnvironment(
  outer: NodeJS.ProcessEnv,
  folder: LocalFolder,
  ports: CloudPorts,
  engineFolder: string,
): NodeJS.ProcessEnv {
  const kept = Object.entries(outer).filter(([name]) => passed.has(name) || !withheld.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: `${engineFolder}:${outer.PATH ?? ""}`,
    NODE_OPTIONS: nodeOptions(outer.NODE_OPTIONS),
    AWS_ACCESS_KEY_ID: "local-cloud",
    AWS_SECRET_ACCESS_KEY: "local-cloud",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(folder.root, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder.root, "no-aws-credentials"),
    // Without files of attributes: those are written in place, and a killed engine leaves a state that it cannot read.
    PULUMI_BACKEND_URL: `file://${folder.backend}?metadata=skip`,
    PULUMI_HOME: folder.home,
    // The state of the local cloud protects nothing real; a passphrase of its own keeps secrets encrypted all the same.
    PULUMI_CONFIG_PASSPHRASE: "local-cloud",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_PROVIDERS: `aws:${ports.awsPort},random:${ports.randomPort}`,
  };
}
