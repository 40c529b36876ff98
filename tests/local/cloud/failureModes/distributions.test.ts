import type { Props } from "../support/client";
import { refused } from "../support/refused";
import { behavior, distribution, type Site } from "../support/site";
import { failureMode } from "./failureMode";

const cachePolicy = (site: Site, key: Props, rest: Props = {}) =>
  site.make("cloudfront/cachePolicy:CachePolicy", {
    parametersInCacheKeyAndForwardedToOrigin: {
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
      ...key,
    },
    ...rest,
  });
const requestPolicy = (site: Site, headersConfig: Props) =>
  site.make("cloudfront/originRequestPolicy:OriginRequestPolicy", {
    cookiesConfig: { cookieBehavior: "none" },
    headersConfig,
    queryStringsConfig: { queryStringBehavior: "none" },
  });

describe("failure modes of distributions", () => {
  failureMode(19, "an alias belongs to one distribution", async (site) => {
    const certificate = await site.certificate("us-east-1", ["www.example.com"]);
    const viewerCertificate = { acmCertificateArn: certificate.id, sslSupportMethod: "sni-only" };
    const taken = { aliases: ["www.example.com"], viewerCertificate };
    await site.distribution(taken);
    await refused("CNAMEAlreadyExists", site.distribution({ ...taken, aliases: ["WWW.example.com"] }));
  });

  failureMode(
    22,
    "a geo restriction that goes takes its locations with it only when they are emptied",
    async (site, engine) => {
      const restrict = (geoRestriction: Props) => ({ restrictions: { geoRestriction } });
      const made = await site.distribution(restrict({ restrictionType: "whitelist", locations: ["IE"] }));
      const update = (geoRestriction: Props) =>
        engine.update(made, { ...distribution(), ...restrict(geoRestriction) });
      await refused("InvalidGeoRestrictionParameter", update({ restrictionType: "none" }));
      await update({ restrictionType: "none", locations: [] });
      await refused(
        "InvalidGeoRestrictionParameter",
        site.distribution(restrict({ restrictionType: "whitelist" })),
      );
    },
  );

  failureMode(
    23,
    "nothing is in the cache key where nothing is cached, and Authorization is not listed",
    async (site) => {
      const off = { minTtl: 0, defaultTtl: 0, maxTtl: 0 };
      await cachePolicy(site, {}, off);
      await refused("InvalidArgument", cachePolicy(site, { enableAcceptEncodingGzip: true }, off));
      await refused(
        "InvalidArgument",
        cachePolicy(
          site,
          { headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } } },
          off,
        ),
      );
      await refused("InvalidArgument", cachePolicy(site, {}, { minTtl: 10, defaultTtl: 5, maxTtl: 20 }));
      await refused(
        "InvalidArgument",
        requestPolicy(site, { headerBehavior: "whitelist", headers: { items: ["Authorization"] } }),
      );
      await refused(
        "InvalidArgument",
        site.distribution({ defaultCacheBehavior: behavior({ cachePolicyId: null }) }),
      );
    },
  );

  failureMode(25, "an error page has its code and its path together", async (site) => {
    const pages = (page: Props) => site.distribution({ customErrorResponses: [page] });
    await pages({ errorCode: 403, responseCode: 403, responsePagePath: "/403.html", errorCachingMinTtl: 10 });
    await refused("InvalidArgument", pages({ errorCode: 403, responsePagePath: "/403.html" }));
    await refused("InvalidArgument", pages({ errorCode: 418 }));
  });

  failureMode(
    27,
    "a certificate is of us-east-1, issued, and stays until its distribution lets it go",
    async (site, engine) => {
      const make = async (region: string, options = {}) => ({
        acmCertificateArn: (await site.certificate(region, ["www.example.com"], options)).id,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      });
      const aliases = ["www.example.com"];
      await refused(
        "InvalidViewerCertificate",
        site.distribution({ aliases, viewerCertificate: await make("eu-west-1") }),
      );
      const pending = await site.certificate("us-east-1", ["new.example.com"], { issued: false });
      await refused(
        "InvalidViewerCertificate",
        site.distribution({
          aliases: ["new.example.com"],
          viewerCertificate: { acmCertificateArn: pending.id, sslSupportMethod: "sni-only" },
        }),
      );
      const [old, next] = [await make("us-east-1"), await make("us-east-1")];
      const made = await site.distribution({ aliases, viewerCertificate: old });
      const oldCertificate = { ...made, type: "aws:acm/certificate:Certificate", id: old.acmCertificateArn };
      const certificate = { ...oldCertificate, outputs: { region: "us-east-1" }, inputs: {} };
      await refused("ResourceInUseException", engine.delete(certificate));
      await engine.update(made, { ...distribution(), aliases, viewerCertificate: next });
      await engine.delete(certificate);
    },
  );
});
