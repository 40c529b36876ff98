/** The mapping from a resource type's arguments to members of the AWS provider's requests. */
export interface TypeRequest {
  /** The CloudFormation type of the same resource. */
  readonly resource?: string;
  /** The member that holds the arguments in the create operation's request; the top level by default. */
  readonly within?: string;
  /** The property that holds the arguments in CloudFormation's type; the top level by default. */
  readonly resourceWithin?: string;
  /**
   * Arguments that do not follow the naming rule (`cidrBlock` → `CidrBlock`), each with its places:
   * `Member.Path[*].Of.The.Create.Operation`, `OtherOperation:Member` or `/Property/Of/The/Resource/*`.
   */
  readonly members?: Readonly<Record<string, string | readonly string[]>>;
  /** Arguments that are not members of a request, each with the reason. */
  readonly notSent?: Readonly<Record<string, string>>;
  /** Arguments that CloudFormation constrains more than the service does, each with the service's page. */
  readonly looserThanCloudFormation?: Readonly<Record<string, string>>;
}

/** The requests of one service. */
export interface ServiceRequests {
  /** The service's name in the resource types. */
  readonly service: string;
  /** The service's folder in botocore. */
  readonly model: string;
  /** The requests by type token. */
  readonly types: Readonly<Record<string, TypeRequest>>;
}
