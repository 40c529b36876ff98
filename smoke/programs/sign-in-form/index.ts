/** The project's own user pool, with the authentication flows of the members site, and its sign-in page. */
import * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import { childrenOf, UserPool } from "../../../components";

const url = "https://smoke.example.com";
const region = new pulumi.Config("aws").require("region");
const pool = new UserPool("smoke", { url, groups: ["members"] });
const domain = childrenOf(pool).find((child) => child instanceof cognito.UserPoolDomain);
if (domain === undefined) {
  throw new Error("The user pool has no domain, so it has no sign-in page.");
}

/** The page on which people enter their password. */
export const signInPage = pulumi.interpolate`https://${domain.domain}.auth.${region}.amazoncognito.com/login?client_id=${pool.clientId}&response_type=code&scope=openid&redirect_uri=${encodeURIComponent(`${url}/callback`)}`;
