/** The part of `--help` that is common to commands that edit a stack's configuration. */
export const whereHelp = `Run it in the folder of a program that uses SecureOrigin, or name that folder: -C FOLDER.
It edits the setting in Pulumi.<stack>.yaml, in any namespace, also inside an object or JSON text. If the program itself
has the setting, it edits nothing: it prints what to change and where, by what is deployed, and exits with 1, so that a
script does not go on to pulumi up. A refused change prints nothing on standard output.`;
