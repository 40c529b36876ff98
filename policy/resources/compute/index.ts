import { autoScalingGroups } from "./autoScalingGroups";
import { functionPermissions, functionUrls } from "./functionUrls";
import { servers, volumeAttachments, volumes } from "./servers";
import { capacityProviders, clusterProviders, services } from "./services";

/** Every kind of compute record. */
export const computeRecords = {
  autoScalingGroups,
  functionPermissions,
  functionUrls,
  servers,
  volumeAttachments,
  volumes,
  services,
  capacityProviders,
  clusterProviders,
};
