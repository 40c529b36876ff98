import { resourceTypes as t } from "../../../resources/resourceTypes";
import type { StackModel } from "../../../stack/stack";
import { coversAction, type Statement } from "../../../values/policyDocuments";
import { holderAsUser, type IdentityPolicy, mentioning, policiesAllowing } from "./identityPolicies";
import { coversTarget, targetOf } from "./targets";
import type { User } from "./user";

/** How a service runs somebody's code with a role that is passed to it: whoever creates and starts it has the role. */
interface Runtime {
  readonly service: string;
  readonly creates: readonly string[];
  /** Needed as well; empty if creating it starts it. */
  readonly starts: readonly string[];
}

/**
 * The services whose code has the role that is passed to them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
const runtimes: readonly Runtime[] = [
  {
    service: "ec2.amazonaws.com",
    creates: [
      "ec2:RunInstances",
      "ec2:AssociateIamInstanceProfile",
      "ec2:ReplaceIamInstanceProfileAssociation",
      "ec2:RequestSpotInstances",
      "autoscaling:CreateLaunchConfiguration",
    ],
    starts: [],
  },
  {
    service: "lambda.amazonaws.com",
    creates: ["lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"],
    starts: [
      "lambda:InvokeFunction",
      "lambda:AddPermission",
      "lambda:CreateEventSourceMapping",
      "lambda:UpdateFunctionCode",
    ],
  },
  { service: "ecs-tasks.amazonaws.com", creates: ["ecs:RunTask", "ecs:StartTask"], starts: [] },
  {
    service: "ecs-tasks.amazonaws.com",
    creates: ["ecs:RegisterTaskDefinition"],
    starts: ["ecs:CreateService", "ecs:UpdateService", "ecs:CreateTaskSet"],
  },
  {
    service: "codebuild.amazonaws.com",
    creates: ["codebuild:CreateProject", "codebuild:UpdateProject"],
    starts: ["codebuild:StartBuild", "codebuild:StartBuildBatch", "codebuild:CreateWebhook"],
  },
  {
    service: "glue.amazonaws.com",
    creates: ["glue:CreateJob", "glue:UpdateJob"],
    starts: ["glue:StartJobRun"],
  },
  {
    service: "sagemaker.amazonaws.com",
    creates: [
      "sagemaker:CreateNotebookInstance",
      "sagemaker:CreateTrainingJob",
      "sagemaker:CreateProcessingJob",
    ],
    starts: [],
  },
  { service: "tasks.apprunner.amazonaws.com", creates: ["apprunner:CreateService"], starts: [] },
];

/**
 * Returns the identities of the stack that can get a role without being trusted: by rewriting its trust policy, or by passing
 * it to code that they start.
 *
 * @param services the services that the role trusts; undefined while its trust policy is unknown
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
 */
export function takeovers(model: StackModel, role: string, services: readonly string[] | undefined): User[] {
  const target = targetOf(model, role);
  const rewriting = policiesAllowing(model, "iam:UpdateAssumeRolePolicy", target);
  const passing = policiesAllowing(model, "iam:PassRole", target).filter((policy) =>
    runtimes.some(
      (runtime) =>
        services?.includes(runtime.service) === true &&
        policy.statements?.some(
          (each) => each.allows && coversTarget(each, target) && passesTo(each, runtime.service),
        ) === true &&
        [runtime.creates, runtime.starts].every(
          (actions) =>
            actions.length === 0 || actions.some((action) => mayCall(model, policy.holder, action)),
        ),
    ),
  );
  return [...rewriting, ...passing]
    .filter((policy) => isKnownAndAttached(model, policy) && policy.holder !== role)
    .map((policy) => ({ ...holderAsUser(model, policy), isAdministrator: true }));
}

/** The actions by which an identity gets further permissions, by its type. */
const givingPolicies = [
  { type: t.role, actions: ["iam:PutRolePolicy", "iam:AttachRolePolicy"] },
  { type: t.user, actions: ["iam:PutUserPolicy", "iam:AttachUserPolicy"] },
  { type: t.group, actions: ["iam:PutGroupPolicy", "iam:AttachGroupPolicy"] },
] as const;

/**
 * Returns the identities of the stack that can give themselves any policy, and with it whatever IAM policies can allow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_controlling.html
 */
export function selfAdministrators(model: StackModel): User[] {
  return givingPolicies.flatMap(({ type, actions }) =>
    actions.flatMap((action) => {
      const holders = new Set(mentioning(model, action).map(({ holder }) => holder));
      return [...holders]
        .filter((holder) => model.links.isOf(holder, [type]))
        .flatMap((holder) => {
          const itself = targetOf(model, holder);
          return policiesAllowing(model, action, itself).filter(
            (policy) =>
              policy.holder === holder &&
              policy.statements?.some(
                (each) => each.allows && coversTarget(each, itself) && !isLimited(each),
              ) === true,
          );
        })
        .map((policy) => ({ ...holderAsUser(model, policy), isAdministrator: true }));
    }),
  );
}

/** Returns whether a statement gives some policies only, or only within a boundary. */
function isLimited({ conditions }: Statement): boolean {
  return conditions.some(({ key }) => key === "iam:policyarn" || key === "iam:permissionsboundary");
}

/** Returns whether a statement lets a role be passed to a service. */
function passesTo({ conditions }: Statement, service: string): boolean {
  return conditions.every(
    ({ key, operator, values }) =>
      key !== "iam:passedtoservice" ||
      !/^(?:for(?:any|all)values?:)?string(?:equals|like)(?:ignorecase)?(?:ifexists)?$/.test(operator) ||
      values.some((value) => value === service || value === "*"),
  );
}

/** Returns whether an identity may call an action on some resource. */
function mayCall(model: StackModel, holder: string, action: string): boolean {
  const statements = mentioning(model, action)
    .filter((policy) => policy.holder === holder)
    .flatMap((policy) => policy.statements ?? [])
    .filter((each) => coversAction(each, action));
  const isDenied = statements.some(
    ({ allows, hasConditions, resources }) => !allows && !hasConditions && resources.includes("*"),
  );
  return !isDenied && statements.some(({ allows }) => allows);
}

function isKnownAndAttached({ links }: StackModel, { holder, statements }: IdentityPolicy): boolean {
  return statements !== undefined && !links.isOf(holder, [t.policy]);
}
