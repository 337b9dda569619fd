/** How large the clinic of `npm run bench -- service` is: as promised, or smaller for a try. */
import { parseArgs } from 'node:util';
import { z } from 'zod';

export const serviceMeasures = ['one', 'two', 'planned', 'ended'] as const;
export type ServiceMeasure = (typeof serviceMeasures)[number];

export interface Scale {
  readonly desks: number;
  readonly waiting: number;
  readonly inCalls: number;
  /** Visits that are planned and not made yet. */
  readonly planned: number;
  /** Visits that have ended. */
  readonly ended: number;
  /** Presses that are measured, one after the other. */
  readonly presses: number;
  /** How long after the kill of a node all must still be there: longer than a page may be silent. */
  readonly settleMs: number;
  readonly only: readonly ServiceMeasure[];
}

/** The promise. */
export const fullScale: Scale = {
  desks: 400,
  waiting: 2_000,
  inCalls: 100,
  planned: 10_000,
  ended: 10_000,
  presses: 100,
  settleMs: 35_000,
  only: serviceMeasures,
};

const count = (least: number) => z.coerce.number().int().min(least).max(100_000).optional();
const schema = z.object({
  desks: count(2),
  waiting: count(2),
  'in-calls': count(1),
  planned: count(1),
  ended: count(1),
  presses: count(1),
  'settle-ms': count(0),
  only: z.array(z.enum(serviceMeasures)).optional(),
});

/** Errors: throws with the option that is no whole number or no measure. */
export function parseScale(parameters: readonly string[]): Scale {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      json: { type: 'boolean' },
      desks: text,
      waiting: text,
      'in-calls': text,
      planned: text,
      ended: text,
      presses: text,
      'settle-ms': text,
      only: { type: 'string', multiple: true },
    },
  });
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`--${String(issue?.path[0])}: ${issue?.message ?? ''}`);
  }
  const { data } = parsed;
  return {
    desks: data.desks ?? fullScale.desks,
    waiting: data.waiting ?? fullScale.waiting,
    inCalls: data['in-calls'] ?? fullScale.inCalls,
    planned: data.planned ?? fullScale.planned,
    ended: data.ended ?? fullScale.ended,
    presses: data.presses ?? fullScale.presses,
    settleMs: data['settle-ms'] ?? fullScale.settleMs,
    only: data.only ?? fullScale.only,
  };
}
