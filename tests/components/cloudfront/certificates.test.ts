import assert from "node:assert/strict";
import { Certificates, type CertificatesArgs } from "../../../components";
import { children, inputsOf, record, refusal, valueOf } from "../support/recorder";

const ARGS: CertificatesArgs = {
  domainName: "members.example.com",
  originDomainNames: ["origin-public.members.example.com", "origin-signed.members.example.com"],
  region: "eu-west-1",
  hostedZoneId: "Z1",
};

const make = (args: Partial<CertificatesArgs> = {}, preview = false) =>
  record((options) => new Certificates("site", { ...ARGS, ...args }, options), { preview });

const CERTIFICATE = "aws:acm/certificate:Certificate";
const RECORD = "aws:route53/record:Record";
const VALIDATION = "aws:acm/certificateValidation:CertificateValidation";

describe("Certificates", () => {
  it("asks for one certificate in us-east-1 and one in the region, each proved by its own record", async () => {
    const recording = await make();
    assert.deepEqual(children(recording), [
      `${CERTIFICATE} site-edge`,
      `${CERTIFICATE} site-regional`,
      `${VALIDATION} site-edge`,
      `${VALIDATION} site-regional`,
      `${RECORD} site-origin-1`,
      `${RECORD} site-origin-2`,
      `${RECORD} site-site`,
    ]);
    assert.equal(inputsOf(recording, CERTIFICATE, "site-edge").region, "us-east-1");
    assert.equal(inputsOf(recording, CERTIFICATE, "site-regional").region, undefined);
    assert.equal(inputsOf(recording, VALIDATION, "site-edge").region, "us-east-1");
    assert.notEqual(
      await valueOf(recording.component.edgeArn),
      await valueOf(recording.component.regionalArn),
    );
  });

  it("serves both ends with one certificate in us-east-1", async () => {
    const recording = await make({ region: "us-east-1" });
    assert.deepEqual(children(recording), [
      `${CERTIFICATE} site-edge`,
      `${VALIDATION} site-edge`,
      `${RECORD} site-origin-1`,
      `${RECORD} site-origin-2`,
      `${RECORD} site-site`,
    ]);
    assert.equal(await valueOf(recording.component.edgeArn), await valueOf(recording.component.regionalArn));
  });

  it("finds a record's content by name, in whatever order AWS lists it", async () => {
    const recording = await make({ region: "us-east-1" });
    const inputs = inputsOf(recording, RECORD, "site-origin-2");
    assert.equal(inputs.name, "_proof.origin-signed.members.example.com");
  });

  it("takes over the record of a former certificate, which has the same value", async () => {
    const recording = await make();
    for (const name of ["site-site", "site-origin-1"]) {
      assert.equal(inputsOf(recording, RECORD, name).allowOverwrite, true);
    }
  });

  it("creates one record for a name of both certificates", async () => {
    const recording = await make({ originDomainNames: ["members.example.com"] });
    const records = recording.made.filter((made) => made.type === RECORD);
    assert.deepEqual(
      records.map((made) => made.name),
      ["site-site"],
    );
    for (const validation of ["site-edge", "site-regional"]) {
      assert.deepEqual(inputsOf(recording, VALIDATION, validation).validationRecordFqdns, [
        "_proof.members.example.com",
      ]);
    }
  });

  it("can be previewed before AWS has named the records", async () => {
    assert.equal(children(await make({}, true)).length, 7);
  });

  it("refuses what is no domain name", async () => {
    const wrong = { ...ARGS, domainName: "https://x/" };
    const message = await refusal((options) => new Certificates("site", wrong, options));
    assert.match(message, /domainName is "https/);
    const none = await refusal(
      (options) => new Certificates("site", { ...ARGS, originDomainNames: [] }, options),
    );
    assert.match(none, / originDomainNames is \[\]; allowed: one or more names\. To fix: name them\.$/);
  });
});
