/** The project's name in Pulumi.yaml. */
export const projectName = "secure-origin";
