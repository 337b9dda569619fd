/** Certificates that end soon: told to whoever can renew them in good time, and to everybody in the last week. */
import { useTranslation } from 'react-i18next';
import type { EndLevel, WatchedCertificate } from '../../../shared/certificateEnd.ts';
import { useAbilities, useAtService, useDesk } from '../../state/DeskContext.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { useEndText } from '../../ui/useEndText.ts';
import type { Section } from '../settings/fieldTable.ts';

const tones = { 'days-30': 'info', 'days-14': 'ask', 'days-7': 'alarm', ended: 'alarm' } as const;
const isForAll: Readonly<Record<EndLevel, boolean>> = {
  'days-30': false,
  'days-14': false,
  'days-7': true,
  ended: true,
};

const sections: Readonly<Record<WatchedCertificate, Section>> = {
  server: 'server',
  trusted: 'server',
  authority: 'server',
  page: 'join',
};

export function CertificateBanners({ onSection }: { readonly onSection: (section: Section) => void }) {
  const { t } = useTranslation(['certificates', 'board']);
  const ending = useDesk((state) => state.status?.certificates);
  const { settings: canMend } = useAbilities();
  // There, flags name the files of the patient's page.
  const atService = useAtService();
  const endText = useEndText();
  const tell = canMend ? '' : ` ${t('banner-tell-administrator', { ns: 'board' })}`;
  const told = (ending ?? []).filter(({ level }) => canMend || isForAll[level]);
  return told.map((certificate) => {
    const { which, level } = certificate;
    const canOpen = canMend && !(atService && which === 'page');
    const action = { label: t('look-settings'), run: () => onSection(sections[which]) };
    return (
      <Banner key={which} tone={tones[level]} {...(canOpen && { action })}>
        {endText(certificate)}
        {tell}
      </Banner>
    );
  });
}
