import { cutWhole } from '../../shared/displayName.ts';
import { fill } from '../../shared/i18n/messages.ts';
import type { RightsPreset, Settings } from '../../shared/settings.ts';
import type { Visit } from '../../shared/visit.ts';
import type { NewConference, Rights } from '../trueconf/types.ts';

/** trueconf-api.md §3.1, `topic`. */
const maxTopicLength = 240;

const minimal = ['chat_send', 'chat_rcv', 'audio_send', 'audio_rcv', 'video_send', 'video_rcv'];

/** What is granted; recording, desktop, slides and whiteboard never are. */
const granted: Readonly<Record<RightsPreset, ReadonlySet<string>>> = {
  minimal: new Set(minimal),
  documents: new Set([...minimal, 'file_transfer_send', 'file_transfer_rcv']),
};

/** Alike for doctor and patient: sound, picture and chat both ways; *documents*: files, too. */
export const rightsOf = (preset: RightsPreset): Rights => rightsWhere((name) => granted[preset].has(name));

/** What is asked of the server for a visit. `marker`: of this attempt. */
export function newConference(
  visit: Visit,
  settings: Settings,
  tags: { readonly installation: string; readonly marker: string },
): NewConference {
  return {
    topic: topicOf(visit, settings),
    owner: visit.ownerId,
    description: tags.marker,
    tags: [tags.installation, tags.marker],
    places: settings.visits.places,
    rights: rightsOf(settings.visits.rights),
    ring: settings.doctors.entry === 'trueconf-app' ? visit.ownerId : null,
  };
}

/** `{{time}}`: local date and time of the visit; `{{name}}`: its label. Never empty, which the server refuses. */
export function topicOf(visit: Visit, settings: Settings): string {
  const { language } = settings.app;
  const format = new Intl.DateTimeFormat(language === 'system' ? undefined : language, {
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const time = format.format(visit.startsAt ?? visit.createdAt);
  const topic = fill(settings.visits.topic, { time, name: visit.label }).replace(/\s+/gu, ' ').trim();
  return topic === '' ? time : cutWhole(topic, maxTopicLength);
}

function rightsWhere(has: (name: string) => boolean): Rights {
  return {
    chat_send: has('chat_send'),
    chat_rcv: has('chat_rcv'),
    slide_show_send: has('slide_show_send'),
    slide_show_rcv: has('slide_show_rcv'),
    white_board_send: has('white_board_send'),
    white_board_rcv: has('white_board_rcv'),
    file_transfer_send: has('file_transfer_send'),
    file_transfer_rcv: has('file_transfer_rcv'),
    desktop_sharing: has('desktop_sharing'),
    recording: has('recording'),
    audio_send: has('audio_send'),
    audio_rcv: has('audio_rcv'),
    video_send: has('video_send'),
    video_rcv: has('video_rcv'),
  };
}
