import { userGroup } from "./userGroups";
import { userPoolClient } from "./userPoolClients";
import { userPoolDomain } from "./userPoolDomains";
import { userPool } from "./userPools";

/** Resource types of Cognito. */
export const cognito = { resources: [userPool, userPoolDomain, userPoolClient, userGroup] };
