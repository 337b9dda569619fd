/** How a problem of a policy is said; without the schema library, so that a page can say it as well. */
import type { Expected, PolicyProblem } from './policyProblem.ts';

export type PolicyTextKey =
  `policy-${PolicyProblem['problem']}` | `expected-${Expected['kind']}` | 'expected-nullable';
/** The text of the area `policy` in the language of who reads it, filled in. */
export type PolicyText = (key: PolicyTextKey, values?: Readonly<Record<string, string>>) => string;

/** One sentence: where, what is wrong, what is wanted. */
export function policySentence({ place, key, problem, expected }: PolicyProblem, text: PolicyText): string {
  return text(`policy-${problem}`, {
    place,
    key,
    expected: expected === null ? '' : expectedText(expected, text),
  });
}

export function expectedText(expected: Expected, text: PolicyText): string {
  const values = Object.entries(expected).map(([name, value]): readonly [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : String(value ?? ''),
  ]);
  const said = text(`expected-${expected.kind}`, Object.fromEntries(values));
  return 'nullable' in expected && expected.nullable ? `${said}${text('expected-nullable')}` : said;
}
