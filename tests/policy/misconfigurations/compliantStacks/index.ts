import type { Stack } from "../stackModel";
import { classicAlb } from "./classicAlb";
import { dev } from "./dev";
import { nlbAndEc2 } from "./nlbAndEc2";
import { prod } from "./prod";
import { s3AndAlb } from "./s3AndAlb";

/** A compliant stack, and the environment whose configuration of the pack applies to it. */
interface CompliantStack {
  readonly title: string;
  readonly environment: "dev" | "prod";
  readonly build: () => Stack;
}

/** The five stacks to which misconfigurations and variations are applied. */
export const compliantStacks = {
  dev: { title: "the project's dev stack", environment: "dev", build: dev },
  prod: { title: "the project's prod stack", environment: "prod", build: prod },
  classicAlb: {
    title: "a classic ALB with a custom header and two distributions",
    environment: "prod",
    build: classicAlb,
  },
  s3AndAlb: { title: "S3 and an ALB with two distributions", environment: "prod", build: s3AndAlb },
  nlbAndEc2: { title: "an NLB and EC2 instances behind VPC origins", environment: "dev", build: nlbAndEc2 },
} as const satisfies Record<string, CompliantStack>;

/** The name of a compliant stack. */
export type StackName = keyof typeof compliantStacks;
