import { useTranslation } from 'react-i18next';
import type { PageView } from '../../../shared/ipc/contract.ts';
import { cameraFailed } from '../../../shared/page.ts';
import { ElapsedTime, SinceTime } from '../../ui/RunningTime.tsx';
import { toBeQuoted } from '../../ui/quotes.ts';
import { useHelpText } from '../../ui/useHelpText.ts';
import { cameraWords, type Advice } from './cameraWords.ts';

/** What "Try camera and sound" came to, and when. The word alone is told to a screen reader, as at the stage. */
export function CameraNews({ camera }: { readonly camera: PageView['camera'] }) {
  const { t } = useTranslation('board');
  const failed = cameraFailed(camera);
  return (
    <p className={camera ? 'news' : 'news silent'}>
      <span aria-live="polite" className={failed ? 'word alarm' : 'word quiet'}>
        {camera &&
          cameraWords(camera)
            .map((word) => t(word))
            .join(' · ')}
      </span>
      {camera?.outcome === 'works' && <SinceTime since={camera.at} />}
      {camera && camera.outcome !== 'works' && <ElapsedTime since={camera.at} />}
    </p>
  );
}

/** The sentence to read aloud. */
export function Say({ advice }: { readonly advice: Advice | undefined }) {
  const { t, i18n } = useTranslation('board');
  const helpText = useHelpText();
  if (!advice) return null;
  const sentences = [advice.general && t(advice.general), advice.help && helpText(advice.help)];
  const sentence = toBeQuoted(sentences.filter(Boolean).join(' '), i18n.language);
  return sentence === '' ? null : <p className="say">{t('say', { sentence })}</p>;
}
