/** The doctors for whom this desk makes visits, and the one that is chosen now. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { RequestOutput } from '../../../shared/ipc/contract.ts';
import { useAbilities, useApi, useDesk } from '../../state/DeskContext.tsx';
import { keptHere } from '../../state/kept.ts';

export type Doctor = RequestOutput<'doctors:list'>['doctors'][number];

interface Doctors {
  /** `null`: not known yet. */
  readonly doctors: readonly Doctor[] | null;
  /** TrueConf ID; `null`: nobody is chosen, or the one who was is not among them any more. */
  readonly chosenId: string | null;
  readonly choose: (id: string) => void;
}

const DoctorsContext = createContext<Doctors>({ doctors: null, chosenId: null, choose: () => undefined });

export const useDoctors = (): Doctors => useContext(DoctorsContext);

/** Whom reception made its last visit for: a doctor's ID, kept in this browser. */
const choiceKey = 'visit-desk-doctor';

export function DoctorsProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const { choosesDoctor } = useAbilities();
  const isUp = useDesk((state) => state.connection === 'up');
  const [doctors, setDoctors] = useState<readonly Doctor[] | null>(null);
  const [wanted, setWanted] = useState(() => keptHere.getItem(choiceKey));
  useEffect(() => {
    if (!choosesDoctor || !isUp) return undefined;
    const stop = new AbortController();
    void api.request('doctors:list', {}).then((answer) => {
      if (answer.ok && !stop.signal.aborted) setDoctors(inOrder(answer.value.doctors));
    });
    return () => stop.abort();
  }, [api, choosesDoctor, isUp]);
  const value = useMemo(() => {
    const only = doctors?.length === 1 ? doctors[0]?.id : undefined;
    const known = doctors?.some(({ id }) => id === wanted) ? wanted : null;
    return {
      doctors,
      chosenId: known ?? only ?? null,
      choose: (id: string) => {
        keptHere.setItem(choiceKey, id);
        setWanted(id);
      },
    };
  }, [doctors, wanted]);
  return <DoctorsContext value={value}>{children}</DoctorsContext>;
}

const inOrder = (doctors: readonly Doctor[]): readonly Doctor[] =>
  [...doctors].sort((a, b) => a.name.localeCompare(b.name));

/** Whose visit it is, where this desk has several doctors' visits; `null` where it has one's. */
export function useDoctorName(ownerId: string): string | null {
  const { choosesDoctor } = useAbilities();
  const { doctors } = useDoctors();
  if (!choosesDoctor) return null;
  return doctors?.find(({ id }) => id === ownerId)?.name ?? ownerId;
}
