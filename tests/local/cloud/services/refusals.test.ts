import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readAccount } from "../../../../local/cloud";
import { Engine } from "../support/client";
import { refused } from "../support/refused";
import { behavior, CLOSED, endpoint, newPem, onVpcOrigin, Site, TRUST } from "../support/site";

describe("refusals of the local cloud", () => {
  let engine: Engine;
  let site: Site;

  beforeEach(async () => {
    engine = await Engine.start();
    site = new Site(engine);
  });
  afterEach(() => engine.stop());

  describe("what does not exist", () => {
    it("cannot be named", async () => {
      await refused(
        "InvalidVpcID.NotFound",
        site.make("ec2/subnet:Subnet", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }),
      );
      await refused("InvalidArgument", site.make("cloudfront/keyGroup:KeyGroup", { items: ["KNOBODY"] }));
      await refused(
        "TrustedKeyGroupDoesNotExist",
        site.distribution({ defaultCacheBehavior: behavior({ trustedKeyGroups: ["none"] }) }),
      );
      await refused(
        "NoSuchCachePolicy",
        site.distribution({ defaultCacheBehavior: behavior({ cachePolicyId: "none" }) }),
      );
      await refused("EntityNotFound", site.distribution({ origins: [onVpcOrigin("vo_none")] }));
      await refused(
        "NoSuchOrigin",
        site.distribution({ defaultCacheBehavior: behavior({ targetOriginId: "none" }) }),
      );
      await refused("NoSuchEntity", site.make("iam/instanceProfile:InstanceProfile", { role: "nobody" }));
    });

    it("is not found in another region either", async () => {
      const { vpc } = await site.network();
      await refused(
        "InvalidVpcID.NotFound",
        site.make("ec2/subnet:Subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", region: "us-east-1" }),
      );
    });
  });

  describe("what is in use", () => {
    it("stays: public keys in a group, key groups, policies and certificates of a distribution", async () => {
      const { key, group } = await site.keys();
      const policy = await site.make("cloudfront/originRequestPolicy:OriginRequestPolicy", {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      });
      const certificate = await site.certificate("us-east-1", ["www.example.com"]);
      await site.distribution({
        aliases: ["www.example.com"],
        viewerCertificate: {
          acmCertificateArn: certificate.id,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        defaultCacheBehavior: behavior({ trustedKeyGroups: [group.id], originRequestPolicyId: policy.id }),
      });
      await refused("PublicKeyInUse", engine.delete(key));
      await refused("ResourceInUse", engine.delete(group));
      await refused("OriginRequestPolicyInUse", engine.delete(policy));
      await refused("ResourceInUseException", engine.delete(certificate));
    });

    it("stays: a public key is free once its group has let it go", async () => {
      const { key, group } = await site.keys();
      const next = await site.make("cloudfront/publicKey:PublicKey", { encodedKey: newPem() });
      const later = await engine.update(group, { items: [next.id] });
      assert.notEqual(later.outputs["etag"], group.outputs["etag"]);
      await engine.delete(key);
    });

    it("stays: VPCs, subnets, groups and balancers with somebody in them", async () => {
      const { vpc, subnets, group, alb } = await site.balancer();
      await site.vpcOrigin(alb);
      await refused("DependencyViolation", engine.delete(vpc));
      await refused("DependencyViolation", engine.delete(subnets[0] ?? vpc));
      await refused("DependencyViolation", engine.delete(group));
      await refused("ResourceInUse", engine.delete(alb));
    });

    it("stays: a VPC origin of a distribution can be neither changed nor deleted", async () => {
      const { alb } = await site.balancer();
      const origin = await site.vpcOrigin(alb);
      const distribution = await site.distribution({ origins: [onVpcOrigin(origin.id)] });
      const config = { ...endpoint(alb), httpsPort: 8443 };
      await refused(
        "CannotUpdateEntityWhileInUse",
        engine.update(origin, { vpcOriginEndpointConfig: config }),
      );
      await refused("CannotDeleteEntityWhileInUse", engine.delete(origin));
      await engine.update(origin, { vpcOriginEndpointConfig: endpoint(alb), tags: { a: "b" } });
      await engine.delete(distribution);
      await engine.update(origin, { vpcOriginEndpointConfig: config });
      await engine.delete(origin);
    });

    it("stays: a bucket with objects, a role with policies, a protected balancer", async () => {
      const bucket = await site.make("s3/bucket:Bucket", {});
      await site.make("s3/bucketObjectv2:BucketObjectv2", { bucket: bucket.id, key: "a", content: "b" });
      await refused("BucketNotEmpty", engine.delete(bucket));
      const role = await site.make("iam/role:Role", { assumeRolePolicy: TRUST });
      await site.make("iam/rolePolicyAttachment:RolePolicyAttachment", {
        role: role.id,
        policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      });
      await refused("DeleteConflict", engine.delete(role));
      const { alb } = await site.balancer();
      const guarded = await engine.update(alb, { ...alb.inputs, enableDeletionProtection: true });
      await refused("OperationNotPermitted", engine.delete(guarded));
    });
  });

  describe("what is there already", () => {
    it("cannot be made again", async () => {
      await site.make("cloudfront/publicKey:PublicKey", { encodedKey: newPem(), name: "one" });
      await refused(
        "PublicKeyAlreadyExists",
        site.make("cloudfront/publicKey:PublicKey", { encodedKey: newPem(), name: "one" }),
      );
      await site.make("s3/bucket:Bucket", { bucket: "my-bucket" });
      await refused(
        "BucketAlreadyOwnedByYou",
        site.make("s3/bucket:Bucket", { bucket: "my-bucket", region: "us-east-1" }),
      );
      const { alb } = await site.balancer();
      await site.vpcOrigin(alb);
      await refused("EntityAlreadyExists", site.vpcOrigin(alb));
    });

    it("cannot be made again: rule priorities and aliases", async () => {
      const { alb } = await site.balancer();
      const listener = await site.make("lb/listener:Listener", {
        loadBalancerArn: alb.id,
        port: 80,
        protocol: "HTTP",
        defaultActions: [CLOSED],
      });
      const rule = {
        listenerArn: listener.id,
        priority: 1,
        actions: [CLOSED],
        conditions: [{ httpHeader: { httpHeaderName: "X-A", values: ["1"] } }],
      };
      await site.make("lb/listenerRule:ListenerRule", rule);
      await refused("PriorityInUse", site.make("lb/listenerRule:ListenerRule", rule));
      const certificate = await site.certificate("us-east-1", ["www.example.com"]);
      const taken = {
        aliases: ["www.example.com"],
        viewerCertificate: { acmCertificateArn: certificate.id, sslSupportMethod: "sni-only" },
      };
      await site.distribution(taken);
      await refused("CNAMEAlreadyExists", site.distribution(taken));
    });

    it("may take its own name with it through an update", async () => {
      const { group } = await site.keys();
      const updated = await engine.update(group, { items: group.inputs["items"], comment: "same name" });
      assert.equal(updated.outputs["name"], group.outputs["name"]);
    });
  });

  describe("public keys", () => {
    const create = (encodedKey: string) => site.make("cloudfront/publicKey:PublicKey", { encodedKey });

    it("are RSA with 2048 bits or ECDSA on P-256", async () => {
      const pem = (pair: { publicKey: { export(o: object): string | Buffer } }) =>
        pair.publicKey.export({ type: "spki", format: "pem" }).toString();
      await create(pem(generateKeyPairSync("rsa", { modulusLength: 2048 })));
      await refused("InvalidArgument", create(pem(generateKeyPairSync("rsa", { modulusLength: 1024 }))));
      await refused("InvalidArgument", create(pem(generateKeyPairSync("ec", { namedCurve: "secp384r1" }))));
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
      const { alb } = await site.balancer({ gateway: false });
      await refused("InvalidArgument", site.vpcOrigin(alb));
    });

    it("brings CloudFront's own security group with the first VPC origin, and takes it away with the last", async () => {
      const { vpc, alb } = await site.balancer();
      const find = () =>
        engine.invoke("aws:ec2/getSecurityGroup:getSecurityGroup", {
          name: "CloudFront-VPCOrigins-Service-SG",
          vpcId: vpc.id,
        });
      await refused("InvalidGroup.NotFound", find());
      const [one, two] = [await site.vpcOrigin(alb), await site.vpcOrigin(alb, { name: "origin-2" })];
      assert.match(String((await find())["id"]), /^sg-/);
      await engine.delete(one);
      await find();
      await engine.delete(two);
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
      const create = (principal: string) => site.make("kms/key:Key", { policy: policy(principal) });
      await refused("MalformedPolicyDocumentException", create("arn:aws:iam::111122223333:role/nobody"));
      const role = await site.make("iam/role:Role", { assumeRolePolicy: TRUST });
      await refused("MalformedPolicyDocumentException", create(String(role.outputs["arn"])));
      await create("arn:aws:iam::111122223333:root");
    });

    it("open no bucket to everybody while public policies are blocked", async () => {
      const bucket = await site.make("s3/bucket:Bucket", {});
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${bucket.id}/*` }],
      });
      await refused("AccessDenied", site.make("s3/bucketPolicy:BucketPolicy", { bucket: bucket.id, policy }));
    });
  });

  describe("directories of members", () => {
    const pool = (rest: object = {}) => site.make("cognito/userPool:UserPool", { ...rest });
    const domain = (userPoolId: string, name: string) =>
      site.make("cognito/userPoolDomain:UserPoolDomain", { userPoolId, domain: name });

    it("stay while they are protected, or have a sign-in page", async () => {
      const guarded = await pool({ deletionProtection: "ACTIVE" });
      await refused("InvalidParameterException", engine.delete(guarded));
      const free = await engine.update(guarded, { ...guarded.inputs, deletionProtection: "INACTIVE" });
      const page = await domain(free.id, "members-1");
      await refused("InvalidParameterException", engine.delete(free));
      await engine.delete(page);
      await engine.delete(free);
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
        site.make("cognito/userPoolClient:UserPoolClient", {
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
      const group = () => site.make("cognito/userGroup:UserGroup", { userPoolId, name: "members" });
      await group();
      await refused("GroupExistsException", group());
    });
  });

  it("topics take subscriptions of e-mail addresses alone for e-mail, and only if they exist", async () => {
    const topic = await site.make("sns/topic:Topic", {});
    const subscribe = (to: unknown, endpoint: string) =>
      site.make("sns/topicSubscription:TopicSubscription", { topic: to, protocol: "email", endpoint });
    await refused("InvalidParameter", subscribe(topic.outputs["arn"], "desk"));
    await refused("NotFound", subscribe("arn:aws:sns:eu-west-1:111122223333:none", "desk@example.com"));
    const made = await subscribe(topic.outputs["arn"], "desk@example.com");
    assert.equal(made.outputs["pendingConfirmation"], true);
  });

  it("a bucket that may be emptied goes with what it holds", async () => {
    const bucket = await site.make("s3/bucket:Bucket", { forceDestroy: true });
    const object = { bucket: bucket.id, key: "a", content: "b" };
    await site.make("s3/bucketObjectv2:BucketObjectv2", object);
    await engine.delete(bucket);
    assert.equal((readAccount(engine.dir)?.resources ?? []).length, 0);
  });

  it("an alias record points at a distribution that exists", async () => {
    const zone = await engine.invoke("aws:route53/getZone:getZone", { name: "example.com" });
    const record = (name: unknown) =>
      site.make("route53/record:Record", {
        zoneId: zone["zoneId"],
        name: "www",
        type: "A",
        aliases: [{ name, zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }],
      });
    await refused("InvalidChangeBatch", record("dnobody.cloudfront.net"));
    const made = await record((await site.distribution({})).outputs["domainName"]);
    assert.equal(made.outputs["fqdn"], "www.example.com");
    await refused(
      "NoSuchHostedZone",
      site.make("route53/record:Record", {
        zoneId: "Z0",
        name: "www",
        type: "A",
        records: ["192.0.2.1"],
        ttl: 60,
      }),
    );
  });
});
