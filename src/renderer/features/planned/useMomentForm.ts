import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Moment } from './MomentFields.tsx';
import { dateField, momentProblem, readMoment, timeField } from './moment.ts';

export interface MomentForm {
  readonly moment: Moment;
  readonly change: (moment: Moment) => void;
  readonly problem: string | null;
  /** Epoch ms; `null`: it cannot be, and the form says why. */
  readonly read: () => number | null;
}

/** `first`: epoch ms, what stands in the fields first. */
export function useMomentForm(first: () => number): MomentForm {
  const { t } = useTranslation('board');
  const [moment, setMoment] = useState<Moment>(() => {
    const at = first();
    return { date: dateField(at), time: timeField(at) };
  });
  const [problem, setProblem] = useState<ReturnType<typeof momentProblem>>(null);
  return {
    moment,
    change: (next) => {
      setMoment(next);
      setProblem(null);
    },
    problem: problem && t(problem),
    read: () => {
      const at = readMoment(moment.date, moment.time);
      const found = momentProblem(at, Date.now());
      setProblem(found);
      return found === null ? at : null;
    },
  };
}
