/** What `npm start -- --import-env FILE` prints. Never the secret. */
export const importEnv = {
  'file-unreadable': 'The file {{path}} cannot be read. Check its path and its rights.',
  nothing:
    'There is nothing to take in {{path}}. It should hold SERVER, CLIENT_ID, CLIENT_SECRET and TRUECONF_ID, as the sample’s .env does.',
  took: '{{variable}}: taken as {{value}}.',
  'took-secret': 'CLIENT_SECRET: kept in the vault of this computer. Delete it from {{path}} now.',
  'took-secret-file':
    'CLIENT_SECRET: kept in a file that only this user can read, because there is no vault here. Delete it from {{path}} now.',
  same: '{{variable}}: it is so already.',
  placeholder:
    '{{variable}}: this is the sample’s placeholder, not a value. Nothing was taken; write the true one.',
  'locked-environment': '{{variable}}: not taken, the environment of this computer gives this value.',
  'locked-policy-file': '{{variable}}: not taken, the policy file gives this value.',
  'locked-registry': '{{variable}}: not taken, the policy in the registry gives this value.',
  'server-invalid': 'SERVER: this is no address of a server. Write it as host, host:port or https://host.',
  'server-insecure':
    'SERVER: http is for this computer only. Switch HTTPS on in TrueConf Server and write https.',
  'too-long': '{{variable}}: it is too long. Nothing was taken.',
  'owner-invalid':
    '{{variable}}: this is no TrueConf ID. Write it without spaces, slashes, ?, # and %, at most 64 characters.',
  'two-owners':
    'CONF_OWNER_TRUECONF_ID and TRUECONF_ID differ. CONF_OWNER_TRUECONF_ID counts, as in the sample.',
  'topic-name':
    'CONF_TOPIC_TEMPLATE: {{name}} now stands for what the doctor calls the visit, not for what the patient types. It will stay in the history of TrueConf Server; without it no name will.',
  'port-invalid':
    'PORT: the patient’s page takes a port from 1024 to 65535; port {{port}} of join.port stays.',
  'secret-no-place':
    'CLIENT_SECRET: not taken, because nothing on this computer could keep it. Put it into a file that only this user can read, and name that in VISIT_DESK_CLIENT_SECRET_FILE.',
  'secret-unavailable':
    'CLIENT_SECRET: not taken, the vault of this computer is locked. Unlock it and import again.',
  'secret-not-kept':
    'CLIENT_SECRET: not taken, the disk did not keep it. Check free space and rights, and import again.',
  'not-saved':
    'The settings could not be saved. Check free space and rights of the data folder, and import again.',
  'certificate-none':
    'ALLOW_SELF_SIGNED: nothing is trusted by it. The certificate could not be looked at now; Settings under Server shows it and asks.',
  'certificate-trusted':
    'ALLOW_SELF_SIGNED: not needed, this computer trusts the server’s certificate. Nothing was switched off.',
  'certificate-ask':
    'ALLOW_SELF_SIGNED: nothing is trusted yet. The server shows this certificate: {{subject}}, issued by {{issuer}}, valid until {{validTo}}, SHA-256 {{sha256}}. Compare the fingerprint with the server’s own, then trust this one certificate in Settings under Server.',
} as const;
