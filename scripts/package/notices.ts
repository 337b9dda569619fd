/** What goes with the app about the packages in it: their licences, and a bill of materials (CycloneDX). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.looseObject({ type: z.string() })]).optional(),
});

export interface Part {
  readonly name: string;
  readonly version: string;
  /** As the package says it (SPDX). */
  readonly licence: string;
  /** The text that its licence wants to be kept with it. */
  readonly text: string;
}

/** @param folder Of the package, below `root`. Errors: throws when it says neither its licence nor its version. */
export function readPart(root: string, folder: string): Part {
  const path = join(root, folder);
  const { name, version, license } = manifestSchema.parse(
    JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')),
  );
  const licence = typeof license === 'string' ? license : license?.type;
  if (licence === undefined) throw new Error(`${name} says no licence`);
  return { name, version, licence, text: licenceText(path) };
}

function licenceText(path: string): string {
  const files = existsSync(path) ? readdirSync(path) : [];
  const file = files.find((name) => /^(?:licen[cs]e|copying)(?:[.-].*)?$/i.test(name));
  return file === undefined ? '' : readFileSync(join(path, file), 'utf8').trim();
}

export function licencesText(parts: readonly Part[]): string {
  return parts
    .map(({ name, version, licence, text }) =>
      [
        `${name} ${version}`,
        licence,
        '',
        text === '' ? 'The package brings no text of its licence.' : text,
      ].join('\n'),
    )
    .join(`\n\n${'-'.repeat(78)}\n\n`);
}

/** Licences under which a part may be shipped with a program that is not under them itself. */
const permissive = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
]);

/** One sentence for each part whose licence nobody has looked at. */
export const licenceFaults = (parts: readonly Part[]): readonly string[] =>
  parts
    .filter(({ licence }) => !permissive.has(licence))
    .map(({ name, licence }) => `${name} is under ${licence}, which nobody allowed`);

/** CycloneDX 1.6. Source: https://cyclonedx.org/docs/1.6/json/ */
export function billOfMaterials(
  app: { readonly name: string; readonly version: string },
  parts: readonly Part[],
): string {
  const component = ({ name, version, licence }: Omit<Part, 'text'>) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: [/^[\w.-]+$/.test(licence) ? { license: { id: licence } } : { expression: licence }],
  });
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', ...app } },
    components: parts.map(component),
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}
