import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ArgumentError } from "../../components/internal/argumentError";
import { parseSettings, settingNames } from "../../components/settings";
import { projectFolder } from "../../local/run/project";

const GOOD: { [key: string]: string } = {
  "aws:region": "eu-west-1",
  "secure-origin:domainName": "members.example.com",
  "secure-origin:hostedZone": '{"name":"example.com"}',
  "secure-origin:securePaths": '[{"pattern":"/premium/*","content":"dynamic"}]',
  "secure-origin:signingKeys": '[{"id":"k1","state":"active"}]',
  "secure-origin:entitlements":
    '[{"name":"studio","title":"Studio","anyOf":["members"],"prefix":"/premium/","access":"cookies"}]',
};

const parse = (changes: { [key: string]: string | undefined } = {}) => {
  const config = { ...GOOD, ...changes };
  const given = Object.entries(config).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return parseSettings("secure-origin", Object.fromEntries(given), "Pulumi.dev.yaml");
};

function refused(changes: { [key: string]: string | undefined }, message: RegExp): void {
  assert.throws(
    () => parse(changes),
    (error: Error) => {
      assert.ok(error instanceof ArgumentError);
      assert.match(error.message, message);
      return true;
    },
  );
}

/** Asserts the whole message, a line for each problem. */
function says(changes: { [key: string]: string | undefined }, lines: string[]): void {
  assert.throws(
    () => parse(changes),
    (error: Error) => {
      assert.ok(error instanceof ArgumentError);
      assert.equal(
        error.message,
        lines.map((line) => `Stack configuration secure-origin: ${line}`).join("\n"),
      );
      return true;
    },
  );
}

