import { functionPermissions, functionUrls } from "./functionUrls";
import { autoScalingGroups, servers, volumeAttachments, volumes } from "./servers";
import { services } from "./services";

/** Every kind of compute record. */
export const computeRecords = {
  autoScalingGroups,
  functionPermissions,
  functionUrls,
  servers,
  volumeAttachments,
  volumes,
  services,
};
