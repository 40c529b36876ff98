/** How the arguments of a resource type become members of the requests that the AWS provider sends. */
export interface TypeRequest {
  /** CloudFormation's type for the same resource. */
  readonly resource?: string;
  /** Where the arguments stand, if not at the top: in the request of the type's create operation … */
  readonly within?: string;
  /** … and in CloudFormation's type. */
  readonly resourceWithin?: string;
  /**
   * Arguments that do not follow the naming rule (`cidrBlock` → `CidrBlock`), each with the places that it has:
   * `Member.Path[*].Of.The.Create.Operation`, `OtherOperation:Member` or `/Property/Of/The/Resource/*`.
   */
  readonly members?: Readonly<Record<string, string | readonly string[]>>;
  /** Arguments that no request carries under a constraint of their own, each with the reason. */
  readonly notSent?: Readonly<Record<string, string>>;
  /** Arguments of which CloudFormation demands more than the service does, each with the page that says so. */
  readonly looserThanCloudFormation?: Readonly<Record<string, string>>;
}

/** The requests of one service. */
export interface ServiceRequests {
  /** The service, as the resource types name it. */
  readonly service: string;
  /** Its folder in botocore. */
  readonly model: string;
  /** By type token. */
  readonly types: Readonly<Record<string, TypeRequest>>;
}
