import assert from "node:assert/strict";
import { type Props, type Resource } from "../support/client";
import { refused } from "../support/refused";
import { useCloud } from "../support/useCloud";

describe("certificates of the local cloud", () => {
  const cloud = useCloud();

  it("are issued once their records stand, and not before", async () => {
    const certificate = await cloud.site.certificate("eu-west-1", ["www.example.com", "origin.example.com"], {
      issued: false,
    });
    const validate = () =>
      cloud.site.make("acm/certificateValidation:CertificateValidation", { certificateArn: certificate.id });
    await refused("ResourceNotReady", validate());
    await cloud.site.validate(certificate);
    await validate();
    assert.equal((await cloud.engine.read(certificate))?.["status"], "ISSUED");
  });

  it("are found from another region by the region behind their id, as an import names them", async () => {
    const certificate = await cloud.site.certificate("us-east-1", ["www.example.com"]);
    const bare = { ...certificate, inputs: {}, outputs: {} };
    assert.equal(await cloud.engine.read(bare), undefined);
    const found = await cloud.engine.read({ ...bare, id: `${certificate.id}@us-east-1` });
    assert.equal(found?.["arn"], certificate.id);
  });

  it("ask for the same record in every region", async () => {
    const options = async (region: string) =>
      (await cloud.site.certificate(region, ["www.example.com"], { issued: false })).outputs[
        "domainValidationOptions"
      ];
    assert.deepEqual(await options("us-east-1"), await options("eu-west-1"));
  });

  it("serve a distribution only from us-east-1, issued, and for the names that they cover", async () => {
    const viewer = (certificate: { id: string }): Props => ({
      acmCertificateArn: certificate.id,
      sslSupportMethod: "sni-only",
    });
    const aliases = ["www.example.com"];
    const make = (viewerCertificate: Props) => cloud.site.distribution({ aliases, viewerCertificate });
    await refused("InvalidViewerCertificate", make({ cloudfrontDefaultCertificate: true }));
    await refused(
      "InvalidViewerCertificate",
      make(viewer(await cloud.site.certificate("eu-west-1", ["www.example.com"]))),
    );
    await refused(
      "InvalidViewerCertificate",
      make(viewer(await cloud.site.certificate("us-east-1", ["new.example.com"], { issued: false }))),
    );
    await refused(
      "InvalidViewerCertificate",
      make(viewer(await cloud.site.certificate("us-east-1", ["other.example.com"]))),
    );
    await make(viewer(await cloud.site.certificate("us-east-1", ["*.example.com"])));
  });

  it("serve a listener only in its own region", async () => {
    const { alb } = await cloud.site.balancer();
    const listen = async (region: string) =>
      cloud.site.secureListener(alb, await cloud.site.certificate(region, ["www.example.com"]));
    await refused("CertificateNotFound", listen("us-east-1"));
    await listen("eu-west-1");
  });

  it("stand in the list of an HTTPS listener, issued, and are in use until they are taken out", async () => {
    const { alb } = await cloud.site.balancer();
    const list = (listener: Resource, certificate: Resource) =>
      cloud.site.make("lb/listenerCertificate:ListenerCertificate", {
        listenerArn: listener.id,
        certificateArn: certificate.id,
      });
    const issued = await cloud.site.certificate("eu-west-1", ["www.example.com"]);
    await refused("ValidationError", list(await cloud.site.listener(alb), issued));
    const https = await cloud.site.secureListener(alb, issued);
    const other = await cloud.site.certificate("eu-west-1", ["other.example.com"]);
    const pending = await cloud.site.certificate("eu-west-1", ["new.example.com"], { issued: false });
    await refused("UnsupportedCertificate", list(https, pending));
    await refused(
      "CertificateNotFound",
      list(https, await cloud.site.certificate("us-east-1", ["www.example.com"])),
    );
    // The default one may stand in the list as well.
    await list(https, issued);
    const listed = await list(https, other);
    await refused("ResourceInUseException", cloud.engine.delete(other));
    await cloud.engine.delete(listed);
    await cloud.engine.delete(other);
  });
});
