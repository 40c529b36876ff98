import assert from "node:assert/strict";
import { Distribution } from "@pulumi/aws/cloudfront";
import { LoadBalancer } from "@pulumi/aws/lb";
import { ContentKind, childOf, childrenOf, SecureOrigin } from "../../components";
import { children, type Recording, record, valueOf } from "./support/recorder";

describe("children of a component", () => {
  let recording: Recording<SecureOrigin>;

  before(async () => {
    recording = await record(
      (options) =>
        new SecureOrigin(
          "site",
          {
            domainName: "members.example.com",
            hostedZoneId: "Z1",
            region: "eu-west-1",
            securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
            signingKeys: [{ id: "k1" }],
            origin: { bootScript: "#!/bin/sh\n" },
          },
          options,
        ),
    );
  });

  it("are all reachable, at any depth", async () => {
    const urns = await Promise.all(childrenOf(recording.component).map(({ urn }) => valueOf(urn)));
    const reached = urns.map((urn) => {
      const [types = "", name = ""] = urn.split("::").slice(-2);
      return `${types.split("$").at(-1) ?? ""} ${name}`;
    });
    assert.deepEqual(reached.sort(), children(recording));
  });

  it("are found by class and name", async () => {
    const distribution = childOf(recording.component, Distribution, "site-edge-distribution");
    assert.equal(await valueOf(distribution.domainName), "d111.cloudfront.net");
  });

  it("are named in the refusal of one that is not there", () => {
    assert.throws(
      () => childOf(recording.component, LoadBalancer, "site-alb"),
      /^ArgumentError: site: the name of a LoadBalancer in it is "site-alb"; allowed: site-lb-alb\. To fix: use one\.$/m,
    );
  });
});
