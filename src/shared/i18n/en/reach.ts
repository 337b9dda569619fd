/** How far links reach: interfaces, the firewall, and the test with a phone (its page, too). */
export const reach = {
  title: 'How far links reach now',
  'kind-ethernet': 'Cable',
  'kind-wifi': 'Wi-Fi',
  'kind-vpn': 'VPN',
  'kind-virtual': 'Virtual',
  'kind-other': 'Network',
  'why-ethernet': 'Phones open the links if the clinic’s Wi-Fi and this cable are one network.',
  'why-wifi': 'Phones in the same Wi-Fi open the links.',
  'why-vpn': 'Only devices in the same VPN open the links; patients’ phones are hardly among them.',
  'why-virtual': 'Made by a program of this computer: phones cannot open links of it.',
  'why-other': 'Devices of the same network open the links; the system does not say what kind it is.',
  'now-this-computer':
    'Links open on this computer only. Choose a network above, so that phones can open them.',
  'now-clinic-network': 'Links are made with {{origin}}. They open in the clinic’s network, not at home.',
  'now-public-address':
    'Links are made with {{origin}}. Whether they open at home could not be told until a device from elsewhere has opened one.',
  'now-elsewhere': 'Links are made with {{origin}}. A device from elsewhere opened the page {{when}}.',
  'now-server-page':
    'Links open the own page of {{origin}}, wherever that can be reached. Nothing listens on this computer.',
  'now-off': 'No link is given out.',
  'now-none': 'The page is not served now, so no link opens.',
  'test-title': 'Try with a phone',
  'test-intro':
    'Shows a QR code. Scan it with a phone, best with mobile data for a link that is to work at home, and with Wi-Fi for one in the clinic. What the phone says appears here.',
  'test-start': 'Show the QR code',
  'test-again': 'Ten more minutes',
  'test-stop': 'End the test',
  'test-qr': 'QR code of the test page',
  'test-until': 'The page opens until {{time}}.',
  'test-waiting': 'No phone has answered yet.',
  'heard-title': 'What phones said',
  'heard-loopback': 'This computer itself ({{address}}): this says nothing of phones.',
  'heard-private': 'A device of the clinic’s network ({{address}}) opened the page.',
  'heard-public': 'A device from elsewhere ({{address}}) opened the page: links work at home.',
  'heard-http': 'Over http: the page cannot try camera and sound; the call itself can.',
  'heard-trusted': 'Over https, without a warning: its browser trusts the certificate.',
  'heard-warned':
    'Over https, but its browser warned of the certificate: patients would turn back. Use a certificate that phones trust.',
  'firewall-title': 'No phone gets through?',
  'firewall-intro':
    'The firewall of this computer may keep them out. Let programs reach port {{port}} (TCP):',
  'firewall-windows':
    'Windows, as administrator: New-NetFirewallRule -DisplayName "Visit Desk" -Direction Inbound -Protocol TCP -LocalPort {{port}} -Profile Private,Domain -Action Allow',
  'firewall-mac':
    'macOS: System Settings › Network › Firewall › Options, and allow Visit Desk to receive connections.',
  'firewall-linux':
    'Linux: sudo ufw allow {{port}}/tcp, or sudo firewall-cmd --permanent --add-port={{port}}/tcp and sudo firewall-cmd --reload',
  'firewall-guests':
    'In a Wi-Fi for guests devices are often kept apart from each other: then use the clinic’s own Wi-Fi.',
  'phone-title': 'Visit Desk: test of links',
  'phone-reached': 'This device reaches the page',
  'phone-question': 'Did your browser show a warning before this page?',
  'phone-no-warning': 'No warning',
  'phone-warning': 'Yes, it warned me',
  'phone-tell': 'Tell the computer',
  'phone-thanks': 'Thank you',
  'phone-back': 'The computer knows it now. You can close this page.',
} as const;
