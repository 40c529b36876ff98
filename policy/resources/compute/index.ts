import { functionPermissions, functionUrls } from "./functionUrls";
import { autoScalingGroups, servers, volumes } from "./servers";
import { services } from "./services";

/** Every kind of compute record. */
export const computeRecords = {
  autoScalingGroups,
  functionPermissions,
  functionUrls,
  servers,
  volumes,
  services,
};
