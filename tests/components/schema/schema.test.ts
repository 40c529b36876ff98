import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AnalyzeResult } from "@pulumi/pulumi/provider/experimental/analyzer";
import {
  certificatesArgs,
  errorPagesArgs,
  loadBalancerArgs,
  networkArgs,
  signingKeysArgs,
} from "../../../components/plan/childArgs";
import { accessLogsArgs, logArchiveArgs, webAclArgs } from "../../../components/plan/monitoringArgs";
import { planSite } from "../../../components/plan/site";
import { analyze } from "../../../tools/docs/componentSchema";
import { compareSurfaces, type Surface, surfaceOf } from "./changes";

/** The surface that programs rely on today. */
const SNAPSHOT = join(__dirname, "snapshot.json");

type Property = { description?: string; optional?: boolean };

/** Everything documented, as `Owner.property`, with what Pulumi makes of its comment. */
function documented(schema: AnalyzeResult): [string, Property][] {
  const owners = [
    ...Object.values(schema.components).map(({ name, inputs }) => ({ name, properties: inputs })),
    ...Object.values(schema.components).map(({ name, outputs }) => ({ name, properties: outputs })),
    ...Object.values(schema.typeDefinitions).map(({ name, properties }) => ({ name, properties })),
  ];
  return owners.flatMap(({ name, properties }) =>
    Object.entries(properties ?? {}).map(([key, property]): [string, Property] => [
      `${name}.${key}`,
      property,
    ]),
  );
}

