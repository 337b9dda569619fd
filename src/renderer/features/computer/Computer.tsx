/** What only the desktop has of its computer: loaded after the desk, and nowhere else. */
import { useEffect, useState } from 'react';
import { startLaterTexts } from '../../i18n.ts';
import { useAtService, useDesk } from '../../state/DeskContext.tsx';
import type { ComputerWatchProps } from './ComputerWatch.tsx';

const load = async () => {
  const [parts] = await Promise.all([import('./parts.ts'), startLaterTexts()]);
  return parts;
};
type Parts = Awaited<ReturnType<typeof load>>;

/** The app's own files are there, or nothing of it is: a failure has nobody to be told to. */
function useParts(): Parts | null {
  const isDesktop = useDesk((state) => state.info?.shell === 'desktop');
  const [parts, setParts] = useState<Parts | null>(null);
  useEffect(() => {
    if (!isDesktop) return undefined;
    let isGone = false;
    load().then(
      (loaded) => {
        if (!isGone) setParts(loaded);
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [isDesktop]);
  return parts;
}

/** Hears who calls the desk by an address, and says that a newer version is here. */
export function Computer(props: ComputerWatchProps) {
  const parts = useParts();
  return parts && <parts.ComputerWatch {...props} />;
}

/** Above a call: the system keeps camera or microphone from it. */
export function MediaTrouble() {
  const parts = useParts();
  return parts && <parts.MediaBanners />;
}

/** At the clinic's service the settings are the clinic's: this choice stands among those of this computer. */
export function ClinicAutostart() {
  const atService = useAtService();
  const parts = useParts();
  return atService && parts && <parts.Autostart className="choice-block" />;
}
