import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../../src/renderer/features/settings/form.ts';
import { rowProblems } from '../../../src/renderer/features/doctors/doctorList.ts';
import { normalised, toSections } from '../../../src/renderer/features/settings/toSections.ts';
import { fieldsOf, sectionsOf } from '../../../src/renderer/features/settings/place.ts';
import { findProblems } from '../../../src/renderer/features/settings/problems.ts';
import { changedFields } from '../../../src/renderer/features/settings/useForm.ts';
import { requests } from '../../../src/shared/ipc/contract.ts';
import { settingsView } from '../../fixtures/views.ts';

const places = [true, false].flatMap((atService) =>
  sectionsOf(atService).map((section) => [section, atService] as const),
);
const view = settingsView();
const values = valuesOf(view.values);
const pin = {
  ...{ host: 'video.clinic.example', port: 443, subject: '', issuer: '' },
  ...{ sha256: 'a'.repeat(64), pem: '', validTo: 1, acceptedAt: 1 },
};

describe('the settings form', () => {
  it.each([...places])(
    'saves section %s (at the service: %s) as the contract wants it',
    (section, atService) => {
      const fields = fieldsOf(section, atService);
      const input = { sections: toSections(view.values, values, fields), linksMayDie: false };
      expect(requests['settings:save'].input.safeParse(input).error).toBeUndefined();
    },
  );

  it('saves nothing of a section that was not asked for', () => {
    const typed = { ...values, clinicName: 'Other', doctorName: 'Dr. Orlov' };
    const saved = toSections(view.values, typed, fieldsOf('server', false));
    expect(Object.keys(saved)).toEqual(['server', 'doctors']);
    expect(saved.doctors?.list).toEqual([{ id: 'petrova', name: 'Dr. Petrova' }]);
  });

  it('keeps the other doctors of this computer', () => {
    const list = [
      { id: 'petrova', name: 'Dr. Petrova' },
      { id: 'orlov', name: 'Dr. Orlov' },
    ];
    const two = settingsView({ values: { ...view.values, doctors: { list, entry: 'own-account' } } });
    const saved = toSections(
      two.values,
      { ...valuesOf(two.values), doctorName: 'E. Petrova' },
      fieldsOf('doctors', false),
    );
    expect(saved.doctors?.list).toEqual([{ id: 'petrova', name: 'E. Petrova' }, list[1]]);
  });

  it('adds, renames and removes doctors, and takes no ID twice', () => {
    const orlov = { id: ' orlov ', name: ' Dr. Orlov ' };
    const typed = { ...values, otherDoctors: [orlov] };
    const saved = toSections(view.values, typed, fieldsOf('doctors', false));
    expect(saved.doctors?.list).toEqual([
      { id: 'petrova', name: 'Dr. Petrova' },
      { id: 'orlov', name: 'Dr. Orlov' },
    ]);
    // The first is another one: with the next in its place.
    const promoted = { ...values, ownerId: 'orlov', doctorName: 'Dr. Orlov' };
    expect(toSections(view.values, promoted, fieldsOf('doctors', false)).doctors?.list).toEqual([
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
    expect(toSections(view.values, pasted, ['address']).server?.address).toBe('https://video.clinic.example');
  });

  it.each([
    ['address', '', 'address-empty'],
    ['address', 'video clinic', 'address-spaces'],
    ['address', 'video.clinic.example:70000', 'address-port'],
    ['address', 'it:pw@video.clinic.example', 'address-login'],
    ['caFile', 'clinic.pem', 'full-path'],
    ['proxyAddress', 'proxy.clinic.example:3128/x', 'proxy-address'],
    ['proxyAddress', 'proxy.clinic.example:70000', 'proxy-address'],
    ['proxyAddress', 'http://it:pw@proxy.clinic.example', 'proxy-login'],
    ['proxyAddress', 'socks5://proxy.clinic.example', { code: 'proxy-scheme', value: 'socks5' }],
    ['pfxFile', 'page.pfx', 'full-path'],
    ['address', 'http://video.clinic.example', 'address-insecure'],
    ['clientId', ' ', 'required'],
    ['ownerId', 'petrova/x', 'trueconf-id'],
    ['phone', 'call us', 'phone'],
    ['topic', '', 'required'],
    ['port', '80', 'port-low'],
    ['port', '0', { code: 'whole-number', min: 1_024, max: 65_535 }],
    ['port', '70000', { code: 'whole-number', min: 1_024, max: 65_535 }],
    ['port', '8765a', { code: 'whole-number', min: 1_024, max: 65_535 }],
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

  it.each([
    ['C:\\certs\\clinic.pem', undefined],
    ['\\\\server\\certs\\clinic.pem', undefined],
    ['/etc/ssl/clinic.pem', undefined],
    ['', 'ca-file'],
    ['~/clinic.pem', 'full-path'],
  ] as const)('takes the CA file "%s": %s', (caFile, problem) => {
    expect(findProblems({ ...values, trust: 'ca-file', caFile }, ['caFile'], true).caFile).toBe(problem);
  });

  it.each([
    ['video.clinic.example', undefined],
    ['https://VIDEO.clinic.example:443/c/1', undefined],
    ['video.clinic.example:8443', { code: 'pin-other-host', value: 'video.clinic.example:443' }],
    ['other.clinic.example', { code: 'pin-other-host', value: 'video.clinic.example:443' }],
    ['http://127.0.0.1:4307', undefined],
  ] as const)('trusts one certificate for its own host and port, and not for %s: %j', (address, problem) => {
    const typed = { ...values, address, trust: 'certificate' as const };
    expect(findProblems({ ...typed, pin }, ['pin'], true).pin).toEqual(problem);
    expect(findProblems({ ...typed, pin: null }, ['pin'], true).pin).toBe('pin-none');
    expect(findProblems({ ...typed, trust: 'system', pin: null }, ['pin'], true).pin).toBeUndefined();
  });

  it('wants an address of a proxy only while it is to be used, and takes a PFX file only by itself', () => {
    expect(findProblems(values, ['proxyAddress'], true)).toEqual({});
    const explicit = { ...values, proxyMode: 'explicit' as const };
    expect(findProblems(explicit, ['proxyAddress'], true)).toEqual({ proxyAddress: 'proxy-empty' });
    const pfx = { ...values, pfxFile: '/page.pfx' };
    expect(findProblems(pfx, ['pfxFile'], true)).toEqual({});
    const both = { ...pfx, certificateFile: '/a.pem', keyFile: '/b.pem' };
    expect(findProblems(both, ['pfxFile'], true)).toEqual({ pfxFile: 'pfx-and-files' });
  });

  it.each([
    ['address', ' video.clinic.example/c/123 ', 'https://video.clinic.example'],
    ['address', '2001:db8::7', 'https://[2001:db8::7]'],
    ['proxyAddress', 'proxy.clinic.example:3128/', 'http://proxy.clinic.example:3128'],
    ['proxyAddress', 'https://Proxy.Clinic.Example:8443', 'https://proxy.clinic.example:8443'],
    ['publicAddress', 'visits.clinic.example', 'https://visits.clinic.example'],
    ['trustedProxies', '10.0.4.2, 10.1.0.0/16', '10.0.4.2\n10.1.0.0/16'],
    ['port', ' 08765 ', '8765'],
    ['clientId', ' id ', 'id'],
    ['proxyPassword', ' with spaces ', ' with spaces '],
  ] as const)('shows %s "%s" as %j once it is left', (field, text, shown) => {
    expect(normalised(field, { ...values, [field]: text })).toBe(shown);
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
      pfxFile: '',
      entry: 'embed',
      links: 'own-page',
    } as const;
    const stored = settingsView({
      values: { ...view.values, join: { ...join, trustedProxies: [...join.trustedProxies] } },
    });
    const typed = { ...valuesOf(stored.values), interface: 'eth0' };
    expect(toSections(stored.values, typed, ['interface']).join).toEqual({ ...join, interface: 'eth0' });
  });

  it('wants a secret only while none is stored', () => {
    expect(findProblems(values, ['secret'], true)).toEqual({});
    expect(findProblems(values, ['secret'], false)).toEqual({ secret: 'required' });
  });

  it('lets the number of guest connections be unknown', () => {
    expect(findProblems({ ...values, guestSeats: '' }, ['guestSeats'], true)).toEqual({});
    expect(
      toSections(view.values, { ...values, guestSeats: '' }, fieldsOf('visits', false)).visits?.guestSeats,
    ).toBeNull();
  });
});

it('knows which fields somebody else has changed', () => {
  const { clinic, server } = view.values;
  const theirs = settingsView({
    values: { ...view.values, clinic: { ...clinic, phone: '03' }, server: { ...server, pin } },
  });
  expect(changedFields(view, theirs)).toEqual(['pin', 'phone']);
  expect(changedFields(theirs, structuredClone(theirs))).toEqual([]);
});
