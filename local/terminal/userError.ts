/** An error that the user can act on: its message is one line, the problem and its remedy. */
export class UserError extends Error {
  override readonly name = "UserError";
}
