/** The name of this project's own program, as Pulumi.yaml has it. */
export const projectName = "secure-origin";
