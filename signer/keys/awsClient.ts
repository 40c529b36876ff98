/**
 * A client of the AWS SDK for JavaScript 3, as far as its type can be told without its package, which is installed by
 * those alone who use it: `KMSClient`, `SecretsManagerClient` or `SSMClient`.
 */
export interface AwsClient {
  send(command: never): Promise<unknown>;
}
