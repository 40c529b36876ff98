import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readAccount } from "../../../../local/cloud";
import { publicKeyWithoutPoint } from "../../../support/fuzz/oddKeys";
import { refused } from "../support/refused";
import { TRUST } from "../support/site";
import { useCloud } from "../support/useCloud";

describe("refusals of the local cloud by service", () => {
  const cloud = useCloud();

  describe("public keys", () => {
    const create = (encodedKey: string) => cloud.site.make("cloudfront/publicKey:PublicKey", { encodedKey });

    it("are RSA with 2048 bits or ECDSA on P-256", async () => {
      const pem = (pair: { publicKey: { export(o: object): string | Buffer } }) =>
        pair.publicKey.export({ type: "spki", format: "pem" }).toString();
      await create(pem(generateKeyPairSync("rsa", { modulusLength: 2048 })));
      await refused("InvalidArgument", create(pem(generateKeyPairSync("rsa", { modulusLength: 1024 }))));
      await refused("InvalidArgument", create(pem(generateKeyPairSync("ec", { namedCurve: "secp384r1" }))));
      await refused("InvalidArgument", create(publicKeyWithoutPoint));
      await refused("InvalidArgument", create("no key at all"));
    });

    it("are never private keys", async () => {
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
      await refused(
        "InvalidArgument",
        create(privateKey.export({ type: "pkcs8", format: "pem" }).toString()),
      );
    });
  });

  describe("the way from CloudFront", () => {
    it("needs an internet gateway in the VPC of a VPC origin", async () => {
      const { alb } = await cloud.site.balancer({ gateway: false });
      await refused("InvalidArgument", cloud.site.vpcOrigin(alb));
    });

    it("brings CloudFront's own security group with the first VPC origin, and takes it away with the last", async () => {
      const { vpc, alb } = await cloud.site.balancer();
      const find = () =>
        cloud.engine.invoke("aws:ec2/getSecurityGroup:getSecurityGroup", {
          name: "CloudFront-VPCOrigins-Service-SG",
          vpcId: vpc.id,
        });
      await refused("InvalidGroup.NotFound", find());
      const [one, two] = [
        await cloud.site.vpcOrigin(alb),
        await cloud.site.vpcOrigin(alb, { name: "origin-2" }),
      ];
      assert.match(String((await find())["id"]), /^sg-/);
      await cloud.engine.delete(one);
      await find();
      await cloud.engine.delete(two);
      await refused("InvalidGroup.NotFound", find());
    });
  });

  describe("policies", () => {
    it("name principals that exist, and never lock their author out", async () => {
      const policy = (principal: string) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "kms:*", Resource: "*" }],
        });
      const create = (principal: string) => cloud.site.make("kms/key:Key", { policy: policy(principal) });
      await refused("MalformedPolicyDocumentException", create("arn:aws:iam::111122223333:role/nobody"));
      const role = await cloud.site.make("iam/role:Role", { assumeRolePolicy: TRUST });
      await refused("MalformedPolicyDocumentException", create(String(role.outputs["arn"])));
      await create("arn:aws:iam::111122223333:root");
    });

    it("open no bucket to everybody while public policies are blocked", async () => {
      const bucket = await cloud.site.make("s3/bucket:Bucket", {});
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${bucket.id}/*` }],
      });
      await refused(
        "AccessDenied",
        cloud.site.make("s3/bucketPolicy:BucketPolicy", { bucket: bucket.id, policy }),
      );
    });
  });

  describe("directories of members", () => {
    const pool = (rest: object = {}) => cloud.site.make("cognito/userPool:UserPool", { ...rest });
    const domain = (userPoolId: string, name: string) =>
      cloud.site.make("cognito/userPoolDomain:UserPoolDomain", { userPoolId, domain: name });

    it("stay while they are protected, or have a sign-in page", async () => {
      const guarded = await pool({ deletionProtection: "ACTIVE" });
      await refused("InvalidParameterException", cloud.engine.delete(guarded));
      const free = await cloud.engine.update(guarded, { ...guarded.inputs, deletionProtection: "INACTIVE" });
      const page = await domain(free.id, "members-1");
      await refused("InvalidParameterException", cloud.engine.delete(free));
      await cloud.engine.delete(page);
      await cloud.engine.delete(free);
    });

    it("have one sign-in page, under a name that nobody has and no reserved word is in", async () => {
      const [one, other] = [await pool(), await pool()];
      await refused("InvalidParameterException", domain(one.id, "my-cognito-page"));
      await domain(one.id, "members-1");
      await refused("InvalidParameterException", domain(other.id, "members-1"));
      await refused("InvalidParameterException", domain(one.id, "members-2"));
      await refused("ResourceNotFoundException", domain("eu-west-1_nobody", "members-3"));
    });

    it("name the kinds of a second factor, and verify what an update has to prove", async () => {
      await refused("InvalidParameterException", pool({ mfaConfiguration: "OPTIONAL" }));
      const proving = { attributesRequireVerificationBeforeUpdates: ["email"] };
      await refused("InvalidParameterException", pool({ userAttributeUpdateSettings: proving }));
    });

    it("send people back to https:// addresses alone, and give tokens no odd life", async () => {
      const { id: userPoolId } = await pool();
      const client = (rest: object) =>
        cloud.site.make("cognito/userPoolClient:UserPoolClient", {
          userPoolId,
          allowedOauthFlows: ["code"],
          allowedOauthScopes: ["openid"],
          callbackUrls: ["https://members.example.com/callback"],
          ...rest,
        });
      await refused("InvalidOAuthFlowException", client({ callbackUrls: [] }));
      await refused("InvalidParameterException", client({ callbackUrls: ["http://members.example.com/"] }));
      await refused("InvalidParameterException", client({ logoutUrls: ["https://a.example/#top"] }));
      const units = { refreshToken: "minutes" };
      await refused(
        "InvalidParameterException",
        client({ refreshTokenValidity: 30, tokenValidityUnits: units }),
      );
      const made = await client({ generateSecret: true });
      assert.match(String(made.outputs["clientSecret"]), /^[a-z0-9]{51}$/);
    });

    it("have each group once", async () => {
      const { id: userPoolId } = await pool();
      const group = () => cloud.site.make("cognito/userGroup:UserGroup", { userPoolId, name: "members" });
      await group();
      await refused("GroupExistsException", group());
    });
  });

  it("topics take subscriptions of e-mail addresses alone for e-mail, and only if they exist", async () => {
    const topic = await cloud.site.make("sns/topic:Topic", {});
    const subscribe = (to: unknown, endpoint: string) =>
      cloud.site.make("sns/topicSubscription:TopicSubscription", { topic: to, protocol: "email", endpoint });
    await refused("InvalidParameter", subscribe(topic.outputs["arn"], "desk"));
    await refused("NotFound", subscribe("arn:aws:sns:eu-west-1:111122223333:none", "desk@example.com"));
    const made = await subscribe(topic.outputs["arn"], "desk@example.com");
    assert.equal(made.outputs["pendingConfirmation"], true);
  });

  it("a bucket that may be emptied goes with what it holds", async () => {
    const bucket = await cloud.site.make("s3/bucket:Bucket", { forceDestroy: true });
    const object = { bucket: bucket.id, key: "a", content: "b" };
    await cloud.site.make("s3/bucketObjectv2:BucketObjectv2", object);
    await cloud.engine.delete(bucket);
    assert.equal((readAccount(cloud.engine.dir)?.resources ?? []).length, 0);
  });

  it("an alias record points at a distribution that exists", async () => {
    const zone = await cloud.engine.invoke("aws:route53/getZone:getZone", { name: "example.com" });
    const record = (name: unknown) =>
      cloud.site.make("route53/record:Record", {
        zoneId: zone["zoneId"],
        name: "www",
        type: "A",
        aliases: [{ name, zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }],
      });
    await refused("InvalidChangeBatch", record("dnobody.cloudfront.net"));
    const made = await record((await cloud.site.distribution({})).outputs["domainName"]);
    assert.equal(made.outputs["fqdn"], "www.example.com");
    await refused(
      "NoSuchHostedZone",
      cloud.site.make("route53/record:Record", {
        zoneId: "Z0",
        name: "www",
        type: "A",
        records: ["192.0.2.1"],
        ttl: 60,
      }),
    );
  });
});
