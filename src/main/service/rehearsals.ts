/** The rehearsal of all nodes, as a small document. */
import type { Site } from '../app.ts';
import type { SmallDocuments } from './store.ts';

export const rehearsalName = 'rehearsal';

export const rehearsalsIn = (documents: SmallDocuments): NonNullable<Site['rehearsals']> => ({
  read: () => documents.read(rehearsalName),
  change: (next) => documents.change(rehearsalName, next),
});
