/** All arguments of a component: an optional one may be undefined, but not left out. */
export type EveryArgument<Args> = { [Name in keyof Required<Args>]: Args[Name] };

/** All arguments of a component but some, which are named because another part provides them. */
export type EveryArgumentBut<Args, Name extends keyof Args> = EveryArgument<Omit<Args, Name>>;
