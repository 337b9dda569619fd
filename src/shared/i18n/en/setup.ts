/** What must be filled in before the first visit, and the way to the clinic's service: said also outside of the settings. */
export const setup = {
  'server-address': 'Server address',
  'client-id': 'Client ID',
  'client-secret': 'Client Secret',
  'trueconf-id': 'TrueConf ID',
  'way-alone': 'This PC alone',
  'service-address': 'Address of the service',
  'service-address-hint': 'As IT gives it to desks, such as https://desk.clinic.example',
  'service-connect': 'Connect',
  'service-connecting': 'Connecting…',
  'service-restart': 'Visit Desk starts anew…',
  'service-locked':
    'The address is set by IT: by a policy or the environment of this computer (VISIT_DESK_SERVICE).',
  'service-error-name':
    'There is no {{host}} in this network. Check the spelling, or ask IT whether this computer may reach it.',
  'service-error-refused':
    'Nothing answers at {{host}} on port {{port}}. Check the address, or ask IT whether the service is running.',
  'service-error-unreachable':
    '{{host}} cannot be reached from this computer. Check the network cable, Wi-Fi or VPN.',
  'service-error-timeout':
    '{{host}} did not answer in time. Try again; if it stays so, ask IT whether a firewall is the cause.',
  'service-error-tls':
    'No secure connection to {{host}} could be made. Ask IT whether the service is on https there.',
  'service-error-certificate':
    'This computer does not trust the certificate of {{host}}. Ask IT to install the clinic’s authority on this computer.',
  'service-error-certificate-expired':
    'The certificate of {{host}} is out of date. Check the clock of this computer, and ask IT to renew it.',
  'service-error-certificate-host':
    'The certificate of {{host}} was made for another name. Enter exactly the address that IT gives to desks.',
  'service-error-address': 'This is no address. It looks like https://desk.clinic.example',

  'screen-loading': 'Loading…',
  'screen-not-loaded':
    'This screen could not be loaded: the connection is lost just now. Try again once it is back.',
} as const satisfies Readonly<Record<string, string>>;
