/** What `npm start -- --check-config` prints: one sentence for each thing that is wrong. */
export const checkConfig = {
  sound: 'Nothing is wrong with the settings. Looked at: {{places}}.',
  'place-environment': 'the environment',
  'settings-unreadable':
    '{{path}} is not complete JSON. The next start sets it aside and uses the last good settings, if there are any; look through Settings afterwards.',
  'settings-newer':
    '{{path}} was written by a newer Visit Desk. Update Visit Desk; the next start of this one sets the file aside and begins without it.',
  'settings-section':
    '{{path}}: there is no section “{{key}}”, or it is no object in braces. The next start sets the file aside and keeps the other sections.',
  'settings-unknown':
    '{{path}}: there is no setting “{{key}}”. The next start sets the file aside and takes its section from the last good settings.',
  'settings-value':
    '{{path}}: “{{key}}” does not take this value. It takes {{expected}}. The next start sets the file aside and takes its section from the last good settings.',
  'settings-version': '{{path}}: “version” is no whole number from 1 on. The next start sets the file aside.',
  'missing-server.address':
    'The address of TrueConf Server is missing. Give server.address in a policy, VISIT_DESK_SERVER, or Settings under Server.',
  'missing-server.clientId':
    'The Client ID is missing. Give server.clientId in a policy, VISIT_DESK_CLIENT_ID, or Settings under Server.',
  'missing-credentials.secret':
    'No Client Secret is kept for this user. Type it into Settings once, import it with --import-env, or name its file in VISIT_DESK_CLIENT_SECRET_FILE.',
  'missing-doctors.id':
    'No doctor has a TrueConf ID. Give doctors.list in a policy, VISIT_DESK_OWNER, or Settings under Doctors.',
  'file-unreadable':
    '{{key}} names a file that this user cannot read: {{path}}. Check its path and its rights.',
  'file-pair':
    'Of join.certificateFile and join.keyFile only one is given. Give both, or a PFX file in join.pfxFile.',
} as const;
