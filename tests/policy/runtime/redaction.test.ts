import assert from "node:assert/strict";
import { unknownCheckingProxy } from "@pulumi/policy";
import { Redactor } from "../../../policy/runtime/redaction";
import { unknown } from "../support/analyzer";

const redact = (message: string, resources: { props: object }[]) => new Redactor(resources).redact(message);
const proxy = unknownCheckingProxy as (props: object) => object;

describe("redact", () => {
  it("redacts values at any depth of a resource, past unknown ones", () => {
    const props = proxy({
      a: unknown.string,
      b: [{ c: unknown.object, d: "hunter2hunter2" }],
      userData: "#!/bin/sh\nexport K=1",
    });
    const text = redact("d is hunter2hunter2, userData #!/bin/sh\nexport K=1.", [{ props }]);
    assert.equal(text, "d is [redacted], userData [redacted].");
  });

  it("keeps paths, path patterns and CIDRs", () => {
    const props = { ingress: [{ cidrBlocks: ["198.51.100.0/24"], description: "198.51.100.0/24" }] };
    assert.equal(redact("198.51.100.0/24 opens it", [{ props }]), "198.51.100.0/24 opens it");
    const origins = { origins: [{ originPath: "/members-videos" }] };
    assert.equal(
      redact("the object /members-videos/a", [{ props: origins }]),
      "the object /members-videos/a",
    );
    const behaviors = { orderedCacheBehaviors: [{ pathPattern: "/downloads/*.pdf" }] };
    assert.equal(
      redact('behavior "/downloads/*.pdf"', [{ props: behaviors }]),
      'behavior "/downloads/*.pdf"',
    );
  });

  it("keeps the name of a secret header, never its value", () => {
    const customHeaders = [{ name: "X-Origin-Secret", value: "0123456789abcdef0123456789abcdef" }];
    assert.equal(
      redact("sends X-Origin-Secret: 0123456789abcdef0123456789abcdef", [
        { props: { origins: [{ customHeaders }] } },
      ]),
      "sends X-Origin-Secret: [redacted]",
    );
    assert.equal(
      redact("name is Members-website", [{ props: { name: "Members-website" } }]),
      "name is [redacted]",
    );
  });

  it("keeps values that are common words", () => {
    assert.equal(redact("it is internal", [{ props: { tags: { kind: "internal" } } }]), "it is internal");
  });

  it("redacts PEMs, complete or truncated, from any source", () => {
    const pem = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----";
    assert.equal(redact(`key ${pem} here`, []), "key [redacted] here");
    assert.equal(redact(`key ${pem.slice(0, 34)}`, []), "key [redacted]");
  });

  it("keeps URNs and values that AWS documents", () => {
    const urn = "urn:pulumi:dev::site::aws:lb/loadBalancer:LoadBalancer::site-load-balancer";
    const props = { name: "site-load-balancer", sslPolicy: "ELBSecurityPolicy-2016-08" };
    const text = `the internet reaches ${urn} by ELBSecurityPolicy-2016-08`;
    assert.equal(redact(text, [{ props }]), text);
    assert.equal(redact("it is site-load-balancer", [{ props }]), "it is [redacted]");
  });

  it("redacts a value that contains another one completely", () => {
    const props = { a: "secret-value-1", b: "secret-value-1-and-more" };
    assert.equal(
      redact("b=secret-value-1-and-more a=secret-value-1", [{ props }]),
      "b=[redacted] a=[redacted]",
    );
  });
});
