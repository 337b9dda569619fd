export const patient = {} as const satisfies Readonly<Record<string, string>>;
