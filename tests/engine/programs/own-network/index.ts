import { Network } from "../../../../components";

const network = new Network("shared", { cidrBlock: "10.20.0.0/16" });

export const { vpcId, subnetIds } = network;
