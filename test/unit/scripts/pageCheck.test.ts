import { describe, expect, it } from 'vitest';
import { findPageFaults } from '../../../scripts/pageCheck.ts';

const inScript = (script: string): readonly string[] => findPageFaults(script, '');
const inStyle = (style: string): readonly string[] => findPageFaults('', style);

describe('the script of the patient’s page', () => {
  it.each([
    'const a = b?.c ?? 1; for (const x of [1]) void x; export {};',
    'const a = /(?:x)(?=y)(?!z)/u; [1].flatMap((n) => n); "a".replaceAll("a", "b");',
    'async function main() { await 0; } class A { m() {} } import("x");',
    'const format = 1; a.format(1);',
  ])('may say %s', (script) => {
    expect(inScript(script)).toEqual([]);
  });

  it.each([
    ['class A { #x = 1 }', 'not ES2020'],
    ['a ??= 1', 'not ES2020'],
    ['await 0', 'not ES2020'],
    ['class A { x = 1 }', 'not ES2020'],
    ['const a = /(?<=x)y/', 'look-behind'],
    ['const a = new RegExp("(?<!x)y")', 'look-behind'],
    ['f?.(...a)', 'optional call with spread'],
    ['f?.(g(1), ...a)', 'optional call with spread'],
    ['[1].at(-1)', '.at()'],
    ['Object.hasOwn({}, "a")', 'Object.hasOwn'],
    ['structuredClone({})', 'structuredClone'],
    ['[1].findLast(Boolean)', '.findLast()'],
    ['[1].toSorted()', '.toSorted()'],
    ['crypto.randomUUID()', 'randomUUID'],
    ['AbortSignal.timeout(1)', 'AbortSignal.timeout'],
    ['Promise.withResolvers()', 'Promise.withResolvers'],
    ['URL.canParse("x")', 'URL.parse'],
    ['event.submitter', 'submitter'],
    ['document.createElement("dialog")', '<dialog>'],
    ['main.inert = true', 'inert'],
  ])('may not say %s', (script, fault) => {
    expect(inScript(script).join('\n')).toContain(fault);
  });
});

describe('the style of the patient’s page', () => {
  it.each([
    'a{color:red}@media (max-width:1px){a{color:red}}',
    '@keyframes k{0%,80%{opacity:0}to{opacity:1}}',
    'a{min-height:100vh;min-height:100dvh}',
    'a::before{content:"{"} /* { */ b{color:red}',
    '@supports (height:1dvh){a{height:100vh;height:100dvh}}',
  ])('may say %s', (style) => {
    expect(inStyle(style)).toEqual([]);
  });

  it.each([
    ['a:has(b){color:red}', ':has()'],
    ['@layer x{a{color:red}}', '@layer'],
    ['@container (width>1px){a{color:red}}', '@container'],
    ['a{color:color-mix(in srgb,red,blue)}', 'color-mix'],
    ['a{color:oklch(1 0 0)}', 'oklch'],
    ['a{color:red;&:hover{color:blue}}', 'nested rules'],
    ['@media print{a{b{color:blue}}}', 'nested rules'],
    ['a{min-height:100dvh}', 'without vh before it'],
    ['a{min-height:100dvh;min-height:100vh}', 'without vh before it'],
    ['a{height:100vh}b{height:100svh}', 'without vh before it'],
    ['dialog::backdrop{color:red}', '<dialog>'],
  ])('may not say %s', (style, fault) => {
    expect(inStyle(style).join('\n')).toContain(fault);
  });
});
