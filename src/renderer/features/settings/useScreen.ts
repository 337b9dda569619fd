import { useCallback, useState } from 'react';
import { useAbilities, useDesk } from '../../state/DeskContext.tsx';
import type { Section } from './form.ts';

/** The settings' section that is shown, `null` for the board; asks before typed changes are dropped. */
export function useScreen() {
  const { board } = useAbilities();
  const lacks = useDesk(({ status }) => status !== null && status.missing.length > 0);
  const [chosen, setSection] = useState<Section | null>(null);
  const [unsaved, setUnsaved] = useState<readonly Section[]>([]);
  const [next, setNext] = useState<{ readonly run: () => void } | null>(null);
  // Whoever has no board has nothing but the settings.
  const home = board ? null : lacks ? 'server' : 'people';
  const section = chosen ?? home;
  const toBoard = useCallback(
    (then: () => void = () => undefined) => {
      const run = () => {
        setNext(null);
        setSection(null);
        then();
      };
      if (section === null || unsaved.length === 0) run();
      else setNext({ run });
    },
    [section, unsaved],
  );
  const stay = useCallback(() => setNext(null), []);
  return { section, show: setSection, toBoard, unsaved, onUnsaved: setUnsaved, leaving: next?.run, stay };
}
