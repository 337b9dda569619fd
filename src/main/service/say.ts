/** What the service's command says: sentences on stderr, in the language of the system or of the configuration. */
import { fill, messages } from '../../shared/i18n/messages.ts';
import type { Language } from '../../shared/settings.ts';
import type { ServiceMessage, ServiceProblem } from './flags.ts';

export interface Say {
  (message: ServiceMessage, values?: ServiceProblem['values']): void;
  readonly language: Language;
}

export function createSay(language: Language): Say {
  const words = messages[language].service;
  const known = (key: string): key is ServiceMessage => Object.hasOwn(words, key);
  const say = (message: ServiceMessage, values: ServiceProblem['values'] = {}): void => {
    // Two gaps are filled with words of this dictionary.
    const { wanted = '', source = '' } = values;
    const sourceKey = `source-${source}`;
    const filled = {
      ...values,
      ...(typeof wanted === 'string' && known(wanted) && { wanted: fill(words[wanted], values) }),
      ...(known(sourceKey) && { source: words[sourceKey] }),
    };
    process.stderr.write(`${fill(words[message], filled)}\n`);
  };
  return Object.assign(say, { language });
}
