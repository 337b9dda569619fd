/** What `npm run service` says on the terminal, to who runs the clinic's service. */
export const service = {
  usage: `The clinic's service of Visit Desk: one public page for patients, desks for staff. Whole text: docs/service.md.

npm run service -- --embedded --data-dir DIR     one machine, everything in this folder
npm run service -- --secrets-dir DIR             several nodes over PostgreSQL (secret "database")
npm run service -- backup FILE                   writes a backup; the secrets are never in it
npm run service -- restore FILE                  fills an empty store from a backup
npm run service -- portal-key add NAME --site SITE makes a key for another system (docs/portal-api.md); also: list, revoke

  --config FILE           settings of the service as JSON; flags win over it
  --data-dir DIR          where an embedded service keeps visits, accounts and settings
  --secrets-dir DIR       files with the secrets, mode 0600 (embedded: DIR/secrets)
  --public-host IP        patient's page: address to listen on (127.0.0.1)
  --public-port N         patient's page: port (8765; 0: any free one)
  --public-address URL    patient's page: https://… under which patients reach it
  --public-cert FILE      patient's page: certificate with its chain, PEM
  --public-key FILE       patient's page: key of the certificate, PEM
  --base-path /PATH       patient's page: path under the address, such as /video
  --staff-host IP         desks: address to listen on (127.0.0.1)
  --staff-port N          desks: port (8766; 0: any free one)
  --staff-address URL     desks: https://… under which staff reach it
  --staff-cert FILE       desks: certificate with its chain, PEM
  --staff-key FILE        desks: key of the certificate, PEM
  --trusted-proxy CIDR    a proxy whose X-Forwarded-For is believed; may be given several times
  --no-metrics            no /metrics on the staff port
  --takes-over            restore: the former service is gone for good, and this one goes on in its place
  --print-urls            print one line of JSON with both addresses on stdout
  --help                  show this text

Exit codes: 0 ended by a signal or done, 1 could not start, 2 wrong flag or configuration, 3 the data folder is in use,
4 a secret is missing or not safe.`,
  'command-unknown':
    'The service does not know "{{command}}". npm run service -- --help shows what it knows.',
  'command-needs-file':
    '"{{command}}" needs the path of one file. Write it as npm run service -- {{command}} FILE.',
  'flag-unknown': 'The service does not know {{flag}}. npm run service -- --help shows what it knows.',
  'flag-needs-value': '{{flag}} needs a value. npm run service -- --help shows how it is written.',
  'config-unreadable': 'The configuration cannot be read: {{path}}. Check its path and its rights.',
  'config-not-json': 'The configuration is not JSON: {{path}}. Check commas and quotes.',
  'setting-unknown': 'The configuration has a field that the service does not know: {{field}}.',
  'setting-invalid':
    'The value of {{field}} cannot be used. docs/service.md says what it may be. Flag: {{flag}}.',
  'data-dir-missing': 'An embedded service needs a folder: name it with --data-dir.',
  'database-missing':
    'There is no database. Give the secret "database" (a PostgreSQL connection string), or run on one machine with --embedded --data-dir DIR.',
  'certificate-half':
    'A certificate and its key belong together, and one of them is missing. Give both {{certificate}} and {{key}}.',
  'certificate-unusable':
    'The certificate or its key cannot be used: {{path}}. Check that both can be read, are PEM, and belong together.',
  'public-needs-https':
    'The patient’s page would be open to strangers over http at {{host}}. Give --public-cert and --public-key, or listen on a private address behind a proxy.',
  'staff-needs-https':
    'Passwords would cross the network in the open at {{host}}. Give --staff-cert and --staff-key, or listen behind a proxy and name its https address with --staff-address.',
  'port-taken': 'Port {{port}} of {{host}} is used by another program. Choose another with {{flag}}.',
  'port-not-allowed':
    'Port {{port}} is not allowed for this user. Choose one above 1023 with {{flag}}, or grant CAP_NET_BIND_SERVICE.',
  'host-gone': 'This computer has no address {{host}}. Choose another with {{flag}}.',
  'data-dir-not-there':
    'There is no data folder {{path}}. Name the one with which the service runs, with --data-dir.',
  'data-dir-in-use': 'A service is running with this data folder already: {{path}}. Stop it first.',
  'data-dir-unusable': 'The data folder cannot be used: {{path}}. Check its rights and free space.',
  'store-unusable':
    'The store cannot be opened ({{cause}}). Check that PostgreSQL runs and the secret "database" is right; embedded: the data folder.',
  'secret-open':
    'Others can read this secret: {{path}}. Take the rights away (chmod 600) and change the secret, which others may know by now.',
  'secret-foreign':
    'This secret belongs to another user: {{path}}. Give it to the user of the service (chown).',
  'secret-unreadable': 'This secret cannot be read: {{path}}. Check its rights.',
  'secret-invalid': 'The secret "{{name}}" ({{source}}) is not what it should be: {{wanted}}. Write it anew.',
  'secrets-dir-open':
    'Others can write into the folder of the secrets: {{path}}. Take the rights away (chmod 700).',
  'secrets-dir-unusable': 'The folder of the secrets cannot be used: {{path}}. Check its rights.',
  'secrets-dir-missing':
    'Nobody gave the key "{{name}}", and there is nowhere to keep a new one. Name a folder with --secrets-dir.',
  'keys-differ':
    'These keys are not those with which the stored visits were made. Bring back the files link-key and field-key that were kept apart from the backup; on several nodes they must be the same.',
  'wanted-text': 'one line of at most {{max}} signs',
  'wanted-key': '32 bytes as base64url',
  'source-credential': 'systemd credential',
  'source-file': 'file',
  'source-environment': 'environment',
  building: 'Visit Desk is being built …',
  'build-failed':
    'Visit Desk is not built, or older than its sources. Run npm run build as the owner of the program’s folder; it says what is wrong.',
  running: 'Patients: {{patients}}\nStaff: {{staff}}',
  'first-administrator': 'There is no administrator yet. Open {{address}} and use this code once: {{code}}',
  'page-not-listening': 'The patient’s page does not listen: {{reason}}',
  crashed: 'The service has to stop because of a fault of its own ({{cause}}).',
  'backup-written': 'The backup is in {{path}}.',
  'backup-keep-apart':
    'The keys are not in it. Keep these files apart from it, and safe: without them names and links cannot be read. {{paths}}',
  'backup-folder-missing':
    'There is no folder {{path}}, or this user may not enter it. Make it first (mkdir -m 700), or name a file in another one.',
  'backup-failed': 'The backup was not written ({{cause}}). Check the path and the store.',
  restored:
    'The store was filled from {{path}}. Put link-key and field-key back as well, then start the service.',
  'restored-beside':
    'It counts as a copy beside the former service. If that one is gone for good and this one takes its place, restore into an empty store with --takes-over instead. While the former one runs, do not give this one the Client Secret: it would end the other’s calls.',
  'restore-not-empty':
    'The store is not empty. Restore into a new database or an empty data folder; nothing was changed.',
  'restore-failed':
    'The backup was not restored ({{cause}}); nothing was changed. Check the path and the store.',
  'backup-exists':
    'There is a file already: {{path}}. A backup never takes the place of another one; name a new file.',
  'restore-unusable': 'This is no whole backup: {{path}} ({{cause}}, line {{line}}). Nothing was changed.',
  'portal-key-usage': 'portal-key knows: add NAME --site SITE [--site SITE …], list, revoke KEYID.',
  'portal-key-added':
    'The key of {{system}} ({{keyId}}). It is shown only now, on stdout; give it to that system alone.',
  'portal-key-listed': '{{keyId}}  {{system}}  {{sites}}  {{date}}',
  'portal-key-none': 'There are no keys of other systems.',
  'portal-key-revoked': 'The key {{keyId}} opens nothing any more, within 5 seconds on every node.',
  'portal-key-name-invalid':
    'The name of the system begins with a letter or a figure and has at most 50 letters, figures, spaces, dots, _ and -.',
  'portal-key-no-site':
    'A key needs the sites for which it counts: --site SITE, as under “People and sites”. There are: {{sites}}.',
  'portal-key-site-unknown':
    'There is no site of this name, or more than one: then name it by its ID. There are: {{sites}}. Add one under “People and sites”.',
  'portal-key-two-already':
    'This system has two keys already. Revoke one of them first: portal-key list shows them.',
  'portal-key-unknown': 'There is no such key. portal-key list shows those that there are.',
} as const;
