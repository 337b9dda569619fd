import { expect, test } from 'vitest';
import { readSampleEnv } from '../../../../src/main/launch/sampleEnv.ts';

const wanted = {
  server: 'https://video.clinic.example:4443',
  clientId: 'client-1',
  clientSecret: 's3#cret',
  owner: { id: 'petrova', variable: 'TRUECONF_ID' },
  topic: 'Meeting with {{name}}',
  port: 3000,
  allowSelfSigned: true,
} as const;

const lines = [
  '# HTTP server settings',
  'PORT=3000                            # Optional',
  'ALLOW_SELF_SIGNED=True',
  '',
  'SERVER=video.clinic.example:4443/    # Address of your TrueConf server',
  'export CLIENT_ID = client-1',
  `CLIENT_SECRET='s3#cret'`,
  'TRUECONF_ID="petrova"',
  'CONF_TOPIC_TEMPLATE=Meeting with {{name}}',
];

test.each([
  ['lines of Unix', lines.join('\n')],
  ['lines of Windows and a byte order mark', `\uFEFF${lines.join('\r\n')}\r\n`],
  ['colons, as dotenv takes them', lines.join('\n').replace('TRUECONF_ID=', 'TRUECONF_ID: ')],
])('the sample’s file is read with %s', (_, text) => {
  expect(readSampleEnv(text)).toEqual({ env: wanted, problems: [] });
});

test.each([
  [
    'both owner names, the same',
    'CONF_OWNER_TRUECONF_ID=a\nTRUECONF_ID=a',
    { id: 'a', variable: 'CONF_OWNER_TRUECONF_ID' },
    [],
  ],
  [
    'both owner names, different',
    'TRUECONF_ID=b\nCONF_OWNER_TRUECONF_ID=a',
    { id: 'a', variable: 'CONF_OWNER_TRUECONF_ID' },
    ['two-owners TRUECONF_ID'],
  ],
  [
    'one owner that is none',
    'TRUECONF_ID=a b\nCONF_OWNER_TRUECONF_ID=',
    undefined,
    ['owner-invalid TRUECONF_ID'],
  ],
])('%s', (_, text, owner, problems) => {
  const read = readSampleEnv(text);
  expect(read.env.owner).toEqual(owner);
  expect(read.problems.map(({ problem, variable }) => `${problem} ${variable}`)).toEqual(problems);
});

test.each([
  ['SERVER=https://your.trueconf.server', 'placeholder'],
  ['CLIENT_ID=generated_client_id', 'placeholder'],
  ['CLIENT_SECRET=your_client_secret', 'placeholder'],
  ['CONF_OWNER_TRUECONF_ID=your_trueconf_username', 'placeholder'],
  ['TRUECONF_ID=username_used_as_owner', 'placeholder'],
  ['SERVER=http://video.clinic.example', 'server-insecure'],
  ['SERVER=two words', 'server-invalid'],
  [`CLIENT_ID=${'x'.repeat(201)}`, 'too-long'],
  [`CLIENT_SECRET=${'x'.repeat(501)}`, 'too-long'],
  [`CONF_TOPIC_TEMPLATE=${'x'.repeat(241)}`, 'too-long'],
  ['PORT=80', 'port-invalid'],
  ['PORT=0', 'port-invalid'],
  ['PORT=70000', 'port-invalid'],
  ['PORT=1e4', 'port-invalid'],
])('%s is refused by name', (line, problem) => {
  const [variable] = line.split('=');
  expect(readSampleEnv(line)).toEqual({
    env: { allowSelfSigned: false },
    problems: [{ problem, variable }],
  });
});

test('empty values and foreign variables are nothing', () => {
  expect(readSampleEnv('SERVER=\nCLIENT_SECRET=""\nPATH=/bin\nALLOW_SELF_SIGNED=1')).toEqual({
    env: { allowSelfSigned: false },
    problems: [],
  });
});
