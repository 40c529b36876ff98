import type { Rule } from "./rule";

/** Refers to controls of AWS Foundational Security Best Practices, such as `CloudFront.3`. */
export function awsBestPractices(reference: string, specification: string): Rule["framework"] {
  return { name: "AWS Foundational Security Best Practices", version: "1.0.0", reference, specification };
}
