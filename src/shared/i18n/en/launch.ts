/** What is said on stderr at the start, to who runs it. */
export const launch = {
  usage: `Visit Desk: one-click video visits on TrueConf Server.

npm start              opens the desktop app, or the browser where it cannot be had
npm start -- FLAGS
  --web                open in the browser and do not try the desktop app
  --no-open            open no browser
  --print-urls         print one line of JSON with both addresses on stdout
  --data-dir DIR       keep visits, settings and logs there
  --app-port N         port of the doctor's desk on this computer (0: any free one)
  --join-port N        port of the patient's page for this run (0: any free one)
  --demo               try it out with a built-in server; everything is deleted at the end
  --check-config       say what is wrong with the settings and the policy, and start nothing; ends with 0 or 1
  --import-env FILE    take the .env of TrueConf’s sample into settings and vault, and start nothing
  --help               show this text

Environment: VISIT_DESK_SERVER, VISIT_DESK_CLIENT_ID, VISIT_DESK_CLIENT_SECRET or VISIT_DESK_CLIENT_SECRET_FILE,
VISIT_DESK_OWNER, VISIT_DESK_TOPIC, VISIT_DESK_LANG.`,
  'flag-unknown': 'Visit Desk does not know {{flag}}. npm start -- --help shows what it knows.',
  'flag-needs-value': '{{flag}} needs a value. npm start -- --help shows how it is written.',
  'flag-not-a-port': '{{flag}} needs a port: a number from 0 to 65535.',
  'address-invalid':
    '{{variable}} is not the address of a server. Write it as host, host:port or https://host.',
  'address-insecure': '{{variable}} is an http address. Use https; http is for this computer only.',
  'too-long': '{{variable}} is too long. Check that it holds what its name says.',
  'owner-invalid':
    '{{variable}} is not a TrueConf ID. Write it without spaces, slashes, ?, # and %, at most 64 characters.',
  'language-unknown': '{{variable}} is not a language of Visit Desk. Write en or ru.',
  'secret-file-unreadable': 'The file that {{variable}} names cannot be read. Check its path and its rights.',
  'secret-empty': 'The file that {{variable}} names is empty. Put the Client Secret into it.',
  building: 'Building Visit Desk …',
  'build-failed': 'Visit Desk could not be built. The lines above say why.',
  'data-dir-in-use':
    'Visit Desk is running with this data folder already: {{path}}. Use that one, or choose another folder with --data-dir.',
  'data-dir-unusable':
    'The data folder cannot be used: {{path}}. Check its rights and free space, or choose another with --data-dir.',
  'app-port-taken':
    'Port {{port}} for the doctor’s desk is used or not allowed. Choose another with --app-port, or 0 for any.',
  running: 'Visit Desk runs at {{origin}}. Ctrl+C stops it.',
  'open-file': 'Open this file in a browser within {{seconds}} seconds: {{path}}',
  crashed: 'Visit Desk has to stop because of a fault of its own ({{cause}}). Start it again.',
  'demo-running': 'This is a demo with a built-in server. All of it is deleted when it stops.',
  'demo-doctor': 'Dr. Petrova',
  'demo-clinic': 'City Clinic (demo)',
  'desktop-fetching': 'Fetching the desktop app once: Electron {{version}} from {{host}} …',
  'desktop-progress': '  {{megabytes}} MB',
  'desktop-unreachable':
    'The desktop app cannot be fetched: {{host}} cannot be reached. Visit Desk opens in the browser instead.',
  'desktop-fetch-failed':
    'The desktop app could not be fetched from {{host}}. Visit Desk opens in the browser instead.',
  'desktop-not-started': 'The desktop app does not start here. Visit Desk opens in the browser instead.',
} as const;
