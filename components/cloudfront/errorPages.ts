import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { privateBucket } from "../internal/privateBucket";
import { ERROR_PAGES, errorPageProblems, pageObjects, withLinks } from "./plan/errorPagePaths";

/** Arguments of the error pages. */
export interface ErrorPagesArgs {
  /** Path of the sign-in page that the 403 page links to. Default: /login. */
  loginPath?: string;
  /** Path of the page on which visitors ask for access, with a form that posts to it. Default: none is offered. */
  requestAccessPath?: string;
  /**
   * Where both pages are, `https://` and a host, if not on the host that shows the 403 page. Default: that host. The
   * form is left out then: a browser does not tell another host where it comes from.
   */
  applicationUrl?: string;
  /** Tags for the bucket and its pages. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * The pages that CloudFront shows instead of an error, in a private bucket: they load when the application does
 * not. The distribution that reads them gives itself access.
 *
 * @example new ErrorPages("site", { loginPath: "/sign-in" })
 */
export class ErrorPages extends pulumi.ComponentResource {
  /** Name of the bucket. */
  public readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. */
  public readonly bucketArn: pulumi.Output<string>;
  /** Domain name of the bucket in its region, for the distribution's origin. */
  public readonly bucketDomainName: pulumi.Output<string>;
  /** Id of the origin access control with which a distribution signs its requests to the bucket. */
  public readonly accessControlId: pulumi.Output<string>;

  constructor(name: string, args: ErrorPagesArgs, opts?: pulumi.ComponentResourceOptions) {
    const { loginPath = "/login", tags = {}, requestAccessPath, applicationUrl } = args;
    const links = { loginPath, requestAccessPath, applicationUrl };
    refuseProblems("ErrorPages", name, opts, [...componentNameProblems(name), ...errorPageProblems(links)]);
    super("secure-origin:index:ErrorPages", name, {}, opts);

    const bucket = privateBucket({ name, parent: this, tags });
    for (const page of pageObjects()) {
      const text = readFileSync(join(__dirname, "pages", page.file), "utf8");
      new s3.BucketObjectv2(
        `${name}-${page.file.replace(".", "-")}`,
        {
          bucket: bucket.bucket,
          key: `${ERROR_PAGES.folder}/${page.file}`,
          content: withLinks(text, links),
          contentType: page.contentType,
          // The edge keeps it, a browser does not: who has just signed in must not be shown the refusal again.
          cacheControl: "public, max-age=0, s-maxage=300",
          tags,
        },
        { parent: this },
      );
    }
    const access = new cloudfront.OriginAccessControl(
      `${name}-access`,
      {
        description: `Reads the error pages of ${name}`,
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      { parent: this },
    );

    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.bucketDomainName = bucket.bucketRegionalDomainName;
    this.accessControlId = access.id;
    this.registerOutputs({
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      bucketDomainName: this.bucketDomainName,
      accessControlId: this.accessControlId,
    });
  }
}
