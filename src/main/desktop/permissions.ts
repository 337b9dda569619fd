/** Puts the permission table on a session: for the request and for the check that many pages do without asking. */
import { isPermitted, type Asked } from '../security/permissions.ts';
import type { SessionPort } from './port.ts';

/**
 * @param asked Whose session this is, and where its page lives now.
 * @param knownId WebContents id that is expected in it now.
 */
export function installPermissions(
  session: SessionPort,
  asked: () => Asked,
  knownId: () => number | null,
): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const securityOrigin = 'securityOrigin' in details ? details.securityOrigin : undefined;
    callback(
      isPermitted(asked(), {
        permission,
        origin: securityOrigin ?? details.requestingUrl,
        knownContents: contents.id === knownId(),
        isMainFrame: details.isMainFrame,
        mediaTypes: media,
      }),
    );
  });
  session.setPermissionCheckHandler((contents, permission, requestingOrigin, details) =>
    isPermitted(asked(), {
      permission,
      origin: requestingOrigin,
      knownContents: contents !== null && contents.id === knownId(),
      isMainFrame: details.isMainFrame,
      mediaTypes: details.mediaType === undefined ? [] : [details.mediaType],
    }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
}
