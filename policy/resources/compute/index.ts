import { autoScalingGroups } from "./autoScalingGroups";
import { servers, volumes } from "./servers";
import { capacityProviders, clusterProviders, services } from "./services";

/** Every kind of compute record. */
export const computeRecords = {
  autoScalingGroups,
  servers,
  volumes,
  services,
  capacityProviders,
  clusterProviders,
};
