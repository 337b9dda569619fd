import { describe, expect, it } from 'vitest';
import { mapClaims, wordsAt } from '../../../../../src/main/service/access/oidcClaims.ts';
import { isIssuer, oidcSchema } from '../../../../../src/main/service/access/oidcConfig.ts';
import { accessConfigSchema } from '../../../../../src/main/service/access/index.ts';

const config = oidcSchema.parse({
  issuer: 'https://id.clinic.example/realms/clinic',
  clientId: 'visit-desk',
  role: {
    claim: 'realm_access.roles',
    values: [
      { value: 'vd-admins', role: 'administrator' },
      { value: 'vd-doctors', role: 'doctor' },
      { value: 'vd-reception', role: 'reception' },
    ],
  },
  site: {
    claim: 'https://clinic.example/site',
    values: [
      { value: 'N', siteId: 'north' },
      { value: 'S', siteId: 'south' },
      { value: 'North', siteId: 'north' },
    ],
  },
  trueconfId: { claim: 'preferred_username' },
});

const claims = (roles: unknown, more: object = {}) => ({
  realm_access: { roles },
  'https://clinic.example/site': ['N', 'North', 'S', 'elsewhere'],
  preferred_username: 'dr.house',
  name: 'Gregory\u202e House\n',
  ...more,
});

describe('claims become', () => {
  it('a doctor with the TrueConf ID', () =>
    expect(mapClaims(claims(['x', 'vd-doctors']), config)).toEqual({
      ok: true,
      value: { name: 'Gregory House', role: 'doctor', siteIds: ['north', 'south'], trueconfId: 'dr.house' },
    }));

  it('reception without one', () =>
    expect(mapClaims(claims('vd-reception'), config)).toMatchObject({
      value: { role: 'reception', trueconfId: null },
    }));

  it('the first role of the configuration, where several fit', () =>
    expect(mapClaims(claims(['vd-reception', 'vd-doctors', 'vd-admins']), config)).toMatchObject({
      value: { role: 'administrator' },
    }));

  it.each([
    [claims([]), 'no-role'],
    [claims(['VD-DOCTORS']), 'no-role'],
    [claims({ 0: 'vd-doctors' }), 'no-role'],
    [{}, 'no-role'],
    [claims('vd-reception', { 'https://clinic.example/site': 'elsewhere' }), 'no-site'],
    [claims('vd-doctors', { preferred_username: undefined }), 'no-trueconf-id'],
    [claims('vd-doctors', { preferred_username: '' }), 'no-trueconf-id'],
    [claims('vd-doctors', { preferred_username: 'dr house' }), 'no-trueconf-id'],
    [claims('vd-doctors', { preferred_username: 'dr/../house' }), 'no-trueconf-id'],
    [claims('vd-doctors', { preferred_username: 7 }), 'no-trueconf-id'],
  ])('nobody: %j, %s', (given, code) =>
    expect(mapClaims(given, config)).toMatchObject({ ok: false, error: { code } }),
  );

  it('nothing by what every object has', () => {
    expect(wordsAt({}, '__proto__')).toEqual([]);
    expect(wordsAt({ a: 'b' }, 'a.length')).toEqual([]);
    expect(wordsAt({ a: 'b' }, 'constructor.name')).toEqual([]);
  });
});

describe('the configuration', () => {
  it.each([
    ['https://id.clinic.example', true],
    ['https://id.clinic.example:8443/realms/a', true],
    ['http://id.clinic.example', false],
    ['http://127.0.0.1:9000', false],
    ['https://user:secret@id.clinic.example', false],
    ['https://id.clinic.example/?a=b', false],
    ['https://id.clinic.example/#x', false],
    ['id.clinic.example', false],
  ])('takes %s as an issuer: %s', (issuer, expected) => expect(isIssuer(issuer)).toBe(expected));

  it('says itself which claim is the TrueConf ID: it must be one that people cannot change', () => {
    const { trueconfId: _left, ...rest } = config;
    expect(oidcSchema.safeParse(config).success).toBe(true);
    for (const wrong of [rest, { ...rest, trueconfId: {} }])
      expect(oidcSchema.safeParse(wrong).error?.issues[0]?.path[0]).toBe('trueconfId');
  });

  it('refuses to shut everybody out', () => {
    expect(accessConfigSchema.safeParse({}).success).toBe(true);
    expect(accessConfigSchema.safeParse({ local: 'nobody' }).success).toBe(false);
    expect(accessConfigSchema.safeParse({ local: 'administrators' }).success).toBe(false);
    expect(accessConfigSchema.safeParse({ local: 'administrators', oidc: config }).success).toBe(true);
  });
});
