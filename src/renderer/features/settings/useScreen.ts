import { useCallback, useState } from 'react';
import { useAbilities, useDesk } from '../../state/DeskContext.tsx';
import type { Section } from './fieldTable.ts';

/** The settings' section that is shown, or the history, `null` for the board; asks before typed changes are dropped. */
export function useScreen() {
  const { board } = useAbilities();
  const lacks = useDesk(({ status }) => status !== null && status.missing.length > 0);
  const [chosen, setSection] = useState<Section | null>(null);
  /** What is searched for there. */
  const [history, setHistory] = useState<string | null>(null);
  const presentId = useDesk(({ status }) => status?.doctors.presentId);
  const [searcherId, setSearcherId] = useState(presentId);
  // A name that another doctor was looking for is none of this one's business.
  if (searcherId !== presentId) {
    setSearcherId(presentId);
    if (history !== null) setHistory('');
  }
  const [unsaved, setUnsaved] = useState<readonly Section[]>([]);
  const [next, setNext] = useState<{ readonly run: () => void } | null>(null);
  // Whoever has no board has nothing but the settings; where they begin does not change under somebody's hands once all is set up.
  const isKnown = useDesk(({ status }) => status !== null);
  const [begin, setBegin] = useState<Section | null>(null);
  if (isKnown && begin === null) setBegin(lacks ? 'server' : 'people');
  const home = board ? null : (begin ?? 'people');
  const section = chosen ?? home;
  const toBoard = useCallback(
    (then: () => void = () => undefined) => {
      const run = () => {
        setNext(null);
        setSection(null);
        setHistory(null);
        then();
      };
      if (section === null || unsaved.length === 0) run();
      else setNext({ run });
    },
    [section, unsaved],
  );
  const stay = useCallback(() => setNext(null), []);
  const show = useCallback((wanted: Section) => {
    setHistory(null);
    setSection(wanted);
  }, []);
  const showHistory = useCallback((search = '') => toBoard(() => setHistory(search)), [toBoard]);
  return {
    section,
    history,
    show,
    showHistory,
    toBoard,
    unsaved,
    onUnsaved: setUnsaved,
    leaving: next?.run,
    stay,
  };
}
