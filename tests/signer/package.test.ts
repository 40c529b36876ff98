import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const project = resolve(__dirname, "../..");

describe("the package's /signer export", () => {
  const program = mkdtempSync(join(tmpdir(), "secure-origin-consumer-"));
  after(() => rmSync(program, { recursive: true, force: true }));

  it("compiles and runs in a program that knows nothing of this project", () => {
    const installed = join(program, "node_modules", "secure-origin");
    mkdirSync(installed, { recursive: true });
    cpSync(join(project, "package.json"), join(installed, "package.json"));
    const tsc = join(project, "node_modules", "typescript", "bin", "tsc");
    execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", join(installed, "dist")], {
      cwd: project,
    });
    for (const name of ["@aws-sdk", "@types", "zod"]) {
      symlinkSync(join(project, "node_modules", name), join(program, "node_modules", name));
    }
    writeFileSync(
      join(program, "index.ts"),
      `import { generateKeyPairSync } from "node:crypto";
       import { createSigner, epochSeconds, now, pemKey } from "secure-origin/signer";
       const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
       const signer = createSigner({ key: pemKey(privateKey), keyPairId: "K2JCJMDEHXQW5F" });
       const url: Promise<string> = signer.signUrl({
         url: "https://members.example.com/a.pdf",
         expires: epochSeconds(now() + 600),
       });
       void url.then((text) => console.log(text));
      `,
    );
    execFileSync(
      process.execPath,
      [
        tsc,
        "--strict",
        "--module",
        "nodenext",
        "--target",
        "es2022",
        "--types",
        "node",
        "--skipLibCheck",
        "index.ts",
      ],
      { cwd: program, stdio: "pipe" },
    );
    const printed = execFileSync(process.execPath, ["index.js"], { cwd: program, encoding: "utf8" });
    assert.match(
      printed,
      /^https:\/\/members\.example\.com\/a\.pdf\?Expires=\d+&.*Key-Pair-Id=K2JCJMDEHXQW5F/,
    );
  });
});
