import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../../../src/shared/settings.ts';
import { rightsOf, topicOf } from '../../../../src/main/visits/topic.ts';
import { aVisit } from '../../../fixtures/repositoryContract.ts';

const withTopic = (topic: string, language: 'en' | 'ru' | 'system' = 'en'): Settings => ({
  ...defaultSettings,
  visits: { ...defaultSettings.visits, topic },
  app: { language },
});

const visit = aVisit('a', { createdAt: Date.UTC(2026, 10, 23, 12, 0), label: 'Anna' });

describe('the topic', () => {
  it('has the local time in the language of the settings', () => {
    expect(topicOf(visit, withTopic('Video visit {{time}}'))).toMatch(
      /^Video visit 11\/2[34]\/26, \d+:\d\d .M$/,
    );
    expect(topicOf(visit, withTopic('Приём {{time}}', 'ru'))).toMatch(/^Приём 2[34]\.11\.2026, \d\d:\d\d$/);
    expect(topicOf(visit, withTopic('{{time}}', 'system'))).not.toBe('');
  });

  it('has the label only where it is asked for', () => {
    expect(topicOf(visit, withTopic('Visit of {{name}}'))).toBe('Visit of Anna');
    expect(topicOf(visit, withTopic('Visit'))).toBe('Visit');
  });

  it('is never empty, and never longer than the server takes', () => {
    expect(topicOf({ ...visit, label: '' }, withTopic('{{name}}'))).toMatch(/2026|26/);
    const long = topicOf(visit, withTopic('👩‍⚕️'.repeat(240)));
    expect(long.length).toBeLessThanOrEqual(240);
    expect(long.replaceAll('👩‍⚕️', '')).toBe('');
  });
});

describe('what people may do in the call', () => {
  const allowed = (preset: 'minimal' | 'documents'): readonly string[] =>
    Object.entries(rightsOf(preset))
      .filter(([, isAllowed]) => isAllowed)
      .map(([name]) => name)
      .sort();
  const minimal = ['audio_rcv', 'audio_send', 'chat_rcv', 'chat_send', 'video_rcv', 'video_send'];

  it('is sound, picture and chat', () => {
    expect(allowed('minimal')).toEqual(minimal);
  });

  it('is files, too, for documents, and nothing else', () => {
    expect(allowed('documents')).toEqual([...minimal, 'file_transfer_rcv', 'file_transfer_send'].sort());
  });
});
