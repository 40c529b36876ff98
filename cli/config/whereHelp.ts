/** The part of `--help` that the commands share which change a stack's configuration. */

/** Says what is edited, and what happens where the program and not its configuration decides. */
export const whereHelp = `Run it in the folder of any program that uses SecureOrigin, or name that folder: -C FOLDER.
What is edited is the setting in Pulumi.<stack>.yaml: in any namespace, also inside an object or JSON text. Where the
setting is in the program itself, nothing is edited: standard output says what to change and where, by what is
deployed, and the exit code is 1, so that a script does not go on to pulumi up. A change that is refused prints
nothing on standard output.`;
