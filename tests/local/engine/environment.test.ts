import assert from "node:assert/strict";
import { join } from "node:path";
import { engineEnvironment, localFolder } from "../../../local/engine/environment";
import { projectFolder } from "../../../local/run/project";

const ports = { awsPort: 4001, randomPort: 4002 };
const folder = localFolder("/srv/project/.local");

describe("the environment of local runs", () => {
  it("hands on no credential, profile, endpoint, backend or plugin setting of the outer environment", () => {
    const outer = {
      AWS_PROFILE: "production",
      AWS_ACCESS_KEY_ID: "AKIAREAL",
      AWS_SECRET_ACCESS_KEY: "real",
      AWS_SESSION_TOKEN: "real",
      AWS_ROLE_ARN: "arn:aws:iam::111111111111:role/real",
      AWS_WEB_IDENTITY_TOKEN_FILE: "/token",
      AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.2/",
      AWS_ENDPOINT_URL: "https://real.example",
      PULUMI_ACCESS_TOKEN: "pul-real",
      PULUMI_BACKEND_URL: "s3://real",
      PULUMI_STACK: "real",
      PULUMI_DEBUG_PROVIDERS: "aws:1",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/real",
      SECURE_ORIGIN_PROGRAM_PIPE: "0",
      SECURE_ORIGIN_PREPARE_PROGRAM: "true",
    };
    const env = engineEnvironment(outer, folder, ports, "/engine");
    const left = Object.entries(env).filter(
      ([name, value]) => name in outer && value === outer[name as keyof typeof outer],
    );
    assert.deepEqual(left, []);
    assert.equal(env.AWS_PROFILE, undefined);
    assert.equal(env.AWS_EC2_METADATA_DISABLED, "true");
  });

  it("attaches both providers, uses the local backend and home, and puts the engine first on PATH", () => {
    const env = engineEnvironment({ PATH: "/usr/bin", HOME: "/home/user" }, folder, ports, "/engine");
    assert.equal(env.PULUMI_DEBUG_PROVIDERS, "aws:4001,random:4002");
    assert.equal(env.PULUMI_BACKEND_URL, "file:///srv/project/.local/backend?metadata=skip");
    assert.equal(env.PULUMI_HOME, "/srv/project/.local/pulumi-home");
    assert.equal(env.PATH, "/engine:/usr/bin");
    assert.equal(env.HOME, "/home/user");
  });

  it("hands on what the Automation API and a terminal set, which changes no target", () => {
    const outer = { PULUMI_DEBUG_COMMANDS: "true", PULUMI_OPTION_COLOR: "never" };
    const { PULUMI_DEBUG_COMMANDS, PULUMI_OPTION_COLOR } = engineEnvironment(outer, folder, ports, "/engine");
    assert.deepEqual({ PULUMI_DEBUG_COMMANDS, PULUMI_OPTION_COLOR }, outer);
  });

  it("has Node load the preload, after the options that the user set", () => {
    const preload = join(projectFolder, "local", "engine", "leanProgram", "preload.js");
    const options = (outer: NodeJS.ProcessEnv): string | undefined =>
      engineEnvironment(outer, folder, ports, "/engine").NODE_OPTIONS;
    assert.equal(options({}), `--require "${preload}"`);
    assert.equal(options({ NODE_OPTIONS: "--trace-warnings" }), `--trace-warnings --require "${preload}"`);
  });

  it("has Node keep compiled modules in the project, or where the user wants them", () => {
    const cache = (outer: NodeJS.ProcessEnv): string | undefined =>
      engineEnvironment(outer, folder, ports, "/engine").NODE_COMPILE_CACHE;
    assert.equal(cache({}), join(projectFolder, "node_modules", ".cache", "compiled"));
    assert.equal(cache({ NODE_COMPILE_CACHE: "/mine" }), "/mine");
  });
});
