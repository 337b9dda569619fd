/** When a certificate ends: on the board and in its section of the settings. */
export const certificates = {
  'ends-server':
    'The certificate of TrueConf Server ends on {{date}}. IT renews it on the server before that day; after it no visit can be made.',
  'ended-server':
    'The certificate of TrueConf Server ended on {{date}}, so no visit can be made. IT renews it on the server.',
  'ends-trusted':
    'The certificate that you trust for TrueConf Server ends on {{date}}. When IT has renewed it on the server, look at the new one in Settings under Server and trust it.',
  'ended-trusted':
    'The certificate that you trust for TrueConf Server ended on {{date}}, so no visit can be made. IT renews it on the server; then look at the new one in Settings under Server and trust it.',
  'ends-authority':
    'An authority in the CA file ends on {{date}}. IT puts the authority’s new certificate into the file before that day.',
  'ended-authority':
    'An authority in the CA file ended on {{date}}, so the server is trusted no longer. IT puts the authority’s new certificate into the file.',
  'ends-page':
    'The certificate of the patient’s page ends on {{date}}. IT puts the new files in place of the old ones; they are read without a restart.',
  'ended-page':
    'The certificate of the patient’s page ended on {{date}}: phones warn patients and do not open it. IT puts the new files in place of the old ones.',
  'look-settings': 'Open Settings',
  'look-certificate': 'Look at the certificate',
  'column-trusted': 'Trusted until now',
  'column-shown': 'Shown now',
  differs: 'differs',
  same: 'the same',
} as const satisfies Readonly<Record<string, string>>;
