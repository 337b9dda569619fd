import type { ErrorCode } from '../../errors.ts';

/** One sentence of cause and one of remedy for each code, to the staff. */
export const errors = {
  'not-configured':
    'Visit Desk is not set up yet. Open Settings and fill in the server, the Client ID, the Client Secret and the TrueConf ID.',
  'name-not-found':
    'No server was found under the name {{host}}. Check the server address, or ask IT whether the name is known in this network.',
  refused:
    'The server {{host}} refuses the connection on port {{port}}. Check the address and the port, and whether TrueConf Server is running.',
  unreachable:
    'The server {{host}} cannot be reached from this computer. Check the network cable, Wi-Fi or VPN.',
  timeout:
    'The server {{host}} did not answer in time. Try again; if it stays so, ask IT whether the server or a firewall is the cause.',
  'connection-lost': 'The connection to {{host}} broke off before the answer came. Try again.',
  'tls-failed':
    'No secure connection to {{host}} could be made. Check that HTTPS is switched on in TrueConf Server and that the port is right.',
  'certificate-self-signed':
    'The server {{host}} shows a certificate that it issued itself. Check it in Settings and trust this one certificate, or install one from a known authority.',
  'certificate-untrusted':
    'The certificate of {{host}} comes from an authority that this computer does not know. Check it in Settings and trust this one certificate, or install the authority.',
  'certificate-expired':
    'The certificate of {{host}} is out of date, or not valid yet. Check the clock of this computer; if it is right, renew the certificate on the server.',
  'certificate-other-host':
    'The certificate of {{host}} was made for another name. Use the name in the certificate as the server address, or trust this one certificate in Settings.',
  'certificate-changed':
    'The server {{host}} shows another certificate than the one you trust. If IT renewed it, trust the new one in Settings; if not, somebody may be in between.',
  'proxy-address-unusable':
    'The address of the proxy cannot be used. Write it as http://name:port in Settings under Server, or in the variable HTTPS_PROXY of this computer.',
  'proxy-not-found':
    'No proxy was found under the name {{proxy}}. Check the address of the proxy in Settings under Server, or ask IT whether the name is known in this network.',
  'proxy-unreachable':
    'The proxy {{proxy}} cannot be reached. Check its address and port in Settings under Server, and whether it is running.',
  'proxy-timeout':
    'The proxy {{proxy}} did not answer in time. Try again; if it stays so, ask IT whether the proxy or a firewall is the cause.',
  'proxy-lost':
    'The proxy {{proxy}} closed the connection before it answered. Try again; if it stays so, ask IT.',
  'proxy-bad-answer':
    'What answers at {{proxy}} is not a proxy of this kind. Check the port, and whether the proxy is spoken to by http:// or https://.',
  'proxy-web-page':
    'At {{proxy}} a web page answers instead of a proxy. Check the port; if this network asks people to sign in, open a browser and sign in first.',
  'proxy-refused':
    'The proxy {{proxy}} does not allow the connection to the server ({{status}}). Ask IT to allow TrueConf Server’s address and port on the proxy.',
  'proxy-no-way':
    'The proxy {{proxy}} cannot reach the server ({{status}}). Check the server address; a server in the clinic’s own network is often reached without the proxy.',
  'proxy-credentials-needed':
    'The proxy {{proxy}} asks for a user and a password. Choose “Through this proxy” in Settings under Server and enter them there.',
  'proxy-credentials-rejected':
    'The proxy {{proxy}} does not accept this user and password. Enter them again where they stand: in Settings under Server, or in the variable HTTPS_PROXY of this computer.',
  'proxy-sign-in-unsupported':
    'The proxy {{proxy}} demands a kind of sign-in (such as NTLM or Kerberos) that Visit Desk does not have. Ask IT to allow the server without sign-in, or by user and password (Basic).',
  'proxy-tls-failed':
    'No secure connection to the proxy {{proxy}} could be made. Most proxies are spoken to by http://; check how its address begins.',
  'proxy-certificate':
    'The certificate of the proxy {{proxy}} is not trusted here, is out of date or bears another name. Install its authority on this computer, or name it as the CA file in Settings.',
  'ca-file-none':
    'No CA file was chosen. Enter the path of the clinic’s CA file in Settings under Server, or let this computer’s certificates decide.',
  'ca-file-missing':
    'There is no CA file {{name}} at the path in Settings under Server. Check the path; it is one of this computer, not of the server.',
  'ca-file-unreadable':
    'The CA file {{name}} may not be read. Give the account that runs Visit Desk the right to read it.',
  'ca-file-not-pem':
    'The CA file {{name}} has no certificate in PEM form. Export the authority’s certificate as “Base-64 encoded (PEM)” and choose that file.',
  'ca-file-not-authority':
    'The CA file {{name}} holds “{{subject}}”, which is no authority but the certificate of a single server. Choose the certificate of whoever issued it, or trust this one certificate instead.',
  'ca-file-expired':
    'The authority “{{subject}}” in the CA file {{name}} is out of date. Get the current certificate of the authority, and check the clock of this computer.',
  'not-trueconf':
    'What answers at {{host}} is not TrueConf Server. Check the address, and whether a proxy stands in between.',
  'bad-answer':
    'The server {{host}} gave an answer that could not be understood. Check that the address leads to TrueConf Server 4.3.9 or newer.',
  'answer-too-large':
    'The server {{host}} sent an answer that is far too long, and it was cut off. Check that the address leads to TrueConf Server.',
  redirected: 'The server {{host}} sends on to another address. Enter the address of TrueConf Server itself.',
  'server-error':
    'The server {{host}} reports a fault of its own ({{status}}). Try again; if it stays so, ask IT to look at TrueConf Server.',
  'api-missing': 'The server {{host}} does not offer the interface that is needed. Update TrueConf Server.',
  'server-too-old':
    'TrueConf Server at {{host}} is too old: it offers the interface {{version}}, and v3.11 or v4 is needed. Update TrueConf Server.',
  'credentials-rejected':
    'The server does not know this Client ID with this Client Secret. Copy both again from API → OAuth2 of this server.',
  'token-rejected':
    'The server does not accept the sign-in it has just given. Try again; if it stays so, create a new OAuth2 application.',
  'permission-missing':
    'The OAuth2 application may not do this. Tick “{{permission}}” in TrueConf Server under API → OAuth2.',
  'owner-unknown':
    'The server has no user with the TrueConf ID {{owner}}. Check the TrueConf ID in Settings.',
  rejected:
    'The server refused the request ({{status}}). Check the topic and the number of places in Settings.',
  'conference-not-found':
    'The conference is no longer on the server. It is made anew under the same link; try again in a moment.',
  'no-web-client':
    'There is no free guest place on the server. End another visit, then let the patient try again; more places are a matter of the TrueConf licence.',
  'guest-address-foreign':
    'The server gave an address on another host ({{host}}), and it was not used. Set the external address of TrueConf Server to the server address in Settings.',
  'visit-not-found': 'This visit is not on the board any more. Make a new one.',
  'visit-closed': 'This visit has ended. Make a new one.',
  'visit-not-ready': 'The conference is still being made. Try again in a moment.',
  'somebody-came':
    'Somebody has come to this visit meanwhile, so it goes on. Look at the card; “End visit” ends it.',
  'visit-not-planned':
    'This visit has already begun, so its time cannot be changed. Cancel it and plan another one.',
  'person-not-found': 'This person is not waiting any more.',
  'links-full': 'This visit has five links, and that is the most. Send one of them again, or renew it.',
  'places-too-few':
    'This visit has no place for one more person. How many places there are is set in Settings under Visits, for new visits.',
  'link-key-lost':
    'This link cannot be shown again, because this computer could not keep its key. Make a new link.',
  'guest-seat-last':
    'The licence has one guest connection, and the patient needs it. Choose “own account” in Settings under Doctors.',
  'guest-seats-taken':
    'The licence has no guest place left for this. Wait until a call ends, enter with your own account, or have more guest places added.',
  'name-required': 'Please type a name.',
  'link-dead': 'This link is no longer valid.',
  declined: 'The doctor has declined this person.',
  'needs-browser': 'This browser cannot make video calls. Open the link in Chrome or Safari.',
  'too-many-requests': 'Too many tries in a short time. Wait a minute and try again.',
  'foreign-origin': 'This request came from another page and was not carried out. Open the link again.',
  'port-taken':
    'Port {{port}} is used by another program. Choose another port in Settings under Patient link.',
  'port-not-allowed':
    'This computer does not allow port {{port}}. Choose another port in Settings under Patient link.',
  'interface-gone':
    'The network connection {{name}} is not there now. Connect it, or choose another one in Settings under Patient link.',
  'public-needs-https':
    'The network connection {{name}} has a public address, and the page would be readable on the way. Give a certificate and a key file in Settings under Patient link, or choose another connection.',
  'certificate-file-unusable':
    'The certificate or key file of the patient’s page cannot be used: {{name}}. Check both paths in Settings under Patient link; they must be PEM files that belong together.',
  'page-files-both':
    'Both a PFX file and a certificate with its key are given for the patient’s page. Keep one of the two in Settings under Patient link.',
  'page-file-missing':
    'There is no file {{name}} at the path in Settings under Patient link, so the patient’s page has no certificate. Check the path; it is one of this computer.',
  'page-file-unreadable':
    'The file {{name}} of the patient’s page may not be read. Give the account that runs Visit Desk the right to read it.',
  'page-certificate-unreadable':
    'The file {{name}} holds no certificate in PEM form. Export the certificate with its chain as “Base-64 encoded (PEM)”, or use a PFX file.',
  'page-key-unreadable':
    'The file {{name}} holds no private key in PEM form. Choose the key that was made together with the certificate.',
  'page-key-other':
    'The key in {{name}} belongs to another certificate. Choose the key that was made together with the certificate of the patient’s page.',
  'page-pfx-unreadable':
    'The file {{name}} is no PFX file with a certificate and its key. Export the certificate anew, “with the private key”.',
  'page-pfx-old':
    'The PFX file {{name}} is locked in an old way that is no longer safe. Export it anew with the encryption AES256-SHA256.',
  'page-passphrase-needed':
    'The file {{name}} is locked with a password. Enter the password in Settings under Patient link.',
  'page-passphrase-wrong':
    'The stored password does not open the file {{name}}. Enter the right one in Settings under Patient link.',
  'page-name-not-found':
    'The name {{host}} of the patient’s page was not found. Check the public address in Settings under Patient link, and whether the name is entered in DNS.',
  'page-not-open':
    'The patient’s page is not served now. See in Settings under Patient link why, then try again.',
  'page-no-answer':
    'The patient’s page does not answer at {{host}}, port {{port}}. Check the public address, the proxy in front of the page and the firewall.',
  'page-not-ours':
    'At {{host}} something else answers than this page (HTTP {{status}}). Check the public address in Settings under Patient link, and to where the proxy in front hands on.',
  'page-untrusted':
    'Phones do not trust the certificate of {{host}}: its authority is none that they know, or the chain is incomplete. Use a certificate of a public authority, with its chain.',
  'page-certificate-expired':
    'The certificate of the patient’s page at {{host}} is out of date, so phones refuse it. Renew it.',
  'page-certificate-other-host':
    'The certificate of the patient’s page was not made for {{host}}, so phones refuse it. Get one for this name, or use the name that it bears.',
  'frame-not-https':
    'The call cannot be shown inside the patient’s page, because the page or the server is not https; patients are sent to the call instead. Give the page a certificate, or choose “go to the call” in Settings.',
  'frame-other-network':
    'The call cannot be shown inside the patient’s page, because browsers refuse frames from another network; patients are sent to the call instead. Choose “go to the call” in Settings.',
  'frame-forbidden':
    'TrueConf Server, or a proxy before it, forbids to show the call inside another page; patients are sent to the call instead. Allow it there (frame-ancestors, X-Frame-Options), or choose “go to the call” in Settings.',
  'invalid-input': 'Something on this page is not filled in as it should be. Check the marked field.',
  locked: 'This value is set by your organisation and cannot be changed here.',
  'consent-needed':
    'This computer has no safe place for the Client Secret. Agree to keep it in a file that only you can read, or have IT give it through the environment.',
  'secret-unavailable': 'The safe place for the Client Secret cannot be opened now. Unlock it and try again.',
  'doctor-gone': 'This doctor is not on this PC’s list any more. Look under “Settings”, “Doctors”.',
  'storage-failed':
    'The disk or the database did not take the change. Check free space and rights of the data folder; at the clinic’s service, ask IT to check PostgreSQL. Then try again.',
  'settings-changed': 'Somebody else has just changed the settings. Look at them again and save once more.',
  'login-invalid':
    'This cannot be a login. Use 2 to 64 letters, figures and . _ @ + - and begin with a letter or a figure.',
  'login-taken': 'This login belongs to another account. Choose another one.',
  'password-short': 'The password is too short. Use at least 12 characters; several words are good.',
  'password-long': 'The password is too long. Use at most 1,000 characters.',
  'password-common':
    'This password is easy to guess: it is widely used, repeats itself or holds the login. Choose several words that do not belong together.',
  'account-not-found': 'There is no such account any more. Load the list again.',
  'account-changed':
    'Somebody else has just changed this account. Load the list again and repeat the change.',
  'account-of-provider':
    'This account comes from the clinic’s sign-in server, which would undo the change. Change it there; here it can only be switched off and on.',
  'last-administrator': 'This is the last administrator with a password. Make another one first.',
  'no-site': 'Reception works at a site. Choose at least one.',
  'no-trueconf-id':
    'A doctor needs a TrueConf ID, because the visits belong to it. Fill it in as it stands in TrueConf Server, without spaces and / \\ ? # %.',
  'trueconf-id-taken':
    'Another account of the clinic’s sign-in server has this TrueConf ID. Switch that one off first, or let IT mend the ID there.',
  'site-not-found': 'One of these sites is not there any more. Load the list again and choose anew.',
  'site-in-use': 'Somebody still works at this site. Give these people another site first, then remove it.',
  'database-away':
    'The database of the service does not answer. Try again in a minute; if it stays so, ask IT to look at the database and the free space of its disk.',
  'not-the-service':
    'What answers at {{host}} is not the clinic’s service of Visit Desk. Ask IT for the address of the desks; the address that patients open is another one.',
  'service-other-name':
    'The clinic’s service answers at {{host}}, but it is known by another name. Enter exactly the address that IT gives to desks.',
  'service-away':
    'The clinic’s service at {{host}} is starting, or takes no more desks now. Try again in a minute; if it stays so, ask IT.',
  'bad-request': 'The request was not understood. Close the window and open it again.',
  'unknown-channel': 'The request was not understood. Close the window and open it again.',
  forbidden:
    'This may not be done from here. Open Visit Desk again; if it stays so, ask your administrator what your account may do.',
  disconnected: 'The connection to Visit Desk is lost. It is being made again; nothing you entered is lost.',
  internal:
    'Something went wrong in Visit Desk. Try again; if it stays so, give IT the code {{correlationId}}.',
} as const satisfies Readonly<Record<ErrorCode, string>>;
