export const board = {} as const satisfies Readonly<Record<string, string>>;
