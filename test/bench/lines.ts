/** A line of the result: what was measured, how often, and whether it stays within its limit. */

export type Unit = 'ms' | 'bytes' | 'requests' | 'requests/s' | 'calls/min' | 'times' | 'MB' | '%';

export interface Line {
  readonly name: string;
  readonly unit: Unit;
  /** How many were taken. */
  readonly samples: number;
  readonly p50: number;
  /** What 95 % of the samples do not exceed; where more is better, what 95 % of them reach. */
  readonly p95: number;
  /** In `unit`; `null`: measured for comparison only. */
  readonly limit: number | null;
  /** Whether p95 is within the limit; `null` where there is none. */
  readonly met: boolean | null;
  readonly note?: string;
}

export interface Measured {
  readonly name: string;
  readonly unit: Unit;
  readonly values: readonly number[];
  readonly limit?: number | null;
  readonly note?: string;
  /** The bad end of the samples is the lower one, as with requests per second. */
  readonly moreIsBetter?: boolean;
}

/**
 * Nearest rank: the smallest value that at least `percent` % of the values do not exceed. It is always a value that
 * was measured; of few samples the 95th is the worst one. Errors: throws without values.
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new Error('no samples');
  return value;
}

/** A limit is the most there may be. Judged before rounding: 50.004 is not within 50. Errors: throws without values. */
export function lineOf(measured: Measured): Line {
  const { name, unit, values, limit = null, note, moreIsBetter = false } = measured;
  const p95 = moreIsBetter ? percentile(values, 5) : percentile(values, 95);
  return {
    name,
    unit,
    samples: values.length,
    p50: rounded(percentile(values, 50)),
    p95: rounded(p95),
    limit: limit === null ? null : rounded(limit),
    met: limit === null ? null : p95 <= limit,
    ...(note !== undefined && { note }),
  };
}

/** Thousandths below 1, hundredths below 10, tenths of the rest: more digits would be noise. */
function rounded(value: number): number {
  const size = Math.abs(value);
  const steps = size < 1 ? 1_000 : size < 10 ? 100 : 10;
  return Math.round(value * steps) / steps;
}
