import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";
import {
  type AcceleratorListener,
  readAcceleratorAttachment,
  readAcceleratorEndpoints,
  readAcceleratorListener,
  readAcceleratorSubnets,
} from "./endpoints/accelerators";
import { readClientVpnNetwork, readConnectEndpoint, readVerifiedAccessEndpoint } from "./endpoints/access";
import {
  readApiDataSource,
  readApiIntegration,
  readApiVpcLink,
  readHttpApi,
  readHttpApiIntegration,
  readRestApi,
} from "./endpoints/apis";
import { readAppRunnerService, readFunctionPermission, readFunctionUrl } from "./endpoints/compute";
import type { OtherEndpoint } from "./endpoints/endpoint";
import { readLatticeResource, readLatticeTarget } from "./endpoints/lattice";

/** Endpoints that are neither addresses nor load balancers. */
export const otherEndpoints = recordReaders<OtherEndpoint>({
  [t.acceleratorAttachment]: readAcceleratorAttachment,
  [t.acceleratorEndpoints]: readAcceleratorEndpoints,
  [t.acceleratorSubnets]: readAcceleratorSubnets,
  [t.apiDataSource]: readApiDataSource,
  [t.apiIntegration]: readApiIntegration,
  [t.apiVpcLink]: readApiVpcLink,
  [t.appRunnerService]: readAppRunnerService,
  [t.clientVpnNetwork]: readClientVpnNetwork,
  [t.connectEndpoint]: readConnectEndpoint,
  [t.functionPermission]: readFunctionPermission,
  [t.functionUrl]: readFunctionUrl,
  [t.httpApi]: readHttpApi,
  [t.httpApiIntegration]: readHttpApiIntegration,
  [t.latticeResource]: readLatticeResource,
  [t.latticeTarget]: readLatticeTarget,
  [t.restApi]: readRestApi,
  [t.verifiedAccessEndpoint]: readVerifiedAccessEndpoint,
});

/** Listeners of accelerators. */
export const acceleratorListeners = recordReaders<AcceleratorListener>({
  [t.acceleratorListener]: readAcceleratorListener,
});
