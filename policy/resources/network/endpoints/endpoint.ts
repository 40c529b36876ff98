import type { Field } from "../../../values/field";
import type { Reader } from "../../reader";
import type { Placement } from "../placement";

/** An endpoint outside the VPC that passes traffic into it, other than an address or a load balancer. */
export interface OtherEndpoint {
  readonly urn: string;
  /** Completes "through this …" in a message. */
  readonly kind: string;
  /** Who can use it, as the beginning of a sentence in a message. */
  readonly from: string;
  /** Whether it admits only those whom IAM or a directory authenticates: administrators, not the public. */
  readonly isForAdministrators: boolean;
  /** The argument that names the target. */
  readonly target: Field<string>;
  /**
   * The source that a security group sees: the `client`, an address `inside` the VPC, which may be that of a VPC link or of
   * the target itself, or one of AWS's own on the `internet`, from where internal load balancers are out of reach.
   */
  readonly source: "client" | "privateLink" | "inside" | "internet";
  /** Where the endpoint itself is placed in the VPC. */
  readonly placement: Placement | undefined;
  /** What it uses to send into the VPC: a VPC link, a resource gateway, or a Client VPN endpoint. */
  readonly link: Field<string>;
  /** The listener of the accelerator that it belongs to, and the ports of the target in place of the listener's. */
  readonly listener?: { readonly arn: Field<string>; readonly ports: readonly Field<number>[] };
  /** The API that it belongs to, if that is another resource. */
  readonly api?: Field<string>;
  /** Whether it signs its requests with credentials of IAM. */
  readonly signsRequests?: boolean;
  readonly fix: string;
}

const absent = { state: "absent", path: "" } as const;

/** The fields of an endpoint that anyone on the internet can use and that has no place of its own in the VPC. */
export const publicEndpoint = {
  from: "the internet",
  isForAdministrators: false,
  placement: undefined,
  link: absent,
} as const;

/** Reads a field of every object in a list; an unknown list is one unknown field. */
export function fieldOfEach<T>(
  list: Reader<readonly T[] | undefined>,
  read: (item: Reader<T>) => Field<string>,
): Field<string>[] {
  const items = list.items();
  if (items.state === "absent") {
    return [];
  }
  return items.state === "unknown" ? [items] : items.value.map(read);
}
