/** Programs to preview, written into folders inside the project, where they find its packages. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { projectFolder } from "../../local/run/project";
import { LocalStack } from "../../tests/support/localStack";

/** A program and its stack. */
export interface Program {
  readonly stack: LocalStack;
  readonly folder: string;
  remove(): void;
}

/** Creates a folder with files and copies. */
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

/** Creates a program without resources. */
export function emptyProgram(): Program {
  return makeProgram({
    "Pulumi.yaml": stringify({ name: "empty", runtime: "nodejs" }),
    "Pulumi.dev.yaml": region,
    "index.js": "",
  });
}

/** Changes imports of modules of `@pulumi/aws` into imports of the whole package. */
function wholeImports(text: string): string {
  return text
    .replace(
      /^import \* as vpcRules from "@pulumi\/aws\/vpc";/gm,
      'import { vpc as vpcRules } from "@pulumi/aws";',
    )
    .replace(/^import \* as (\w+) from "@pulumi\/aws\/\1";/gm, 'import { $1 } from "@pulumi/aws";')
    .replace(/^import \{ (\w+) \} from "@pulumi\/aws\/\w+";/gm, 'import { $1 } from "@pulumi/aws";');
}

/** The compiler options of `pulumi new aws-typescript`, with which the engine checks types at each run. */
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
 * Copies this project's program and pack, written in the usual way: types checked by the engine, imports from `@pulumi/aws`,
 * and a pack in TypeScript.
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
 * Creates a program with many sites or many paths, which exports the ids of distributions and active keys.
 *
 * @param signingKey - the key of each site; one in KMS by default
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
          options: { tsconfig: `${toProject}/tsconfig.pulumi.json` },
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

/** A folder of a program, for relative paths to the project. */
const mkdtempPlace = join(projectFolder, "bench-");
