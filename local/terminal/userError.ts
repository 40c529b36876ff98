/** An error that a person can act on: its message is one line that says what is wrong and what helps. */
export class UserError extends Error {
  override readonly name = "UserError";
}