describe("settings", () => {
  it("reads what it must have and leaves every default to the components", () => {
    const settings = parse();
    assert.equal(settings.name, "members");
    assert.equal(settings.bootScript, "app/boot.sh");
    assert.deepEqual(settings.hostedZone, { name: "example.com" });
    assert.deepEqual(settings.site.securePaths, [{ pattern: "/premium/*", content: "dynamic" }]);
    assert.deepEqual(settings.site.signingKeys, [{ id: "k1", state: "active" }]);
    assert.equal(settings.site.headerGeneration, undefined);
  });

  it("reports a stack without settings in one line", () => {
    assert.throws(() => parseSettings("secure-origin", { "aws:region": "eu-west-1" }, "Pulumi.test.yaml"), {
      message:
        "Stack configuration secure-origin: Pulumi.test.yaml has no settings of this program, or is not there. " +
        "Restore the file, or write the settings that docs/reference/components.md lists.",
    });
  });

  it("refuses a setting that is encrypted, without showing what it holds", () => {
    const config = { ...GOOD, "secure-origin:zones": "a secret", "aws:region": "eu-west-1" };
    assert.throws(
      () => parseSettings("secure-origin", config, "Pulumi.dev.yaml", ["secure-origin:zones", "aws:region"]),
      {
        message:
          "Stack configuration secure-origin: `zones` is encrypted, but no setting is a secret. " +
          "Set it without --secret: pulumi config set zones VALUE",
      },
    );
  });

  it("reads numbers, booleans and lists from the text that the engine hands over", () => {
    const settings = parse({
      "secure-origin:zones": "3",
      "secure-origin:ipv6": "true",
      "secure-origin:adminCidrs": '["10.0.0.0/8"]',
      "secure-origin:minInstances": "2",
    });
    assert.equal(settings.site.network?.zones, 3);
    assert.equal(settings.site.ipv6, true);
    assert.deepEqual(settings.site.adminCidrs, ["10.0.0.0/8"]);
    assert.equal(settings.origin.minInstances, 2);
  });

  it("reads the choice of encryption keys", () => {
    const encryptionKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const encryptionKeyArnUsEast1 = "arn:aws:kms:us-east-1:111122223333:key/2";
    const { site } = parse({
      "secure-origin:encryptionKeyArn": encryptionKeyArn,
      "secure-origin:encryptionKeyArnUsEast1": encryptionKeyArnUsEast1,
    });
    assert.deepEqual(
      [site.encryptionKey, site.encryptionKeyArn, site.encryptionKeyArnUsEast1],
      [undefined, encryptionKeyArn, encryptionKeyArnUsEast1],
    );
    assert.equal(parse({ "secure-origin:encryptionKey": "true" }).site.encryptionKey, true);
  });

  it("delivers the members site from its build folder, with its entitlements alone", () => {
    const { app } = parse().origin;
    assert.equal(app?.bundle, "app/dist/app.mjs");
    assert.deepEqual(app.entitlements, [
      { name: "studio", title: "Studio", anyOf: ["members"], prefix: "/premium/", access: "cookies" },
    ]);
    const said = Object.entries(app).filter(([, value]) => value !== undefined);
    assert.deepEqual(said.map(([key]) => key).sort(), ["bundle", "entitlements"]);
  });

  it("hands every setting of the members site to it, and none to the rest of the site", () => {
    const oidc = { issuer: "https://id.example.com", clientId: "c", signOut: "none", scopes: "openid" };
    const settings = {
      oidc: JSON.stringify(oidc),
      mfa: "required",
      accessRequestEmail: "desk@example.com",
      contentUrl: "https://content.members.example.com",
      cookieDomain: "members.example.com",
      sessionMinutes: "20",
      sessionMaxHours: "4",
      sessionKeyGeneration: "2",
      droppedSessionKeyGenerations: "[1]",
      appBundle: "elsewhere/app.mjs",
    };
    const named = Object.entries(settings).map(([key, value]) => [`secure-origin:${key}`, value]);
    const { origin, site } = parse(Object.fromEntries(named) as { [key: string]: string });
    const { entitlements, ...app } = origin.app ?? {};
    assert.equal(entitlements?.length, 1);
    assert.deepEqual(app, {
      bundle: "elsewhere/app.mjs",
      oidc,
      mfa: "required",
      accessRequestEmail: "desk@example.com",
      contentUrl: "https://content.members.example.com",
      cookieDomain: "members.example.com",
      sessionMinutes: 20,
      sessionMaxHours: 4,
      sessionKeyGeneration: 2,
      droppedSessionKeyGenerations: [1],
    });
    const stray = ["entitlements", "appBundle", ...Object.keys(settings)].filter((key) => key in site);
    assert.deepEqual(stray, []);
  });

  it("runs an application of its own by its boot script, without the members site", () => {
    const settings = parse({ "secure-origin:bootScript": "own.sh", "secure-origin:entitlements": undefined });
    assert.deepEqual([settings.bootScript, settings.origin.app], ["own.sh", undefined]);
    refused(
      { "secure-origin:bootScript": "own.sh" },
      /entitlements is \[.*; allowed: nothing, beside bootScript/,
    );
    refused(
      { "secure-origin:entitlements": undefined },
      /entitlements is missing; allowed: a list of rules, or bootScript/,
    );
  });

  it("refuses an unknown key in one line that names the nearest", () => {
    says({ "secure-origin:domianName": "members.example.com" }, [
      "Unknown setting `domianName`. Did you mean `domainName`?",
    ]);
    says({ "secure-origin:headerGenaration": "2" }, [
      "Unknown setting `headerGenaration`. Did you mean `headerGeneration`?",
    ]);
    says({ "secure-origin:signingKeys": '[{"id":"k1","status":"active"}]' }, [
      "Unknown setting `signingKeys[0].status`. Did you mean `signingKeys[0].state`?",
    ]);
  });

  it("names the list of settings if none is similar, and lists those of an object", () => {
    says({ "secure-origin:password": "hunter2" }, [
      "Unknown setting `password`. Remove it from Pulumi.dev.yaml; docs/reference/components.md lists the settings.",
    ]);
    says({ "secure-origin:logs": '{"colour":"red"}' }, [
      "Unknown setting `logs.colour`. Remove it from Pulumi.dev.yaml; allowed: groupDays, archiveDays.",
    ]);
  });

  it("names a missing setting, its type and the file to add it to", () => {
    says({ "secure-origin:domainName": undefined }, [
      "Missing `domainName` (string). Add it to Pulumi.dev.yaml.",
    ]);
    says({ "secure-origin:signingKeys": '[{"state":"active"}]', "secure-origin:securePaths": undefined }, [
      "Missing `securePaths` (list). Add it to Pulumi.dev.yaml.",
      "Missing `signingKeys[0].id` (string). Add it to Pulumi.dev.yaml.",
    ]);
    says({ "secure-origin:securePaths": '[{"pattern":"/a/*"}]' }, [
      "Missing `securePaths[0].content` (static or dynamic). Add it to Pulumi.dev.yaml.",
    ]);
  });

  it("does not show the value of an unknown key, which may be a secret", () => {
    assert.throws(
      () => parse({ "secure-origin:password": "hunter2" }),
      ({ message }: Error) => !message.includes("hunter2"),
    );
  });

  it("shows a long value in part, and one that nests too deep by its type", () => {
    const long = "x".repeat(1_000_000);
    says({ "secure-origin:zones": long }, [
      `\`zones\` is "${"x".repeat(199)}…; allowed: a number. Correct it in Pulumi.dev.yaml.`,
    ]);
    says({ "secure-origin:zones": `${"[".repeat(5000)}${"]".repeat(5000)}` }, [
      "`zones` is a list that nests too deep; allowed: a number. Correct it in Pulumi.dev.yaml.",
    ]);
    says({ "secure-origin:zones": `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}` }, [
      "`zones` is an object that nests too deep; allowed: a number. Correct it in Pulumi.dev.yaml.",
    ]);
  });

  it("names the place of a wrong value, what it is and what is allowed", () => {
    says({ "secure-origin:securePaths": '[{"pattern":"/a/*","content":"cached"}]' }, [
      '`securePaths[0].content` is "cached"; allowed: static or dynamic. Correct it in Pulumi.dev.yaml.',
    ]);
    says({ "secure-origin:zones": "three" }, [
      '`zones` is "three"; allowed: a number. Correct it in Pulumi.dev.yaml.',
    ]);
    says({ "secure-origin:alarms": '{"expectedCountries":["IE",49]}' }, [
      "`alarms.expectedCountries[1]` is 49; allowed: text. Correct it in Pulumi.dev.yaml.",
    ]);
  });

  it("are all listed on the page that the message names", () => {
    const page = readFileSync(join(projectFolder, "docs/reference/components.md"), "utf8");
    assert.ok(
      page.includes(
        settingNames()
          .map((name) => `\`${name}\``)
          .join(", "),
      ),
    );
  });

  it("reports several problems at once, one a line", () => {
    assert.throws(
      () => parse({ "secure-origin:zones": "three", "secure-origin:zone": "1" }),
      ({ message }: Error) => message.split("\n").length === 2,
    );
  });

  it("refuses a site that is not in its hosted zone", () => {
    refused(
      { "secure-origin:domainName": "members.example.org" },
      /allowed: a name in the hosted zone example\.com/,
    );
  });

  it("refuses to shape a network beside one that exists", () => {
    refused(
      { "secure-origin:vpc": '{"vpcId":"vpc-1","subnetIds":["a","b"]}', "secure-origin:zones": "3" },
      /zones is 3; allowed: nothing, beside vpc. To fix: remove it: it is for a network that is created here\./,
    );
  });

  it("does not look at other namespaces", () => {
    assert.doesNotThrow(() => parse({ "other:unknown": "1" }));
  });
});
