/** Where a stack's state is read: by project and stack, in the local cloud first; and what is said of a stack that is not there. */
import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Run, secureOrigin } from "../support";

describe("the state of a stack", () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-"));
  const [local, bin] = [join(folder, "local"), join(folder, "bin")];
  const environment = { ...process.env };
  /** The name of the distribution of a stack tells which state was read. */
  const deploy = (project: string, stack: string): void => {
    const at = join(local, "backend", ".pulumi", "stacks", project);
    mkdirSync(at, { recursive: true });
    const outputs = { domainName: `${project}-${stack}`, defaultCacheBehavior: {} };
    const resources = [{ type: "aws:cloudfront/distribution:Distribution", outputs }];
    writeFileSync(join(at, `${stack}.json`), JSON.stringify({ checkpoint: { latest: { resources } } }));
    writeFileSync(join(at, `${stack}.json.bak`), "{}");
  };
  const program = (name: string): string => {
    const at = join(folder, name);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
    return at;
  };
  /** A stand-in for the engine's command on PATH. */
  const pulumi = (script: string): void => {
    writeFileSync(join(bin, "pulumi"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, "pulumi"), 0o755);
  };
  /** The host that a stack's distribution is asked for does not matter: it has one. */
  const explain = (project: string, host: string, ...flags: string[]): Promise<Run> =>
    secureOrigin("explain", `https://${host}/`, "-C", join(folder, project), ...flags);

  before(() => {
    mkdirSync(bin);
    for (const name of ["shop", "blog"]) {
      program(name);
      deploy(name, "dev");
    }
    deploy("shop", "prod");
  });
  beforeEach(() => {
    process.env["SECURE_ORIGIN_LOCAL_DIR"] = local;
    process.env["PATH"] = bin;
    Reflect.deleteProperty(process.env, "PULUMI_BACKEND_URL");
    rmSync(join(bin, "pulumi"), { force: true });
  });
  after(() => {
    for (const name of ["SECURE_ORIGIN_LOCAL_DIR", "PATH", "PULUMI_BACKEND_URL", "PULUMI_HOME"]) {
      const before = environment[name];
      if (before === undefined) {
        Reflect.deleteProperty(process.env, name);
      } else {
        process.env[name] = before;
      }
    }
    rmSync(folder, { recursive: true });
  });

  it("is that of the folder's own project, where another has a stack of the same name", async () => {
    for (const project of ["shop", "blog"]) {
      const run = await explain(project, `${project}-dev`, "--stack", "dev", "--json");
      assert.deepEqual([run.code, run.err], [0, ""]);
    }
    const other = await explain("shop", "blog-dev", "--stack", "dev", "--json");
    assert.notEqual(other.code, 0);
    const full = await explain("shop", "blog-dev", "--stack", "organization/blog/dev");
    assert.deepEqual([full.code, full.err], [0, ""]);
  });

  describe("where pulumi has another backend", () => {
    const home = join(folder, "home");
    const note =
      "secure-origin: this is stack dev of the local cloud; for the one in the backend of pulumi, set PULUMI_BACKEND_URL\n";
    const inShop = async (): Promise<string> => {
      const before = process.cwd();
      process.chdir(join(folder, "shop"));
      try {
        const run = await secureOrigin("explain", "https://shop-dev/", "--stack", "dev", "--json");
        assert.equal(run.code, 0);
        return run.err;
      } finally {
        process.chdir(before);
      }
    };
    const login = (credentials: string): void => writeFileSync(join(home, "credentials.json"), credentials);

    beforeEach(() => {
      Reflect.deleteProperty(process.env, "SECURE_ORIGIN_LOCAL_DIR");
      process.env["PULUMI_HOME"] = home;
      mkdirSync(home, { recursive: true });
      cpSync(local, join(folder, "shop", ".local"), { recursive: true });
    });
    afterEach(() => {
      Reflect.deleteProperty(process.env, "PULUMI_HOME");
      rmSync(home, { recursive: true });
      rmSync(join(folder, "shop", ".local"), { recursive: true });
      program("shop");
    });

    it("is said to be the local cloud's, if somebody logged in there or the project names one", async () => {
      login('{ "current": "https://api.pulumi.com", "accessTokens": {} }');
      assert.equal(await inShop(), note);
      login("{}");
      assert.equal(await inShop(), "");
      writeFileSync(join(folder, "shop", "Pulumi.yaml"), "name: shop\nbackend: { url: s3://state }\n");
      assert.equal(await inShop(), note);
    });

    it("is said nothing about, if nobody did, or the local cloud is named", async () => {
      assert.equal(await inShop(), "");
      login("not JSON: [");
      assert.equal(await inShop(), "");
      login('{ "current": "s3://state" }');
      process.env["SECURE_ORIGIN_LOCAL_DIR"] = local;
      assert.equal(await inShop(), "");
    });
  });

  it("names the stacks that are there, and the one that was probably meant", async () => {
    assert.equal(
      (await explain("shop", "a", "--stack", "pord")).err,
      "secure-origin: project shop has no stack pord in the local cloud, and there is no pulumi on PATH; stacks: dev, prod\n" +
        "  did you mean --stack prod?\n",
    );
    assert.equal(
      (await secureOrigin("explain-stack", "-C", join(folder, "shop"), "--stack", "nope")).err,
      "secure-origin: project shop has no stack nope in the local cloud, and there is no pulumi on PATH; stacks: dev, prod\n" +
        "  name one of them with --stack\n",
    );
    program("empty");
    assert.equal(
      (await secureOrigin("prove", "-C", join(folder, "empty"), "--stack", "dev")).err,
      "secure-origin: stack dev of project empty is not in the local cloud, and there is no pulumi on PATH\n" +
        "  run npm start for a local stack, or log in to its backend: pulumi login\n",
    );
  });

  it("is exported in the program's folder where the local cloud does not have it", async () => {
    const state = {
      deployment: {
        resources: [
          {
            type: "aws:cloudfront/distribution:Distribution",
            outputs: { domainName: "a", defaultCacheBehavior: {} },
          },
        ],
      },
    };
    pulumi(
      `[ "$PWD" = "${join(folder, "shop")}" ] && [ "$*" = "stack export --stack acme/shop/dev" ] && echo '${JSON.stringify(state)}'`,
    );
    const run = await explain("shop", "a", "--stack", "acme/shop/dev");
    assert.deepEqual([run.code, run.err], [0, ""]);
  });

  it("is not looked for in the local cloud where the environment names another backend", async () => {
    process.env["PULUMI_BACKEND_URL"] = "s3://states";
    pulumi("echo 'error: the bucket is not there' >&2; exit 1");
    assert.equal(
      (await explain("shop", "shop-dev", "--stack", "dev")).err,
      "secure-origin: pulumi stack export failed: error: the bucket is not there\n" +
        "  run npm start for a local stack, or log in to its backend: pulumi login\n",
    );
  });

  it("names the stacks of the backend, where that has no such stack", async () => {
    process.env["PULUMI_BACKEND_URL"] = "s3://states";
    pulumi(`if [ "$2" = ls ]; then echo '[{"name":"acme/shop/live"},{"name":"acme/shop/test"}]'; exit 0; fi
echo "error: no stack named 'liv' found" >&2; exit 255`);
    assert.equal(
      (await explain("shop", "a", "--stack", "liv")).err,
      "secure-origin: project shop has no stack liv; stacks: live, test\n  did you mean --stack live?\n",
    );
    pulumi("echo \"error: no stack named 'liv' found\" >&2; exit 255");
    assert.equal(
      (await explain("shop", "a", "--stack", "liv")).err,
      "secure-origin: project shop has no stack liv\n  create it first: pulumi stack init liv\n",
    );
  });

  it("says for a command that edits whether the file or the state is not there", async () => {
    writeFileSync(join(folder, "shop", "Pulumi.test.yaml"), "config: {}\n");
    const keys = (...flags: string[]): Promise<Run> =>
      secureOrigin("keys", "announce", "k2", "-C", join(folder, "shop"), ...flags);
    assert.equal(
      (await keys("--stack", "tset")).err,
      `secure-origin: there is no ${join(folder, "shop", "Pulumi.tset.yaml")}, and project shop has no stack tset in the local cloud, and there is no pulumi on PATH; stacks: dev, prod, test\n` +
        "  did you mean --stack test?\n",
    );
    process.env["PULUMI_BACKEND_URL"] = "s3://states";
    const run = await keys("--stack", "test");
    assert.deepEqual(
      [run.code, run.out, run.err],
      [
        1,
        "",
        `secure-origin: ${join(folder, "shop", "Pulumi.test.yaml")} has no signingKeys, and what is deployed cannot be read: stack test of project shop is not in the local cloud, and there is no pulumi on PATH\n` +
          "  run npm start for a local stack, or log in to its backend: pulumi login\n",
      ],
    );
    assert.equal(
      (await keys("--stack", "acme/blog/dev")).err,
      `secure-origin: stack acme/blog/dev belongs to project blog, and ${join(folder, "shop", "Pulumi.yaml")} to project shop\n` +
        "  run this in the program's folder, or name that folder: -C FOLDER\n",
    );
  });
});
