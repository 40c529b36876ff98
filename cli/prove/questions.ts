/** What AWS's pages leave open and both ask: `prove` a live site, `smoke/` an account without one. */
export const questions = {
  signatures: "Does CloudFront accept SHA-256 signatures in URLs and in cookies, and refuse changed ones?",
} as const;
