import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Run, secureOrigin } from "../support";
import { pairs, reports } from "./pairs";
import {
  dev,
  misconfigured,
  previewOf,
  type Resource,
  renamed,
  type State,
  secretsIn,
  stateOf,
  stateWithout,
} from "./sides";

describe("secure-origin review", () => {
  const folder = mkdtempSync(join(tmpdir(), "review-"));
  after(() => rmSync(folder, { recursive: true }));

  const file = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };
  const review = (before: unknown, after: unknown, ...flags: string[]): Promise<Run> =>
    secureOrigin("review", file("before.json", before), file("after.json", after), ...flags);

  for (const { name, before, after, code } of pairs) {
    it(`writes golden/${name}.md, and ends with ${code}`, async () => {
      const run = await review(before, after);
      assert.equal(run.err, "");
      const golden = join(__dirname, "golden", `${name}.md`);
      // UPDATE_GOLDEN=1 writes what the command prints; without it the file must already say the same.
      if (process.env.UPDATE_GOLDEN === "1") {
        writeFileSync(golden, run.out);
      }
      assert.equal(run.out, readFileSync(golden, "utf8"));
      assert.equal(run.code, code);
    });
  }

  it("prints the same facts as JSON", async () => {
    const pair = pairs.find(({ name }) => name === "way-in-appears");
    assert.ok(pair);
    const { out, code } = await review(pair.before, pair.after, "--json");
    const { opens, isPartial, waysIn, costs } = JSON.parse(out) as {
      opens: boolean;
      isPartial: boolean;
      waysIn: { appear: { what: string; hops: { name: string; argument: string }[] }[]; go: unknown[] };
      costs: { before: { sum: number }; after: { sum: number } };
    };
    assert.deepEqual([code, opens, isPartial, waysIn.go], [3, true, false, []]);
    assert.equal(waysIn.appear[0]?.what, "internet-facing load balancer");
    assert.deepEqual(waysIn.appear[0].hops.slice(0, 2), [
      {
        urn: urn("aws:lb/loadBalancer:LoadBalancer::site-tests-alb"),
        name: "load balancer site-tests-alb",
        argument: "internal",
        isLater: false,
      },
      {
        urn: urn(
          "secure-origin:index:SecureOrigin$secure-origin:index:Network$aws:ec2/route:Route::site-public-internet",
        ),
        name: "route site-public-internet",
        argument: "gatewayId",
        isLater: false,
      },
    ]);
    assert.deepEqual([costs.before.sum, costs.after.sum], [66.99, 83.41]);
  });

  it("says the same of a preview as of the state that it leads to", async () => {
    for (const name of ["way-in-appears", "secure-path-opens", "alarms-go", "costs"]) {
      const pair = pairs.find((each) => each.name === name);
      assert.ok(pair);
      const previewed = await review(pair.before, previewOf(pair.before as State, pair.after as State));
      assert.deepEqual(previewed.code, pair.code, name);
      const golden = readFileSync(join(__dirname, "golden", `${name}.md`), "utf8");
      const facts = (text: string): string => text.slice(0, text.indexOf("### Drawing"));
      assert.equal(facts(previewed.out), facts(golden));
    }
  });

  it("leaves the diagram out where a comment would be too long", async () => {
    const pair = pairs.find(({ name }) => name === "way-in-appears");
    assert.ok(pair);
    const golden = readFileSync(join(__dirname, "golden", "way-in-appears.md"), "utf8");
    const { out } = await review(pair.before, pair.after, "--no-drawing");
    assert.equal(out, golden.replace(/### Drawing\n[\s\S]*?\n```\n\n/, ""));
  });

  /** Returns the Markdown for a change to the dev stack's state. */
  const changed = async (edit: (resource: Resource) => object, ...more: object[]): Promise<string> => {
    const { resources } = stateOf(dev()).deployment;
    const { out } = await review(stateOf(dev()), {
      deployment: { resources: [...resources.map(edit), ...more] },
    });
    return out;
  };

  it("says that a secret gets another value if it was replaced", async () => {
    const times = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"];
    const [before, after] = times.map((created) => ({
      deployment: { resources: stateOf(dev()).deployment.resources.map((each) => ({ ...each, created })) },
    }));
    const { out } = await review(before, after);
    assert.match(out, /^- `random bytes site-public-header-1` gets another value$/m);
    assert.match(out, /^- `key site-key-k1` gets another value$/m);
  });

  it("says the generation of the secret header, which the component writes into a tag", async () => {
    const tagged = (generation: string) => ({
      deployment: {
        resources: stateOf(dev()).deployment.resources.map((each) =>
          each.urn.endsWith("::site-distribution")
            ? {
                ...each,
                outputs: { ...each.outputs, tags: { "secure-origin:header-generation": generation } },
              }
            : each,
        ),
      },
    });
    const { out } = await review(tagged("1"), tagged("2"));
    assert.match(out, /^- `secret header of distribution site-distribution` generation 1 → 2$/m);
  });

  it("says what a path that was open closes, and which alarms appear", async () => {
    const pair = pairs.find(({ name }) => name === "secure-path-opens");
    assert.ok(pair);
    const { out, code } = await review(pair.after, pair.before);
    assert.equal(code, 0);
    assert.match(
      out,
      /^\| `\/premium\/\*` \| closes \| `\/premium\/a\.jpg is served without a signature by behavior #1 "\*\.jpg"` \|$/m,
    );
    const alarms = pairs.find(({ name }) => name === "alarms-go");
    assert.ok(alarms);
    assert.match((await review(stateOf(dev()), alarms.before)).out, /^- 2 alarms appear$/m);
    assert.match((await review(stateOf(dev()), alarms.after)).out, /^- 1 alarm appears$/m);
  });

  it("names what it has no price for", async () => {
    const out = await changed(
      (each) => each,
      {
        urn: urn("aws:rds/instance:Instance::shop"),
        type: "aws:rds/instance:Instance",
        inputs: {},
        outputs: {},
      },
      {
        urn: urn("aws:ec2/instance:Instance::big"),
        type: "aws:ec2/instance:Instance",
        inputs: {},
        outputs: { instanceType: "u-24tb1.112xlarge" },
      },
    );
    assert.match(out, /^Not counted: `aws:rds\/instance:Instance`, `instance type u-24tb1\.112xlarge`\.$/m);
  });

  it("tells keys apart that were replaced under the same name, and those outside the stack", async () => {
    const group = (items: string[]) => (each: Resource) =>
      each.urn.endsWith("::site-key-group") ? { ...each, outputs: { ...each.outputs, items } } : each;
    assert.match(await changed(group(["K2OTHER"])), /`site-public-key-k1` → `K2OTHER, outside this stack`/);
    const elsewhere = renamed(stateOf(dev()), "BEGIN PUBLIC KEY", "BEGIN NO KEY");
    assert.match(
      (await review(stateOf(dev()), elsewhere)).out,
      /`site-public-key-k1` → `site-public-key-k1 \(another key, not a public key\)`/,
    );
  });

  it("prints no secret, not even of a state with secrets in clear", async () => {
    const before = stateOf(dev());
    const leaking = { deployment: { resources: before.deployment.resources.map(withSecretOutput) } };
    const secrets = [...secretsIn(leaking), "header-value-in-clear"];
    assert.ok(secrets.length > 2, `${secrets.length}`);
    const after = renamed(stateOf(reports(dev())), "X-From-CloudFront", "header-value-in-clear");
    for (const flags of [[], ["--json"]]) {
      const { out } = await review(leaking, after, ...flags);
      assert.match(out, /\/reports\/\*/);
      assert.deepEqual(
        secrets.filter((secret) => out.includes(secret)),
        [],
      );
    }
  });

  it("takes the options of the pack from the file in --config", async () => {
    const config = file("policy.json", {
      "pack-settings": { options: { publicPaths: ["/premium/*", "/downloads/*", "/secure/*"] } },
    });
    const pair = pairs.find(({ name }) => name === "secure-path-opens");
    assert.ok(pair);
    assert.equal((await review(pair.before, pair.after, "--config", config)).code, 0);
  });

  for (const [what, run, message] of [
    [
      "a file that is not there",
      () => secureOrigin("review", "nowhere.json", "nowhere.json"),
      "BEFORE: nowhere.json cannot be read\n  name a file that exists",
    ],
    [
      "BEFORE that is not JSON",
      () => review("Previewing update", {}),
      "BEFORE: BEFORE_FILE is not JSON\n  write it with pulumi stack export",
    ],
    [
      "AFTER that is not JSON",
      () => review(stateOf(dev()), "Previewing update\n{}"),
      "AFTER: AFTER_FILE is not JSON\n  write it with pulumi preview --json, and without other output in it",
    ],
    [
      "BEFORE that is a preview",
      () => review({ steps: [] }, { steps: [] }),
      "BEFORE: BEFORE_FILE is not the state of a stack\n  create it with: pulumi stack export",
    ],
    [
      "AFTER that is another document",
      () => review(stateOf(dev()), { hello: 1 }),
      "AFTER: AFTER_FILE is neither a state, a preview nor a plan\n" +
        "  create it with: pulumi stack export, pulumi preview --json, or pulumi preview --save-plan",
    ],
    [
      "two stacks",
      () => review(stateOf(dev()), stateOf(misconfigured("grant-to-another-role").before)),
      "BEFORE is stack dev of project members, and AFTER is stack prod of project members\n  give two sides of one stack",
    ],
    [
      "a preview that was made from another state",
      () =>
        review(stateWithout(stateOf(dev()), "site-vpc"), {
          steps: [{ op: "update", urn: urn("aws:ec2/vpc:Vpc::site-vpc") }],
        }),
      `the preview keeps ${urn("aws:ec2/vpc:Vpc::site-vpc")}, which BEFORE does not have\n  export the state right before the preview: pulumi stack export`,
    ],
    [
      "a plan that was made from another state",
      () =>
        review(stateOf(dev()), {
          resourcePlans: {
            [urn("aws:ec2/vpc:Vpc::other")]: { goal: { type: "aws:ec2/vpc:Vpc" }, steps: ["update"] },
          },
        }),
      `the plan keeps ${urn("aws:ec2/vpc:Vpc::other")}, which BEFORE does not have\n  export the state right before the plan: pulumi stack export`,
    ],
  ] as const) {
    it(`refuses ${what} in one line`, async () => {
      const { code, err, out } = await run();
      const shown = err
        .replace(join(folder, "before.json"), "BEFORE_FILE")
        .replace(join(folder, "after.json"), "AFTER_FILE");
      assert.deepEqual([code, out, shown], [1, "", `secure-origin: ${message}\n`]);
    });
  }

  it("refuses a configuration that is not there", async () => {
    const { code, err } = await secureOrigin("review", "a.json", "b.json", "--config", "nowhere.json");
    assert.deepEqual(
      [code, err],
      [
        2,
        "secure-origin: --config: there is no file nowhere.json\n  name the file for --policy-pack-config, or leave --config out\n",
      ],
    );
  });
});

/** Returns the URN of a resource without a parent component. */
function urn(typeAndName: string): string {
  return `urn:pulumi:dev::members::${typeAndName}`;
}

/** Gives a resource an output with a secret in clear, as in a state that was exported with --show-secrets. */
function withSecretOutput(resource: Resource, index: number): Resource {
  const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  const value = { ...mark, plaintext: JSON.stringify(`secret in clear ${index}`) };
  return { ...resource, outputs: { ...resource.outputs, description: value, comment: value, hex: value } };
}
