/**
 * The fields of the settings screen, by their names in `features/settings/fieldTable.ts`: label, and help in one or two sentences.
 * The search reads both. Then what the screen says of any field.
 */
export const settingFields = {
  address: 'Server address',
  'address-help':
    'As in the browser’s address bar, for example video.clinic.example. A pasted conference link works too.',
  clientId: 'Client ID',
  'clientId-help': 'Of the OAuth2 application that you create in TrueConf Server under API → OAuth2.',
  secret: 'Client Secret',
  'secret-help': 'Of the same application. It is never shown again, and is told to TrueConf Server alone.',
  ownerId: 'TrueConf ID',
  'ownerId-help': 'Of the doctor who owns the visits, without @server.',
  trust: 'Which certificate is trusted',
  'trust-help': 'How this program knows that it speaks to your server and to nobody else.',
  caFile: 'CA file',
  'caFile-help':
    'A PEM file on this computer with the certificate of the clinic’s authority, for example /etc/ssl/clinic-ca.pem.',
  pin: 'The trusted certificate',
  'pin-help': 'It counts for this host and port alone, and only until it ends.',
  proxyMode: 'Way to the server',
  'proxyMode-help': 'Through which proxy this program reaches TrueConf Server.',
  proxyAddress: 'Address of the proxy',
  'proxyAddress-help': 'Host and port, for example proxy.clinic.example:3128.',
  proxyUser: 'User at the proxy',
  'proxyUser-help': 'Leave it empty where the proxy asks for none.',
  proxyPassword: 'Password at the proxy',
  'proxyPassword-help': 'Kept like the Client Secret: it is never shown again.',

  doctorName: 'Name of the doctor',
  'doctorName-help': 'Patients see it on their page and in the call.',
  otherDoctors: 'Doctors of this computer',
  'otherDoctors-help': 'Several doctors can share this PC, each with an own board.',
  entry: 'How the doctor enters the call',
  'entry-help': 'The same way for every doctor.',

  interface: 'Who can open the links',
  'interface-help':
    'For patients at home the clinic needs one public page; a link to this computer does not work from outside.',
  port: 'Port',
  'port-help': 'Links contain it: changing it makes the links you have sent useless.',
  publicAddress: 'Public address',
  'publicAddress-help':
    'Only where patients reach the page under another name than this computer’s: a proxy’s, or the one on the certificate. For example https://visits.clinic.example.',
  trustedProxies: 'Trusted proxies',
  'trustedProxies-help':
    'Addresses or networks, one per line, for example 10.0.4.2 or 10.0.4.0/24. Nobody else is believed about whose request it is.',
  certificateFile: 'Certificate file',
  'certificateFile-help':
    'A PEM file with the whole chain. With it and its key the page is served over https. Phones must trust it.',
  keyFile: 'Key file',
  'keyFile-help': 'The PEM file of the private key.',
  pfxFile: 'PFX file',
  'pfxFile-help': 'Certificate and key in one file (.pfx or .p12), instead of the two above.',
  keyPassphrase: 'Passphrase of the key',
  'keyPassphrase-help': 'Of the key or PFX file, where it has one. It is never shown again.',
  linkTarget: 'What a link opens',
  'linkTarget-help': 'Changing it changes every link that was given out.',
  joinEntry: 'How patients enter the call',
  'joinEntry-help': 'For every patient alike.',

  topic: 'Topic of the conference',
  'topic-help': '{{gap}} becomes the time of the visit.',
  admission: 'How patients come in',
  'admission-help': 'For new visits; each card has a switch for its own.',
  places: 'Places in a call',
  'places-help': 'The doctor included.',
  linkLifeHours: 'A link lives for, hours',
  'linkLifeHours-help': 'Counted from when the visit is made, or from its planned time.',
  guestSeats: 'Guest connections of the licence',
  'guestSeats-help': 'Leave empty if you do not know. TrueConf Server Free has one.',
  rights: 'What people may do in the call',
  'rights-help': 'For doctor and patient alike. Recording, desktop, slides and whiteboard are always off.',

  clinicName: 'Name of the clinic',
  'clinicName-help': 'Stands on top of every page that patients see, and in the message with the link.',
  phone: 'Telephone',
  'phone-help': 'Stands on every page that patients see, in case something does not work.',
  showDoctor: 'Show the doctor’s name on the patient’s page',
  'showDoctor-help': 'Patients see it on their page and in the call.',

  messageRu: 'Message in Russian',
  'messageRu-help': '{{gaps}} are filled in. A line with nothing to fill in is left out.',
  messageEn: 'Message in English',
  'messageEn-help': '{{gaps}} are filled in. A line with nothing to fill in is left out.',
  email: 'Send by e-mail',
  'email-help': 'Opens the mail program of the computer with the message.',
  sms: 'Send by SMS',
  'sms-help': 'Opens the program for messages, where the computer has one.',
  telegram: 'Send by Telegram',
  'telegram-help': 'The message and with it the link go to that company.',
  whatsapp: 'Send by WhatsApp',
  'whatsapp-help': 'The message and with it the link go to that company.',
  max: 'Send by MAX',
  'max-help': 'The message and with it the link go to that company.',

  keepDays: 'Days that visits are kept',
  'keepDays-help':
    'Counted from the end of a visit; then it is erased for ever, with its label. A change counts after an hour, so that a slip can be mended.',
  rehearsal: 'Rehearsal by itself',
  'rehearsal-help':
    'A visit is played by the machine when nobody is in a call, and what fails is told above the board. Nothing of it stays on the server.',
  language: 'Language',
  'language-help': 'Of this window. Patients choose theirs on their page.',

  test: 'Test connection',
  'test-help': 'Says for each step to the server whether it works, and what to do where it does not.',
  erase: 'Erase what has ended',
  'erase-help': 'Visits that ended before today go at once, and not only after their days.',
  forget: 'Erase the Client Secret',
  'forget-help': 'Where it is kept, and how to take it off this computer.',
  'veil-label': 'Names on the board',
  veil: 'Privacy mode: initials only',
  'veil-help': 'The board of this desk shows no names.',
  accounts: 'People and sites',
  'accounts-help': 'Who signs in, what for, and where they work.',
  diagnosis: 'Rehearsal, log and report for support',
  'diagnosis-help': 'Whether everything works, what has happened, and what to give to whoever helps.',
  service: 'Address of the service',
  'service-help': 'From this PC alone to the clinic’s service.',
  updateCheck: 'Look for newer versions',
  'updateCheck-help':
    'Of the installed app. A newer version is fetched while nobody waits or is in a call, and installed only after somebody here has agreed.',
  updateAddress: 'Address of newer versions',
  'updateAddress-help':
    'An https folder of the clinic’s own, where IT puts what it has checked. Empty: the folder that the installer came with.',

  find: 'Find a setting',
  'find-hint': 'Type a word, such as port, proxy or certificate.',
  'find-nothing': 'No setting is called so. Try another word, such as port, proxy or certificate.',
  'found-in': '{{label}}, under {{section}}',

  'default-is': 'Default: {{value}}',
  'default-empty': 'Default: empty',
  'default-on': 'on',
  'default-off': 'off',
  'default-reset': 'Set to the default',
  'default-reset-of': 'Set to the default: {{label}}',

  'locked-environment': 'Set by the environment of this computer. Only IT can change it.',
  'locked-policy-file': 'Set by your organisation’s policy (a file). Only IT can change it.',
  'locked-registry': 'Set by your organisation’s policy in Windows. Only IT can change it.',

  'trust-system': 'What this computer trusts',
  'trust-system-hint':
    'The certificates of the system, with those that your organisation has installed. The usual choice.',
  'trust-ca-file': 'These, and the clinic’s own authority from a file',
  'trust-ca-file-hint': 'Where the server’s certificate was issued by the clinic itself.',
  'trust-certificate': 'This one certificate and no other',
  'trust-certificate-hint': 'Where the server issued it to itself. A changed certificate stops everything.',
  'pin-none': 'None is chosen yet. Look at the certificate that the server shows, and trust it there.',
  'pin-of': 'Of {{host}}, until {{date}}. Issued to {{subject}}, by {{issuer}}.',
  'no-certificate': 'This address is http on this computer itself: there is no certificate to look at.',

  'proxy-system': 'As this computer does',
  'proxy-system-hint': 'The proxy of the system’s settings, where it has one.',
  'proxy-none': 'Straight, without a proxy',
  'proxy-none-hint': 'Also where the system has a proxy.',
  'proxy-explicit': 'Through this proxy',
  'proxy-explicit-hint': 'For TrueConf Server alone; the system’s proxy is not asked.',
  'password-stored': 'Stored. Type to replace it.',

  'rights-minimal': 'See, hear and write',
  'rights-minimal-hint': 'Picture, sound and chat. No files go through the call.',
  'rights-documents': 'Also exchange files',
  'rights-documents-hint':
    'Results and pictures can be sent in the chat of the call. They stay in TrueConf’s history of the conference.',

  'rehearsal-daily': 'Once a day',
  'rehearsal-off': 'Never',

  undo: 'Undo',
  undone: 'As it was before.',
  'saved-secret': 'Saved. Undo puts the fields back, but not what was typed as a secret.',
  'joined-lines': 'Line breaks and spaces of what you pasted were left out.',

  'problem-address-spaces': 'There are spaces in it. Write the address without them: video.clinic.example.',
  'problem-address-port': 'The port after the colon is a number from 1 to 65535, for example :8443.',
  'problem-address-login':
    'A user name or a password does not belong into the address. Leave out all before @.',
  'problem-ca-file': 'Name the CA file, or choose another way to trust.',
  'problem-full-path': 'Write the whole path from the root or the drive, for example {{example}}.',
  'problem-pin-none': 'No certificate is chosen yet. Press “Look at the certificate” and trust it there.',
  'problem-pin-other-host':
    'The chosen certificate is the one of {{host}}. Look at the certificate of the new address and trust that one.',
  'problem-proxy-address':
    'This is no address of a proxy. It looks like proxy.clinic.example:3128, with nothing after the port.',
  'problem-proxy-login': 'User and password have fields of their own below. Leave out all before @.',
  'problem-proxy-scheme':
    'Only http and https proxies are supported, not {{scheme}}. Ask IT for an HTTP proxy.',
  'problem-proxy-empty': 'Fill in the address of the proxy, or choose another way to the server.',
  'problem-port-low':
    'Ports below 1024 belong to the system. Choose one from 1024 to 65535, such as {{example}}.',
  'problem-pfx-and-files': 'A PFX file stands in for both files: leave either it or the two files empty.',

  'password-this-run': 'Kept until you close Visit Desk. Type to replace it.',
  'proxyPassword-forget': 'Erase the password',
  'keyPassphrase-forget': 'Erase the passphrase',

  'certificate-known': 'It is the certificate that you trust.',
  'certificate-differs':
    'You trust another certificate. Ask IT whether the server’s was renewed before you trust the one that is shown now.',
  'ca-file-look': 'Look into the file',
  'page-certificate': 'Certificate of the page',
  'page-certificate-check': 'Check certificate and key',
  'page-certificate-busy': 'Checking…',
  'page-certificate-none':
    'No file is named: the page is served over http, to the clinic’s own network at most.',
  'page-certificate-good': 'Certificate and key fit, and phones trust them.',
  'page-problem-expired': 'It is out of date, and phones refuse it. Renew it.',
  'page-problem-not-yet-valid':
    'It is not valid yet. Check the clock of this computer, or wait until it begins.',
  'page-problem-other-name':
    'It was not made for {{host}}, where patients open the page. Get one for this name, or set the public address to its name.',
  'page-problem-self-signed':
    'It was issued to itself, and phones warn of it. Get one from a public authority.',
  'page-problem-private-authority':
    'It comes from the clinic’s own authority, and phones of patients do not know that one. Get one from a public authority.',
  'page-problem-chain-incomplete':
    'The certificates between it and its authority are missing in the file. Put the whole chain into it, the page’s own first.',
  'page-problem-ends-soon': 'It ends soon. Renew it; the new files are read without a restart.',
} as const satisfies Readonly<Record<string, string>>;
