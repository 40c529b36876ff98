import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { checkLate } from "../internal/late/lateChecks";
import { componentNameProblems } from "../internal/names";
import { createPrivateBucket } from "../internal/privateBucket";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { createAccessControl } from "./bucketAccess";
import { ERROR_PAGES, errorPageProblems, pageLinks, pageObjects, withLinks } from "./plan/errorPagePaths";

/** Arguments of the error pages. */
export interface ErrorPagesArgs {
  /** Path of the sign-in page that the 403 page links to. Default: /login. */
  loginPath?: string;
  /** Path of the page on which visitors ask for access, with a form that posts to it. Default: none. */
  requestAccessPath?: string;
  /**
   * `https://` and the host of both pages, if it is not the host that shows the 403 page; the form is then left out.
   * Default: that host.
   */
  applicationUrl?: pulumi.Input<string>;
  /** Tags for the bucket and its pages. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * The error pages of a distribution, in a private bucket, so that they load when the application does not. The
 * distribution grants itself access.
 *
 * @example new ErrorPages("site", { loginPath: "/sign-in" })
 */
export class ErrorPages extends pulumi.ComponentResource {
  /** Name of the bucket. */
  public readonly bucketName!: pulumi.Output<string>;
  /** ARN of the bucket. */
  public readonly bucketArn!: pulumi.Output<string>;
  /** Domain name of the bucket in its region, for the distribution's origin. */
  public readonly bucketDomainName!: pulumi.Output<string>;
  /** Id of the origin access control with which a distribution signs its requests to the bucket. */
  public readonly accessControlId!: pulumi.Output<string>;

  constructor(name: string, args: ErrorPagesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("ErrorPages", name, args);
    const { tags = {} } = args;
    const links = pageLinks(args);
    refuseProblems("ErrorPages", name, opts, [...componentNameProblems(name), ...errorPageProblems(links)]);
    super("secure-origin:index:ErrorPages", name, {}, opts);
    const checkedLinks = checkLate("ErrorPages", name, links, errorPageProblems);

    const bucket = createPrivateBucket({ name, parent: this, tags });
    for (const page of pageObjects()) {
      const text = readFileSync(join(__dirname, "pages", page.file), "utf8");
      new s3.BucketObjectv2(
        `${name}-${page.file.replace(".", "-")}`,
        {
          bucket: bucket.bucket,
          key: `${ERROR_PAGES.folder}/${page.file}`,
          content: pulumi.output(checkedLinks).apply((known) => withLinks(text, known)),
          contentType: page.contentType,
          // Cached by CloudFront but not by browsers: someone who has just signed in must not see the refusal again.
          cacheControl: "public, max-age=0, s-maxage=300",
          tags,
        },
        { parent: this },
      );
    }
    const access = createAccessControl({ name, parent: this }, `Reads the error pages of ${name}`);

    this.registerOutputs(
      publishOutputs<ErrorPages>(this, {
        bucketName: bucket.bucket,
        bucketArn: bucket.arn,
        bucketDomainName: bucket.bucketRegionalDomainName,
        accessControlId: access.id,
      }),
    );
  }
}
