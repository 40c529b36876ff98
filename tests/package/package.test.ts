import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkStack } from "../../local/run/checkStack";
import { projectFolder } from "../../local/run/project";
import { LocalStack } from "../support/localStack";
import { commandTests } from "./command";
import { Consumer, Tarball } from "./consumer";
import { gitTests } from "./git";
import { policyPublishTests } from "./policyPublish";
import { publicTypeTests } from "./publicTypes";
import { publishTests } from "./publish";
import { recipeTests } from "./recipes";
import { signerTests } from "./signerAlone";
import { snippetTests } from "./snippets";

/** A program that uses each of the package's exports. */
const program = `
import { generateKeyPairSync } from "node:crypto";
import { ContentKind, SecureOrigin, type SecureOriginArgs } from "secure-origin";
import { makePolicies } from "secure-origin/policy";
import { createSigner, epochSeconds, now, pemKey } from "secure-origin/signer";

const args: SecureOriginArgs = {
  domainName: "members.example.com",
  securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
  signingKeys: [{ id: "k1" }],
  origin: {},
};
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const signer = createSigner({ key: pemKey(privateKey), keyPairId: "K2JCJMDEHXQW5F" });
const url: Promise<string> = signer.signUrl({
  url: "https://members.example.com/a.pdf",
  expires: epochSeconds(now() + 600),
});
void url.then((text) => console.log(SecureOrigin.name, args.domainName, makePolicies().length > 3, text));
`;

