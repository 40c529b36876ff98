import type { Stack } from "../model";
import { classicAlb } from "./classicAlb";
import { dev } from "./dev";
import { nlbAndEc2 } from "./nlbAndEc2";
import { prod } from "./prod";
import { s3AndAlb } from "./s3AndAlb";

/** A compliant stack, and the ready configuration of the pack that it is judged with. */
interface Shape {
  readonly title: string;
  readonly environment: "dev" | "prod";
  readonly stack: () => Stack;
}

/** The five shapes in which misconfigurations are planted. */
export const shapes = {
  dev: { title: "the project's dev stack", environment: "dev", stack: dev },
  prod: { title: "the project's prod stack", environment: "prod", stack: prod },
  classicAlb: {
    title: "a classic ALB with a custom header and two distributions",
    environment: "prod",
    stack: classicAlb,
  },
  s3AndAlb: { title: "S3 and an ALB with two distributions", environment: "prod", stack: s3AndAlb },
  nlbAndEc2: { title: "an NLB and EC2 instances behind VPC origins", environment: "dev", stack: nlbAndEc2 },
} as const satisfies Record<string, Shape>;

/** The name of a shape. */
export type ShapeName = keyof typeof shapes;
