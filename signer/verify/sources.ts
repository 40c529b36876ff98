/** The pages of AWS that document the rules. */

const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/";

/** Title and URL of each page, by a short name. */
export const pages = {
  cannedUrl: {
    title: "Create a signed URL using a canned policy",
    url: `${guide}private-content-creating-signed-url-canned-policy.html`,
  },
  customUrl: {
    title: "Create a signed URL using a custom policy",
    url: `${guide}private-content-creating-signed-url-custom-policy.html`,
  },
  cannedCookie: {
    title: "Set signed cookies using a canned policy",
    url: `${guide}private-content-setting-signed-cookie-canned-policy.html`,
  },
  customCookie: {
    title: "Set signed cookies using a custom policy",
    url: `${guide}private-content-setting-signed-cookie-custom-policy.html`,
  },
  useUrls: { title: "Use signed URLs", url: `${guide}private-content-signed-urls.html` },
  useCookies: { title: "Use signed cookies", url: `${guide}private-content-signed-cookies.html` },
  choose: {
    title: "Decide to use signed URLs or signed cookies",
    url: `${guide}private-content-choosing-signed-urls-cookies.html`,
  },
  signers: {
    title: "Specify signers that can create signed URLs and signed cookies",
    url: `${guide}private-content-trusted-signers.html`,
  },
  behavior: { title: "Cache behavior settings", url: `${guide}DownloadDistValuesCacheBehavior.html` },
  quotas: { title: "Quotas", url: `${guide}cloudfront-limits.html` },
  viewerHttps: {
    title: "Require HTTPS for communication between viewers and CloudFront",
    url: `${guide}using-https-viewers-to-cloudfront.html`,
  },
  errorPages: {
    title: "Generate custom error responses",
    url: `${guide}GeneratingCustomErrorResponses.html`,
  },
  errorCaching: {
    title: "How CloudFront processes HTTP 4xx and 5xx status codes from your origin",
    url: `${guide}HTTPStatusCodes.html`,
  },
  originHeaders: {
    title: "Add custom headers to origin requests",
    url: `${guide}add-origin-custom-headers.html`,
  },
  troubleshoot: {
    title: "How do I troubleshoot issues related to a signed URL or signed cookies in CloudFront?",
    url: "https://repost.aws/knowledge-center/cloudfront-troubleshoot-signed-url-cookies",
  },
} as const;

/** The short name of a page. */
export type PageName = keyof typeof pages;
