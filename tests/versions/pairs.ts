/** The versions that are tried together. */

/** Versions of Node, the SDK and the AWS provider. */
export interface Versions {
  /** A major version; the newest of it is taken. */
  readonly node: string;
  readonly pulumi: string;
  readonly aws: string;
  /** Why they are tried together. */
  readonly reason: string;
}

/** Every combination, from the oldest to the newest. */
export const pairs: readonly Versions[] = [
  {
    node: "20",
    pulumi: "3.230.0",
    aws: "7.32.0",
    reason: "the provider's lower bound, with an early SDK that takes TypeScript 6",
  },
  { node: "20", pulumi: "3.248.0", aws: "7.48.0", reason: "the last SDK that declares Node 20" },
  { node: "20", pulumi: "3.276.0", aws: "7.48.0", reason: "the lock file; the SDK declares Node 22" },
  {
    node: "22",
    pulumi: "3.276.0",
    aws: "7.48.0",
    reason: "the lock file, on the oldest Node that its SDK declares",
  },
  { node: "24", pulumi: "3.276.0", aws: "7.32.0", reason: "the newest SDK, with the provider's lower bound" },
  { node: "24", pulumi: "3.276.0", aws: "7.48.0", reason: "the lock file, on the release workflow's Node" },
  { node: "26", pulumi: "3.276.0", aws: "7.48.0", reason: "the lock file, on the newest Node" },
];

/** A check of one combination: a name, and the command that Node runs in a copy of the project. */
export interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

const mocha = ["node_modules/mocha/bin/mocha.js", "--exit"];

/** What is tried, in order. */
export const checks: readonly Check[] = [
  {
    name: "types",
    command: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--noCheck", "false"],
  },
  { name: "components", command: [...mocha, "tests/components/secureOrigin*.test.ts"] },
  {
    name: "up",
    command: ["-r", "ts-node/register/transpile-only", "local/start.ts", "--once"],
  },
  {
    name: "rejected preview",
    command: [...mocha, "tests/engine/rejectedPreview.test.ts", "--grep", "rejects"],
  },
];
