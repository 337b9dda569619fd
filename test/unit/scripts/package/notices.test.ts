import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import {
  billOfMaterials,
  licenceFaults,
  licencesText,
  readPart,
} from '../../../../scripts/package/notices.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

function packed(manifest: object, licence?: string): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'part'));
  writeFileSync(join(root, 'part/package.json'), JSON.stringify(manifest));
  if (licence !== undefined) writeFileSync(join(root, 'part/LICENSE.md'), licence);
  return root;
}

it('a part brings its licence and the text of it', () => {
  const root = packed({ name: '@a/b', version: '1.2.3', license: 'MIT' }, 'Copyright B\n');
  const part = readPart(root, 'part');
  expect(part).toEqual({ name: '@a/b', version: '1.2.3', licence: 'MIT', text: 'Copyright B' });
  expect(licencesText([part])).toBe('@a/b 1.2.3\nMIT\n\nCopyright B');
});

it('a part that says no licence cannot be shipped', () => {
  const root = packed({ name: 'c', version: '1.0.0' });
  expect(() => readPart(root, 'part')).toThrow('c says no licence');
});

it('a licence that nobody has looked at is named', () => {
  const part = { name: 'd', version: '1.0.0', licence: 'AGPL-3.0', text: '' };
  expect(licenceFaults([part, { ...part, name: 'e', licence: 'ISC' }])).toEqual([
    'd is under AGPL-3.0, which nobody allowed',
  ]);
});

it('the bill of materials names each part as others look it up', () => {
  const bill = z
    .looseObject({ bomFormat: z.string(), components: z.array(z.looseObject({ purl: z.string() })) })
    .parse(
      JSON.parse(
        billOfMaterials({ name: 'visit-desk', version: '0.1.0' }, [
          { name: '@a/b', version: '1.2.3', licence: 'MIT', text: '' },
        ]),
      ),
    );
  expect(bill.bomFormat).toBe('CycloneDX');
  expect(bill.components).toMatchObject([
    { purl: 'pkg:npm/%40a/b@1.2.3', licenses: [{ license: { id: 'MIT' } }] },
  ]);
});
