import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  Certificates,
  Distribution,
  ErrorPages,
  InternalLoadBalancer,
  MembersApp,
  SecureOrigin,
  type SecureOriginArgs,
} from "../../components";
import { ARGS as DISTRIBUTION } from "./support/distribution";
import { APP } from "./support/membersSite";
import { failure, find, inputsOf, isUnknown, record, refusal, valueOf } from "./support/recorder";
import { ARGS, DELIVERED, makeSite } from "./support/site";

const RECORD = "aws:route53/record:Record";
const CERTIFICATE = "aws:acm/certificate:Certificate";

/** A value that only deployment reveals, as an output of another stack is. */
const later = (value: string): pulumi.Output<string> => pulumi.output(Promise.resolve(value));

/** Arguments of a site, each name of which is given by `name`. */
const namedBy = (name: (text: string) => pulumi.Input<string>): Partial<SecureOriginArgs> => ({
  ...DELIVERED,
  domainName: name("members.example.com"),
  additionalDomainNames: [name("files.members.example.com")],
  origin: {
    ...ARGS.origin,
    app: {
      ...APP,
      contentUrl: name("https://files.members.example.com"),
      cookieDomain: name("members.example.com"),
    },
  },
});

/** Names that are wrong, with the arguments that have them. */
const WRONG: [string, (name: (text: string) => pulumi.Input<string>) => Partial<SecureOriginArgs>][] = [
  ["no domain name", (name) => ({ domainName: name("https://Members.example.com") })],
  ["a repeated name", (name) => ({ additionalDomainNames: [name("members.example.com")] })],
  ["a viewers' name for a tier", (name) => ({ originDomainNames: { public: name("members.example.com") } })],
  ["no address of pages", (name) => ({ applicationUrl: name("http://members.example.com") })],
  [
    "a content host that is none of the site's",
    (name) => ({
      ...DELIVERED,
      origin: { ...ARGS.origin, app: { ...APP, contentUrl: name("https://x.example.com") } },
    }),
  ],
  [
    "a cookie domain without a second host",
    (name) => ({
      ...DELIVERED,
      origin: { ...ARGS.origin, app: { ...APP, cookieDomain: name("example.com") } },
    }),
  ],
];

describe("names of a site that only deployment reveals", () => {
  for (const [what, args] of WRONG) {
    it(`are refused then as they are before, word for word: ${what}`, async () => {
      const early = { ...ARGS, ...args((text) => text) };
      const late = { ...ARGS, domainName: later("members.example.com"), ...args(later) };
      const expected = await refusal((options) => new SecureOrigin("site", early, options));
      const [message] = await failure((options) => new SecureOrigin("site", late, options));
      assert.equal(message, expected);
    });
  }

  it("are refused by each part that is used alone", async () => {
    const wrong = later("Members");
    const text =
      'is "Members"; allowed: a lower-case domain name of at most 64 characters, without scheme or path. To fix: write it like "members.example.com".';
    const parts: [string, (options: pulumi.ComponentResourceOptions) => pulumi.ComponentResource][] = [
      [
        `Certificates "site": domainName ${text}`,
        (options) =>
          new Certificates(
            "site",
            {
              domainName: wrong,
              originDomainNames: ["o.example.com"],
              region: "eu-west-1",
              hostedZoneId: "Z1",
            },
            options,
          ),
      ],
      [
        `Distribution "site": domainName ${text}`,
        (options) => new Distribution("site", { ...DISTRIBUTION, domainName: wrong }, options),
      ],
      [
        `InternalLoadBalancer "site": originDomainNames[0] ${text}`,
        (options) =>
          new InternalLoadBalancer(
            "site",
            {
              vpcId: "vpc-9",
              subnetIds: ["subnet-1", "subnet-2"],
              certificateArn: "arn:regional",
              originDomainNames: [wrong],
              hostedZoneId: "Z1",
            },
            options,
          ),
      ],
      [
        `MembersApp "site": domainName ${text}`,
        (options) =>
          new MembersApp(
            "site",
            {
              ...APP,
              domainName: wrong,
              securePatterns: ["/premium/*", "/premium-files/*"],
              roleName: "role",
              signingKeyArn: "arn:key",
              activeKeyId: "K1",
            },
            options,
          ),
      ],
      [
        'ErrorPages "site": applicationUrl is "Members"; allowed: https:// and a host. To fix: write it like "https://members.example.com".',
        (options) => new ErrorPages("site", { applicationUrl: wrong }, options),
      ],
    ];
    for (const [expected, make] of parts) {
      assert.equal((await failure(make))[0], expected);
    }
  });

  it("are refused if two of the load balancer's are one, which would be two records of one name", async () => {
    const args = {
      domainName: "members.example.com",
      originDomainNames: [later("o.example.com"), later("o.example.com")],
      region: "eu-west-1",
      hostedZoneId: "Z1",
    };
    const [message] = await failure((options) => new Certificates("site", args, options));
    assert.equal(
      message,
      'Certificates "site": originDomainNames[1] is "o.example.com"; allowed: each name once. To fix: write one name for both tiers into the program.',
    );
  });

  it("make the same resources as names in the program, under the same logical names", async () => {
    const early = await makeSite(namedBy((text) => text));
    const late = await makeSite(namedBy(later));
    // Without the promises in assets, whose ids differ where something else traces promises.
    const plain = (inputs: object): unknown => JSON.parse(JSON.stringify(inputs));
    const listed = (recording: typeof early) =>
      Object.fromEntries(recording.made.map(({ type, name, inputs }) => [`${type} ${name}`, plain(inputs)]));
    const moved = (text: string) => text.replace("files.members.example.com", "additional-1");
    const expected = Object.entries(listed(early)).map(([name, inputs]) => [moved(name), inputs]);
    assert.deepEqual(listed(late), Object.fromEntries(expected));
    assert.equal(await valueOf(late.component.url), "https://members.example.com");
  });

  it("keep the records that were called by the names", async () => {
    const site = await makeSite();
    for (const [name, former] of [
      ["site-certs-site", "site-certs-members.example.com"],
      ["site-certs-origin-1", "site-certs-origin-public.members.example.com"],
      ["site-lb-origin-2", "site-lb-origin-signed.members.example.com"],
    ]) {
      assert.deepEqual(find(site, RECORD, name ?? "").options.aliases, [{ name: former }]);
    }
  });

  it("are unknown in the preview of a program that has still to make them, which plans all resources", async () => {
    let unknown: pulumi.Output<string> | undefined;
    class Zone extends pulumi.CustomResource {
      public readonly domain!: pulumi.Output<string>;
      constructor(options: pulumi.CustomResourceOptions) {
        super("dns:index:Zone", "zone", { domain: undefined }, options);
      }
    }
    const preview = await record(
      (options) => {
        unknown = new Zone({}).id;
        const args = namedBy(() => unknown ?? "");
        return new SecureOrigin("site", { ...ARGS, ...args }, options);
      },
      { preview: true },
    );
    const { made } = await makeSite(namedBy(later));
    const own = preview.made.filter(({ type }) => type !== "dns:index:Zone");
    assert.deepEqual(
      own.map(({ type, name }) => `${type} ${name}`).sort(),
      made.map(({ type, name }) => `${type} ${name}`).sort(),
    );
    assert.ok(await isUnknown(preview.component.url));
    assert.ok(pulumi.isUnknown(inputsOf(preview, CERTIFICATE, "site-certs-edge").domainName));
  });
});
