/** The pack's share of a preview of about a thousand resources, on the real engine and the local cloud. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectFolder } from "../local/project";
import { LocalStack } from "../tests/support/localStack";

/** Sites in one stack; each is some 75 resources. */
const sites = 13;
const rounds = Number(process.env.BENCH_ROUNDS ?? "3");

/** A program that makes the project's site many times over. */
function writeProgram(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const up = relative(folder, projectFolder);
  const settings = `name: many-sites\nruntime: { name: nodejs, options: { tsconfig: ${up}/tsconfig.pulumi.json } }\nmain: index.ts\n`;
  writeFileSync(join(folder, "Pulumi.yaml"), settings);
  writeFileSync(join(folder, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-west-1\n");
  writeFileSync(
    join(folder, "index.ts"),
    `import { readFileSync } from "node:fs";
import { ContentKind, SecureOrigin } from "${up}/components";
const bootScript = readFileSync("${projectFolder}/app/boot.sh", "utf8");
for (let i = 0; i < ${sites}; i++) {
  new SecureOrigin(\`s\${i}\`, {
    domainName: \`s\${i}.example.com\`,
    hostedZoneId: "Z0123456789",
    securePaths: ["/premium/*", "/downloads/*", "/secure/*"].map((pattern) => ({ pattern, content: ContentKind.Dynamic })),
    signingKeys: [{ id: "k1" }],
    origin: { bootScript },
  } as never);
}
`,
  );
}

/** Previews with and without the pack, interleaved, and says what the pack's share is. */
export async function previewShare(say: (text: string) => void): Promise<void> {
  const folder = mkdtempSync(join(projectFolder, "bench-"));
  const stack = new LocalStack("dev", folder);
  try {
    writeProgram(folder);
    const seconds = { without: [] as number[], with: [] as number[] };
    let resources = "";
    for (let round = 0; round < rounds; round++) {
      for (const kind of ["without", "with"] as const) {
        const start = performance.now();
        const run =
          kind === "with" ? await stack.preview() : await stack.pulumi("preview", "--non-interactive");
        seconds[kind].push((performance.now() - start) / 1000);
        if (run.code !== 0) {
          throw new Error(run.output.slice(-4000));
        }
        resources = /\+ (\d+) to create/.exec(run.output)?.[1] ?? resources;
      }
    }
    const [without, withPack] = [median(seconds.without), median(seconds.with)];
    const share = ((withPack - without) / withPack) * 100;
    say(`\npulumi preview of ${resources} resources, median of ${rounds}, interleaved`);
    say(`  without the pack ${without.toFixed(1)} s`);
    say(`  with the pack    ${withPack.toFixed(1)} s, the pack's share is ${share.toFixed(0)} %`);
  } finally {
    stack.remove();
    rmSync(folder, { recursive: true });
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
