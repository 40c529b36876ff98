/** Programs to preview, written into folders of their own in this project's tree, so that they find its packages. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { projectFolder } from "../../local/run/project";
import { LocalStack } from "../../tests/support/localStack";

/** A program with its stack. */
export interface Program {
  readonly stack: LocalStack;
  readonly folder: string;
  remove(): void;
}

/** Makes the folder, and writes its files. */
function makeProgram(files: Readonly<Record<string, string>>, copies: readonly string[] = []): Program {
  const folder = mkdtempSync(join(projectFolder, "bench-"));
  for (const copy of copies) {
    cpSync(join(projectFolder, copy), join(folder, copy), { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const stack = new LocalStack("dev", folder);
  return {
    stack,
    folder,
    remove: () => {
      stack.remove();
      rmSync(folder, { recursive: true });
    },
  };
}

const region = stringify({ config: { "aws:region": "eu-west-1" } });

/** A program that makes nothing. */
export function emptyProgram(): Program {
  return makeProgram({
    "Pulumi.yaml": stringify({ name: "empty", runtime: "nodejs" }),
    "Pulumi.dev.yaml": region,
    "index.js": "",
  });
}

/** `import * as ec2 from "@pulumi/aws/ec2"` as most programs write it: from the whole of the package. */
function wholeImports(text: string): string {
  return text
    .replace(
      /^import \* as vpcRules from "@pulumi\/aws\/vpc";/gm,
      'import { vpc as vpcRules } from "@pulumi/aws";',
    )
    .replace(/^import \* as (\w+) from "@pulumi\/aws\/\1";/gm, 'import { $1 } from "@pulumi/aws";')
    .replace(/^import \{ (\w+) \} from "@pulumi\/aws\/\w+";/gm, 'import { $1 } from "@pulumi/aws";');
}

/** Compiler options as `pulumi new aws-typescript` writes them: the engine checks the types at each run. */
const usualOptions = {
  strict: true,
  target: "ES2022",
  module: "commonjs",
  moduleResolution: "bundler",
  esModuleInterop: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  sourceMap: true,
  experimentalDecorators: true,
  forceConsistentCasingInFileNames: true,
  types: ["node"],
};

/**
 * This project's program and pack, written the usual way: types checked by the engine, everything imported from
 * `@pulumi/aws`, and a pack in TypeScript.
 */
export function usualProgram(): Program {
  const read = (file: string): string => readFileSync(join(projectFolder, file), "utf8");
  const program = makeProgram(
    {
      "Pulumi.yaml": stringify({ name: "secure-origin", runtime: "nodejs", main: "index.ts" }),
      "Pulumi.dev.yaml": read("Pulumi.dev.yaml"),
      "index.ts": wholeImports(read("index.ts")),
      "tsconfig.json": JSON.stringify({ compilerOptions: usualOptions, files: ["index.ts"] }),
    },
    ["components", "app", "policy"],
  );
  for (const file of readdirSync(join(program.folder, "components"), { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".ts")) {
      const path = join(program.folder, "components", file);
      writeFileSync(path, wholeImports(readFileSync(path, "utf8")));
    }
  }
  const pack = join(program.folder, "policy");
  writeFileSync(join(pack, "PulumiPolicy.yaml"), stringify({ runtime: "nodejs", main: "index.ts" }));
  writeFileSync(
    join(pack, "tsconfig.json"),
    JSON.stringify({ compilerOptions: usualOptions, files: ["index.ts"] }),
  );
  return program;
}

/**
 * A program with many sites, or one with many paths. It exports the distributions' ids and those of the active keys.
 *
 * @param signingKey - the one key of each site; one that is made in KMS unless told
 */
export function sitesProgram(
  sites: number,
  paths: readonly string[],
  signingKey: Readonly<Record<string, string>> = { id: "k1" },
): Program {
  const toProject = relative(mkdtempPlace, projectFolder);
  return makeProgram(
    {
      "Pulumi.yaml": stringify({
        name: "sites",
        runtime: {
          name: "nodejs",
          options: {
            tsconfig: `${toProject}/tsconfig.pulumi.json`,
            nodeargs: `--require ${toProject}/local/leanProgram.js`,
          },
        },
        main: "index.ts",
      }),
      "Pulumi.dev.yaml": region,
      "boot.sh": "#!/bin/bash\ntrue\n",
      "index.ts": `import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getZoneOutput } from "@pulumi/aws/route53";
import { ContentKind, SecureOrigin } from "${toProject}/components";

const hostedZoneId = getZoneOutput({ name: "example.com" }).zoneId;
const bootScript = readFileSync(join(__dirname, "boot.sh"), "utf8");
const made = Array.from({ length: ${sites} }, (_none, site) =>
  new SecureOrigin(\`s\${site}\`, {
    domainName: \`s\${site}.example.com\`,
    hostedZoneId,
    securePaths: ${JSON.stringify(paths)}.map((pattern) => ({ pattern, content: ContentKind.Dynamic })),
    signingKeys: [${JSON.stringify(signingKey)}],
    origin: { bootScript },
  } as never),
);
export const distributionIds = made.map((site) => site.distributionId);
export const keyIds = made.map((site) => site.activeKeyId);
`,
    },
    [],
  );
}

/** Every program's folder is one below the project's. */
const mkdtempPlace = join(projectFolder, "bench-");