describe("the package, packed and installed into an empty program", () => {
  let tarball: Tarball;
  let consumer: Consumer;
  let installed: string;
  const stacks: LocalStack[] = [];

  before(function () {
    this.timeout(300_000);
    tarball = new Tarball();
    consumer = new Consumer(tarball.home);
    installed = consumer.install(tarball.file, ...Consumer.programPackages());
    consumer.copyExamples();
  });
  after(() => {
    for (const stack of stacks) {
      stack.remove();
    }
    consumer.remove();
    tarball.remove();
  });

  /** Creates a stack of an example, copied beside the installed package. */
  const example = (name: string, neighbour?: LocalStack): LocalStack => {
    const stack = new LocalStack(
      "dev",
      join(consumer.folder, "examples", name),
      neighbour,
    ).withoutCheckpoints();
    stacks.push(stack);
    return stack;
  };
  /** Previews with the pack in the package. */
  const preview = (stack: LocalStack, ...args: string[]) =>
    stack.pulumi(
      "preview",
      "--non-interactive",
      "--policy-pack",
      join(consumer.package, "dist", "policy"),
      ...args,
    );

  it("holds its exports and the command, and no test, source or part of the local cloud", () => {
    const unexpected = tarball.files().filter(
      (name) =>
        !/^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/.test(name) &&
        // One bundle for each export, types beside it.
        !/^dist\/(components|signer)\/(index\.js|LICENSES\.txt|.*\.d\.ts)$/.test(name) &&
        !/^dist\/components\/pages\/\w+\.(html|css|js)$/.test(name) &&
        !/^dist\/policy\/(.*\.(js|d\.ts|json|yaml)|dist\/LICENSES\.txt)$/.test(name) &&
        !/^cli\/(secure-origin\.js|dist\/(program\.js|signProgram\.js|inputs\.json|LICENSES\.txt))$/.test(
          name,
        ),
    );
    assert.deepEqual(unexpected, []);
    assert.deepEqual(
      tarball.files().filter((name) => /(^|\/)(tests?|local|bench|examples)\//.test(name)),
      [],
    );
    assert.ok(tarball.files().includes("dist/components/pages/403.html"));
  });

  it("is installed without a message about it", () => assert.doesNotMatch(installed, /secure-origin/));

  it("passes publint and attw, for every way of resolving types", () => {
    for (const tool of ["publint/src/cli.js", "@arethetypeswrong/cli/dist/index.js"]) {
      const args = tool.startsWith("publint") ? ["run", tarball.file, "--strict"] : [tarball.file];
      const run = consumer.run(process.execPath, join(projectFolder, "node_modules", tool), ...args);
      assert.equal(run.code, 0, run.stdout + run.stderr);
    }
  });

  it("compiles, with the examples, in a program outside this project, and runs there", () => {
    consumer.write("program.ts", program);
    consumer.compile(["program.ts", "examples/*/*.ts"], true);
    const printed = consumer.run(process.execPath, "program.js");
    assert.match(
      printed.stdout,
      /^SecureOrigin members\.example\.com true https:\/\/members\.example\.com\/a\.pdf\?Expires=\d+&.*Key-Pair-Id=K2JCJMDEHXQW5F/,
    );
  });

  describe("the public types", () => publicTypeTests(() => consumer.package));

  describe("published", () => publishTests(() => tarball));

  describe("the policy pack", () => policyPublishTests(() => consumer.package));

  describe("the command", () => commandTests(() => consumer));

  describe("installed without Pulumi and AWS clients", () => signerTests(() => tarball));

  describe("installed from Git", () => gitTests(() => tarball));

  describe("the pages", () =>
    snippetTests(
      () => consumer,
      // Without the pack, whose types bring in the policy SDK's.
      program.replaceAll(/^.*secure-origin\/policy.*\n|, makePolicies\(\).*? > 3/gm, ""),
      (program) => {
        const stack = new LocalStack("dev", program);
        stacks.push(stack);
        return stack;
      },
    ));

  describe("the signer recipes", () => recipeTests(() => consumer));

  describe("the examples", () => {
    it("smallest: passes the pack", async () => {
      const run = await preview(example("smallest"));
      assert.equal(run.code, 0, run.output);
      assert.match(run.output, /✅|⚠️/);
      assert.doesNotMatch(run.output, /no secure paths are given/);
    });

    it("nginx: passes the pack", async () => {
      const run = await preview(example("nginx"));
      assert.equal(run.code, 0, run.output);
    });

    it("change-a-child: a transform reaches every resource of the component", async () => {
      const run = await preview(example("change-a-child"), "--json");
      assert.equal(run.code, 0, run.output);
      const { steps } = JSON.parse(run.stdout) as {
        steps: {
          newState: {
            type: string;
            custom: boolean;
            protect?: boolean;
            inputs: { healthCheckGracePeriod?: number };
          };
        }[];
      };
      const resources = steps.map(({ newState }) => newState).filter(({ custom }) => custom);
      assert.ok(resources.length > 50);
      assert.deepEqual(
        resources.filter(({ protect }) => protect !== true).map(({ type }) => type),
        [],
      );
      const group = resources.find(({ type }) => type === "aws:autoscaling/group:Group");
      assert.equal(group?.inputs.healthCheckGracePeriod, 600);
    });

    it("two-applications: each accepts its own keys only", async () => {
      const stack = example("two-applications");
      await stack.upWithPack();
      const outputs = await stack.outputs();
      assert.notEqual(outputs.keyGroupId, outputs.reportsKeyGroupId);
      const [distribution] = stack
        .account()
        .resources.filter(({ type }) => type === "aws:cloudfront/distribution:Distribution");
      const behaviors = distribution?.inputs.orderedCacheBehaviors as {
        pathPattern: string;
        targetOriginId: string;
        trustedKeyGroups?: string[];
      }[];
      const opened = Object.fromEntries(
        behaviors.map(({ pathPattern, targetOriginId, trustedKeyGroups }) => [
          pathPattern,
          [targetOriginId, ...(trustedKeyGroups ?? [])],
        ]),
      );
      assert.deepEqual(opened["/premium/*"], ["signed", outputs.keyGroupId]);
      assert.deepEqual(opened["/secure/*"], ["reports-signed", outputs.reportsKeyGroupId]);
    });

    it("existing-vpc-and-load-balancer: is created in front of another stack's load balancer", async () => {
      const platform = new LocalStack(
        "dev",
        join(projectFolder, "tests/engine/programs/platform"),
      ).withProgramHost();
      stacks.push(platform);
      await platform.upWithPack();
      const { subnetIds, ...ids } = await platform.outputs();
      const site = example("existing-vpc-and-load-balancer", platform);
      const given = site.configured(
        () =>
          `config:\n  aws:region: eu-west-1\n${Object.entries({ ...ids, subnetIds })
            .map(([key, value]) => `  existing-vpc-and-load-balancer:${key}: ${JSON.stringify(value)}\n`)
            .join("")}`,
      );
      await site.upWithPack(...given);
      const outputs = await site.outputs();
      assert.equal(outputs.albArn, ids.loadBalancerArn);
      const { resources } = site.account();
      assert.deepEqual(checkStack(outputs, site.account()), []);
      const ports = resources
        .filter(({ type }) => type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        .map((rule) => rule.outputs.fromPort);
      assert.deepEqual(ports.sort(), [8443, 8443, 8444]);
      const again = await preview(site, ...given, "--expect-no-changes");
      assert.equal(again.code, 0, again.output);
      const before = platform.types();
      const destroyed = await site.pulumi(
        "destroy",
        "--yes",
        "--skip-preview",
        "--non-interactive",
        ...given,
      );
      assert.equal(destroyed.code, 0, destroyed.output);
      assert.ok(before.length > platform.types().length);
      assert.deepEqual(
        platform.types().filter((type) => type === "aws:lb/listener:Listener"),
        [],
      );
    });

    it("pack-alone: the team's own pack accepts the program, and rejects it with two behaviors swapped", async () => {
      const stack = example("pack-alone");
      const pack = join(stack.program, "policy");
      const previewAlone = () => stack.pulumi("preview", "--non-interactive", "--policy-pack", pack);
      const right = await previewAlone();
      assert.equal(right.code, 0, right.output);
      const source = readFileSync(join(stack.program, "index.ts"), "utf8");
      const lines = source.split("\n");
      const at = lines.findIndex((line) => line.includes('pathPattern: "/invoices/*"'));
      [lines[at], lines[at + 1]] = [lines[at + 1] ?? "", lines[at] ?? ""];
      writeFileSync(join(stack.program, "index.ts"), lines.join("\n"));
      const wrong = await previewAlone();
      assert.notEqual(wrong.code, 0, wrong.output);
      assert.match(
        wrong.output,
        /\/invoices\/\S*\.jpg is served without a signature by behavior #0 "\*\.jpg"/,
      );
    });
  });
});