describe("component schema", () => {
  let schema: AnalyzeResult;

  before(() => {
    schema = analyze();
  });

  it("has all components for every Pulumi language", () => {
    assert.deepEqual(Object.keys(schema.components).sort(), [
      "AccessLogs",
      "AppDelivery",
      "AttachedInstances",
      "AttachedTasks",
      "Certificates",
      "Distribution",
      "ErrorPages",
      "FilesBucket",
      "InternalLoadBalancer",
      "LogArchive",
      "MembersApp",
      "Monitoring",
      "Network",
      "OriginInstances",
      "SecureOrigin",
      "SigningKeys",
      "UserPool",
      "WebAcl",
    ]);
  });

  it("documents each argument and output", () => {
    const silent = documented(schema).filter(
      ([, { description }]) => !/^[A-Z`].*\.$/s.test(description ?? ""),
    );
    assert.deepEqual(silent, []);
    const members = Object.values(schema.typeDefinitions).flatMap((type) => type.enum ?? []);
    assert.deepEqual(
      members.filter(({ description }) => description === undefined),
      [],
    );
  });

  it("documents the default of each optional argument", () => {
    const unclear = documented(schema).filter(
      ([name, { description, optional }]) =>
        optional === true && !/Default: |only for /.test(description ?? "") && !/\.tags$/.test(name),
    );
    assert.deepEqual(
      unclear.map(([name]) => name),
      [],
    );
  });

  it("has no output that is not meant for users", () => {
    const outputs = Object.values(schema.components).flatMap((component) => Object.keys(component.outputs));
    assert.deepEqual(
      outputs.filter((name) => !/^[a-z][A-Za-z]+$/.test(name)),
      [],
    );
    const secrets = Object.keys(schema.components.SecureOrigin?.outputs ?? {}).filter((name) =>
      /value/i.test(name),
    );
    assert.deepEqual(secrets, []);
  });

  it("is unchanged for programs, unless the snapshot is updated", () => {
    const surface = surfaceOf(schema);
    const { breaking, compatible } = compareSurfaces(
      JSON.parse(readFileSync(SNAPSHOT, "utf8")) as Surface,
      surface,
    );
    const wish = process.env.UPDATE_SCHEMA;
    if (wish === "breaking" || (wish === "1" && breaking.length === 0)) {
      writeFileSync(SNAPSHOT, `${JSON.stringify(surface, null, 2)}\n`);
      return;
    }
    const command = (value: string) =>
      `UPDATE_SCHEMA=${value} npx mocha tests/components/schema/schema.test.ts`;
    assert.deepEqual(
      breaking,
      [],
      `This breaks programs that use the components: ${breaking.join("; ")}. Keep the old form beside the new one; ` +
        `or raise the version in package.json, tell users, and run ${command("breaking")}`,
    );
    assert.deepEqual(
      compatible,
      [],
      `New for programs, and harmless: ${compatible.join("; ")}. Keep it with ${command("1")}`,
    );
  });

  it("offers every argument of a part on the whole site", () => {
    const { inputs } = surfaceOf(schema);
    const reachable = new Set(
      [
        ...["SecureOrigin", "OriginArgs", "AppArgs", "ExistingInstancesArgs", "ExistingVpcArgs"],
        ...["LogsArgs", "WebAclLimitsArgs", "AlarmsArgs"],
      ].flatMap((owner) => Object.keys(inputs[owner] ?? {})),
    );
    const parts = [
      ...[
        "Certificates",
        "Distribution",
        "ErrorPages",
        "OriginInstances",
        "MembersApp",
        "InternalLoadBalancer",
      ],
      ...["Monitoring", "WebAcl", "AccessLogs", "LogArchive"],
    ];
    const hidden = parts.flatMap((part) =>
      Object.keys(inputs[part] ?? {})
        .filter((name) => !reachable.has(name))
        .map((name) => `${part}.${name}`),
    );
    // What the whole makes itself and hands from one part to the next, or says by another argument (admission, originDomainNames, tasks).
    assert.deepEqual(hidden.sort(), [
      "AccessLogs.archiveArn",
      "AccessLogs.distributionArn",
      "AccessLogs.distributionId",
      "Distribution.certificateArn",
      "Distribution.errorPages",
      "Distribution.headerFingerprints",
      "Distribution.keyGroupIds",
      "Distribution.publicHeaderValue",
      "Distribution.publicOriginDomainName",
      "Distribution.signedHeaderValue",
      "Distribution.signedOriginDomainName",
      "Distribution.vpcOriginIngress",
      "InternalLoadBalancer.admitCloudFrontAddresses",
      "InternalLoadBalancer.certificateArn",
      "InternalLoadBalancer.logBucketName",
      "InternalLoadBalancer.targetType",
      "LogArchive.forceDestroy",
      "MembersApp.activeKeyId",
      "MembersApp.announcedKeyArns",
      "MembersApp.publicKeyPems",
      "MembersApp.roleName",
      "MembersApp.securePatterns",
      "MembersApp.signingKeyArn",
      "Monitoring.distributionId",
      "Monitoring.logGroupName",
      "Monitoring.securePatterns",
      "Monitoring.signingKeyArn",
      "Monitoring.targetGroupArns",
      "OriginInstances.endpoints",
      "OriginInstances.targetGroupArns",
    ]);
    assert.equal(inputs.SecureOrigin?.network, "plain #NetworkArgs?");
    assert.equal(inputs.SecureOrigin.signingKeys, "plain [plain #SigningKeyArgs]");
  });

  it("passes every argument to a part, or names it as another part's output", () => {
    const site = planSite(
      {
        domainName: "members.example.com",
        securePaths: [],
        signingKeys: [],
        origin: {},
      },
      "eu-west-1",
    );
    const given: { [part: string]: [object, ...string[]] } = {
      Network: [networkArgs(site)],
      Certificates: [certificatesArgs(site)],
      InternalLoadBalancer: [loadBalancerArgs(site), "certificateArn", "logBucketName", "subnetIds", "vpcId"],
      SigningKeys: [signingKeysArgs(site), "signer"],
      ErrorPages: [errorPagesArgs(site)],
      LogArchive: [logArchiveArgs(site, {})],
      WebAcl: [webAclArgs(site, {}), "encryptionKeyArn"],
      AccessLogs: [
        accessLogsArgs(site, {}),
        "archiveArn",
        "distributionArn",
        "distributionId",
        "encryptionKeyArn",
      ],
    };
    for (const [part, [args, ...others]] of Object.entries(given)) {
      const names = Object.keys(schema.components[part]?.inputs ?? {}).sort();
      assert.deepEqual([...Object.keys(args), ...others].sort(), names, part);
    }
  });
});
