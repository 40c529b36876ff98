import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CloudFrontAdmission, SecureOrigin, type SecureOriginArgs } from "../../components";
import { children, find, inputsOf, type Made, record, valueOf } from "./support/recorder";
import { ALL, ALL_EXISTING, ARGS, DELIVERED, makeSite } from "./support/site";

const PARTS = [
  "site-network",
  "site-certs",
  "site-lb",
  "site-instances",
  "site-keys",
  "site-pages",
  "site-edge",
];

async function parentName(made: Made): Promise<string> {
  const { parent } = made.options;
  return parent === undefined ? "" : ((await valueOf(parent.urn)).split("::").at(-1) ?? "");
}

const isOutput = ([, value]: [string, unknown]) => pulumi.Output.isInstance(value);

describe("SecureOrigin", () => {
  it("creates its seven parts", async () => {
    const recording = await makeSite();
    const parts = recording.made.filter(({ type }) => type.startsWith("secure-origin:"));
    assert.deepEqual(parts.map(({ type, name }) => `${type} ${name}`).sort(), [
      "secure-origin:index:Certificates site-certs",
      "secure-origin:index:Distribution site-edge",
      "secure-origin:index:ErrorPages site-pages",
      "secure-origin:index:InternalLoadBalancer site-lb",
      "secure-origin:index:Network site-network",
      "secure-origin:index:OriginInstances site-instances",
      "secure-origin:index:SecureOrigin site",
      "secure-origin:index:SigningKeys site-keys",
    ]);
  });

  it("declares its paths to the engine, as its distribution does, and no other argument", async () => {
    const made = await makeSite({ publicPaths: ["/premium/preview/*"] });
    const declared = {
      securePaths: ["/premium/*"],
      publicPaths: ["/premium/preview/*", "/error-pages/*"],
    };
    assert.deepEqual(inputsOf(made, "secure-origin:index:SecureOrigin", "site"), declared);
    assert.deepEqual(inputsOf(made, "secure-origin:index:Distribution", "site-edge"), declared);
  });

  it("names every child after its parent, in lower case, and never by chance or by place in a list", async () => {
    for (const args of [{}, ALL, { ...ALL, ...ALL_EXISTING }, DELIVERED]) {
      const recording = await makeSite(args);
      for (const made of recording.made.filter(({ name }) => name !== "site")) {
        assert.equal(made.name.startsWith(`${await parentName(made)}-`), true, made.name);
        assert.match(made.name, /^[a-z0-9]+([-.][a-z0-9]+)*$/);
      }
      const names = children(recording);
      assert.equal(new Set(names).size, names.length);
      assert.deepEqual(children(await makeSite(args)), names);
    }
  });

  it("keeps the names of what stays when keys, paths and names are listed in another order", async () => {
    const reversed = {
      ...ALL,
      signingKeys: [...ALL.signingKeys].reverse(),
      additionalDomainNames: [...ALL.additionalDomainNames].reverse(),
      adminCidrs: [...ALL.adminCidrs].reverse(),
    };
    assert.deepEqual(children(await makeSite(reversed)), children(await makeSite(ALL)));
  });

  it("sends a header value from the edge only once the load balancer accepts it", async () => {
    const recording = await makeSite();
    for (const [type, name] of [
      ["aws:cloudfront/distribution:Distribution", "site-edge-distribution"],
      ["aws:cloudfront/vpcOrigin:VpcOrigin", "site-edge-vpc-origin"],
      ["aws:autoscaling/group:Group", "site-instances-group"],
    ] as const) {
      assert.deepEqual(find(recording, type, name).waitsFor, ["site-network", "site-lb"]);
    }
  });

  it("passes its own dependsOn on to distribution and instances", async () => {
    const recording = await record((options) => {
      const first = new pulumi.ComponentResource("test:index:First", "first", {}, options);
      return new SecureOrigin("site", ARGS, { ...options, dependsOn: first });
    });
    for (const [type, name] of [
      ["aws:cloudfront/distribution:Distribution", "site-edge-distribution"],
      ["aws:autoscaling/group:Group", "site-instances-group"],
    ] as const) {
      assert.deepEqual(find(recording, type, name).waitsFor, ["first", "site-network", "site-lb"]);
    }
  });

  it("gives the distribution and the load balancer the same header values, and keeps them secret", async () => {
    const recording = await makeSite();
    const { origins } = inputsOf(
      recording,
      "aws:cloudfront/distribution:Distribution",
      "site-edge-distribution",
    );
    for (const tier of ["public", "signed"]) {
      const rule = inputsOf(recording, "aws:lb/listenerRule:ListenerRule", `site-lb-${tier}-1`);
      const [condition] = rule.conditions as { httpHeader: { values: string[] } }[];
      const origin = (origins as { originId: string; customHeaders: { value: string }[] }[]).find(
        ({ originId }) => originId === tier,
      );
      assert.equal(origin?.customHeaders[0]?.value, condition?.httpHeader.values[0]);
    }
    const outputs = await valueOf(pulumi.output(Object.entries(recording.component).filter(isOutput)));
    const values = ["public", "signed"].map((tier) => Buffer.from(`site-lb-${tier}-1`).toString("hex"));
    for (const value of values) {
      assert.equal(JSON.stringify(outputs).includes(value), false);
    }
  });

  it("lets only the role of the instances sign, and only with the active key", async () => {
    const { policy } = inputsOf(await makeSite(), "aws:kms/key:Key", "site-keys-k1");
    const { Statement } = JSON.parse(String(policy)) as {
      Statement: { Action: string; Principal: object }[];
    };
    const sign = Statement.filter(({ Action }) => Action === "kms:Sign");
    assert.deepEqual(
      sign.map(({ Principal }) => Principal),
      [{ AWS: "arn:site-instances-role" }],
    );
  });

  it("serves on one name and calls the load balancer by two others, one for each tier, that its certificate carries", async () => {
    const named = async (args: Partial<SecureOriginArgs>) => {
      const recording = await makeSite(args);
      const certificate = inputsOf(recording, "aws:acm/certificate:Certificate", "site-certs-regional");
      const edge = "aws:cloudfront/distribution:Distribution";
      const { origins } = inputsOf(recording, edge, "site-edge-distribution");
      const records = recording.made.filter(
        ({ type, name }) => type === "aws:route53/record:Record" && name.startsWith("site-lb-"),
      );
      return {
        certified: [certificate.domainName, certificate.subjectAlternativeNames],
        called: (origins as { domainName: string }[]).slice(0, 2).map(({ domainName }) => domainName),
        recorded: records.map(({ inputs }) => inputs.name),
      };
    };
    const [open, signed] = ["origin-public.members.example.com", "origin-signed.members.example.com"];
    assert.deepEqual(await named({}), {
      certified: [open, [signed]],
      called: [open, signed],
      recorded: [open, signed],
    });
    const one = "alb.example.com";
    assert.deepEqual(await named({ originDomainNames: { public: one, signed: one } }), {
      certified: [one, undefined],
      called: [one, one],
      recorded: [one],
    });
  });

  it("lets CloudFront in by address, then by address and group, then by group alone", async () => {
    const admitted = async (admission?: CloudFrontAdmission) =>
      (await makeSite({ admission })).made
        .filter(({ type, name }) => type.includes("IngressRule") && !name.startsWith("site-instances"))
        .map(({ inputs }) => [
          inputs.securityGroupId,
          inputs.prefixListId ?? inputs.referencedSecurityGroupId,
        ]);
    const group = "site-lb-from-edge-id";
    const [byAddress, byGroup] = [
      [group, "pl-cloudfront"],
      [group, "sg-service"],
    ];
    assert.deepEqual(await admitted(), [byAddress]);
    assert.deepEqual(await admitted(CloudFrontAdmission.Both), [byAddress, byGroup]);
    assert.deepEqual(await admitted(CloudFrontAdmission.ServiceGroup), [byGroup]);
  });

  it("shares no resource, key or secret with another site of the same stack", async () => {
    const both = await record((options) => {
      const other = { ...ARGS, domainName: "shop.example.com" };
      return [new SecureOrigin("site", ARGS, options), new SecureOrigin("shop", other, options)] as const;
    });
    const [site, shop] = ["site", "shop"].map((name) =>
      both.made.filter((made) => made.name === name || made.name.startsWith(`${name}-`)),
    );
    assert.equal((site?.length ?? 0) + (shop?.length ?? 0), both.made.length);
    assert.equal(JSON.stringify(shop?.map(({ inputs }) => inputs)).includes("site-"), false);
    const signers = both.made
      .filter(({ type }) => type === "aws:kms/key:Key")
      .map(({ inputs }) => /"AWS":"([^"]+)"\},"Action":"kms:Sign"/.exec(String(inputs.policy))?.[1]);
    assert.deepEqual(signers, ["arn:site-instances-role", "arn:shop-instances-role"]);
  });

  it("passes tags down to everything that can carry them", async () => {
    const recording = await makeSite({ ...DELIVERED, tags: { team: "web" } });
    const tagless =
      /^aws:cognito\/userPool[A-Z]|^aws:cognito\/userGroup|Version$|^secure-origin:|^random:|Route$|Association$|Attachment$|^aws:route53|Policy$|Validation$|(MetricFilter|QueryDefinition|Dashboard|Subscription|LoggingConfiguration|ListenerCertificate)$|^aws:s3\/bucket[A-Z](?!bjectv2)|^aws:cloudfront\/(publicKey|keyGroup|originAccessControl)|^aws:kms\/alias/;
    const untagged = recording.made.filter(({ type, inputs }) => {
      const tags = inputs.tags as { team?: string } | { key: string; value: string }[] | undefined;
      const team = Array.isArray(tags) ? tags.find(({ key }) => key === "team")?.value : tags?.team;
      return !tagless.test(type) && team !== "web";
    });
    assert.deepEqual(
      untagged.map(({ type, name }) => `${type} ${name}`),
      [],
    );
  });

  it("can be previewed while nothing exists, without asking for what is not there", async () => {
    const recording = await makeSite({}, true);
    assert.equal(recording.calls.includes("aws:kms/getPublicKey:getPublicKey"), false);
    assert.equal(
      PARTS.every((name) => recording.made.some((made) => made.name === name)),
      true,
    );
  });
});
