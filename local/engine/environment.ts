/** The environment of the engine in local runs, without access to a real account. */
import { join } from "node:path";

/** The loopback ports of the local cloud's two providers. */
export interface CloudPorts {
  readonly awsPort: number;
  readonly randomPort: number;
}

/** Variables that could lead to a real account, backend or plugin, and those of the language host: never passed on. */
const withheld =
  /^(AWS_|AMAZON_|PULUMI_|AZURE_|ARM_|GOOGLE_|GCLOUD_|CLOUDSDK_|SAML2AWS|OKTA_|SECURE_ORIGIN_(PROGRAM_PIPE|PREPARE_PROGRAM)$)/;

/** Engine settings that a user may set, because they do not change where it deploys. */
const passed = new Set([
  "PULUMI_OPTION_COLOR",
  "PULUMI_OPTION_NON_INTERACTIVE",
  "PULUMI_NODEJS_TRANSPILE_ONLY",
  // The Automation API runs its commands with flags that this shows.
  "PULUMI_DEBUG_COMMANDS",
]);

/** The folders of local runs. */
export interface LocalFolder {
  /** The folder itself; `.local` in the project unless SECURE_ORIGIN_LOCAL_DIR names another. */
  readonly root: string;
  readonly home: string;
  readonly backend: string;
  readonly stacks: string;
  readonly cloud: string;
}

/** Returns the folders below a local folder; creates none. */
export function localFolder(root: string): LocalFolder {
  return {
    root,
    home: join(root, "pulumi-home"),
    backend: join(root, "backend"),
    stacks: join(root, "stacks"),
    cloud: join(root, "cloud"),
  };
}

/** Returns the file of a stack's state in the local backend; it exists once the stack does. */
export function stackStateFile(folder: Pick<LocalFolder, "backend">, project: string, stack: string): string {
  return join(folder.backend, ".pulumi", "stacks", project, `${stack}.json`);
}

/** Where Node 22 and newer keep compiled modules, beside the transpiled ones. */
const compileCache = join(__dirname, "..", "..", "node_modules", ".cache", "compiled");

/** The module that Node loads before each script. */
const preload = join(__dirname, "leanProgram", "preload.js");

/**
 * Adds the preload to NODE_OPTIONS, which every language host passes on to the program, also Pulumi's own.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/cli.html#node_optionsoptions
 */
function nodeOptions(outer: string | undefined): string {
  return [...(outer ? [outer] : []), `--require ${JSON.stringify(preload)}`].join(" ");
}

/**
 * Returns the environment for one run of the engine.
 *
 * Real credentials, profiles, endpoints and backends are replaced by dummies and missing files, instance metadata is
 * off, and both providers are attached by port, so that the engine uses no others.
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
    NODE_COMPILE_CACHE: outer.NODE_COMPILE_CACHE ?? compileCache,
    // The engine, a program in Go, collects garbage less often: a tenth of its time, for 80 MB.
    GOGC: outer.GOGC ?? "400",
    AWS_ACCESS_KEY_ID: "local-cloud",
    AWS_SECRET_ACCESS_KEY: "local-cloud",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(folder.root, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder.root, "no-aws-credentials"),
    // Without attribute files: they are written in place, and a killed engine leaves a state that it cannot read.
    PULUMI_BACKEND_URL: `file://${folder.backend}?metadata=skip`,
    PULUMI_HOME: folder.home,
    // For stacks whose state was encrypted with a passphrase.
    PULUMI_CONFIG_PASSPHRASE: "local-cloud",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_PROVIDERS: `aws:${ports.awsPort},random:${ports.randomPort}`,
  };
}
