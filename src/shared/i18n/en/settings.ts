export const settings = {} as const satisfies Readonly<Record<string, string>>;
