/** The region of CloudFront's certificates, metrics, logs and web ACLs. */
export const EDGE_REGION = "us-east-1";
