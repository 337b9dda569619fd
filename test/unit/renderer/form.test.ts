import { describe, expect, it } from 'vitest';
import { findProblems, sectionFields, valuesOf } from '../../../src/renderer/features/settings/form.ts';
import { rowProblems } from '../../../src/renderer/features/doctors/doctorList.ts';
import { toSections } from '../../../src/renderer/features/settings/toSections.ts';
import { fieldsOf, sectionsOf } from '../../../src/renderer/features/settings/place.ts';
import { changedFields } from '../../../src/renderer/features/settings/useForm.ts';
import { requests } from '../../../src/shared/ipc/contract.ts';
import { settingsView } from '../../fixtures/views.ts';

const places = [true, false].flatMap((atService) =>
  sectionsOf(atService).map((section) => [section, atService] as const),
);
const view = settingsView();
const values = valuesOf(view);

describe('the settings form', () => {
  it.each([...places])(
    'saves section %s (at the service: %s) as the contract wants it',
    (section, atService) => {
      const fields = fieldsOf(section, atService);
      const input = { sections: toSections(view, values, fields), linksMayDie: false };
      expect(requests['settings:save'].input.safeParse(input).error).toBeUndefined();
    },
  );

  it('saves nothing of a section that was not asked for', () => {
    const typed = { ...values, clinicName: 'Other', doctorName: 'Dr. Orlov' };
    const saved = toSections(view, typed, sectionFields.server);
    expect(Object.keys(saved)).toEqual(['server', 'doctors']);
    expect(saved.doctors?.list).toEqual([{ id: 'petrova', name: 'Dr. Petrova' }]);
  });

  it('keeps the other doctors of this computer', () => {
    const list = [
      { id: 'petrova', name: 'Dr. Petrova' },
      { id: 'orlov', name: 'Dr. Orlov' },
    ];
    const two = settingsView({ values: { ...view.values, doctors: { list, entry: 'own-account' } } });
    const saved = toSections(two, { ...valuesOf(two), doctorName: 'E. Petrova' }, sectionFields.doctors);
    expect(saved.doctors?.list).toEqual([{ id: 'petrova', name: 'E. Petrova' }, list[1]]);
  });

  it('adds, renames and removes doctors, and takes no ID twice', () => {
    const orlov = { id: ' orlov ', name: ' Dr. Orlov ' };
    const typed = { ...values, otherDoctors: [orlov] };
    const saved = toSections(view, typed, sectionFields.doctors);
    expect(saved.doctors?.list).toEqual([
      { id: 'petrova', name: 'Dr. Petrova' },
      { id: 'orlov', name: 'Dr. Orlov' },
    ]);
    // The first is another one: with the next in its place.
    const promoted = { ...values, ownerId: 'orlov', doctorName: 'Dr. Orlov' };
    expect(toSections(view, promoted, sectionFields.doctors).doctors?.list).toEqual([
      saved.doctors?.list?.[1],
    ]);
    const problemOf = (id: string) =>
      findProblems({ ...values, otherDoctors: [{ id, name: '' }] }, ['otherDoctors'], true).otherDoctors;
    expect(['orlov', '', 'or lov', 'petrova '].map(problemOf)).toEqual([
      undefined,
      'required',
      'trueconf-id',
      'trueconf-id',
    ]);
    expect(rowProblems([{ id: 'petrova', name: '' }, orlov, { id: 'orlov', name: '' }])).toEqual([
      undefined,
      undefined,
      'twice',
    ]);
  });

  it('makes an origin of what people paste', () => {
    const pasted = { ...values, address: ' video.clinic.example/c/123 ' };
    expect(toSections(view, pasted, ['address']).server?.address).toBe('https://video.clinic.example');
  });

  it.each([
    ['address', '', 'address-empty'],
    ['address', 'video clinic', 'address-invalid'],
    ['address', 'http://video.clinic.example', 'address-insecure'],
    ['clientId', ' ', 'required'],
    ['ownerId', 'petrova/x', 'trueconf-id'],
    ['phone', 'call us', 'phone'],
    ['topic', '', 'required'],
    ['port', '80', { code: 'whole-number', min: 1_024, max: 65_535 }],
    ['publicAddress', 'http://visits.clinic.example', 'public-http'],
    ['publicAddress', 'https://visits.clinic.example/v', 'public-invalid'],
    ['trustedProxies', '10.0.4.2, 10.0.4.0/33', { code: 'network', value: '10.0.4.0/33' }],
    [
      'trustedProxies',
      Array.from({ length: 21 }, (_, i) => `10.0.4.${i}`).join('\n'),
      { code: 'too-many', max: 20 },
    ],
    ['places', '2.5', { code: 'whole-number', min: 2, max: 36 }],
  ] as const)('finds what is wrong with %s "%s"', (field, text, problem) => {
    expect(findProblems({ ...values, [field]: text }, [field], true)).toEqual({ [field]: problem });
  });

  it('wants both files of the patient’s page, or none', () => {
    const files = ['certificateFile', 'keyFile'] as const;
    expect(findProblems(values, files, true)).toEqual({});
    expect(findProblems({ ...values, certificateFile: '/a.pem', keyFile: '/b.pem' }, files, true)).toEqual(
      {},
    );
    expect(findProblems({ ...values, certificateFile: '/a.pem' }, files, true)).toEqual({
      keyFile: 'file-pair',
    });
    expect(findProblems({ ...values, keyFile: '/b.pem' }, files, true)).toEqual({
      certificateFile: 'file-pair',
    });
  });

  it('saves the section of the link as a whole, though the set-up asks for its interface only', () => {
    const join = {
      interface: null,
      port: 9_000,
      publicAddress: 'https://visits.clinic.example',
      trustedProxies: ['10.0.4.2', 'fd00::/8'],
      certificateFile: '/a.pem',
      keyFile: '/b.pem',
      entry: 'embed',
    } as const;
    const stored = settingsView({
      values: { ...view.values, join: { ...join, trustedProxies: [...join.trustedProxies] } },
    });
    const typed = { ...valuesOf(stored), interface: 'eth0' };
    expect(toSections(stored, typed, ['interface']).join).toEqual({ ...join, interface: 'eth0' });
  });

  it('wants a secret only while none is stored', () => {
    expect(findProblems(values, ['secret'], true)).toEqual({});
    expect(findProblems(values, ['secret'], false)).toEqual({ secret: 'required' });
  });

  it('lets the number of guest connections be unknown', () => {
    expect(findProblems({ ...values, guestSeats: '' }, ['guestSeats'], true)).toEqual({});
    expect(
      toSections(view, { ...values, guestSeats: '' }, sectionFields.visits).visits?.guestSeats,
    ).toBeNull();
  });
});

it('knows which fields somebody else has changed', () => {
  const { clinic, server } = view.values;
  const names = { host: 'video.clinic.example', subject: '', issuer: '' };
  const pin = { ...names, port: 443, sha256: 'a'.repeat(64), pem: '', validTo: 1, acceptedAt: 1 };
  const theirs = settingsView({
    values: { ...view.values, clinic: { ...clinic, phone: '03' }, server: { ...server, pin } },
  });
  expect(changedFields(view, theirs)).toEqual(['pin', 'phone']);
  expect(changedFields(theirs, structuredClone(theirs))).toEqual([]);
});
