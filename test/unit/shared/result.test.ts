import { describe, expect, it } from 'vitest';
import { assertNever, err, ok } from '../../../src/shared/result.ts';

describe('a result', () => {
  it('is a value or an error', () => {
    expect(ok(1)).toEqual({ ok: true, value: 1 });
    expect(err('x')).toEqual({ ok: false, error: 'x' });
  });

  it('of a case that cannot be stops the program', () => {
    const [impossible]: never[] = JSON.parse('[{"name":"new"}]');
    expect(() => assertNever(impossible!)).toThrow('{"name":"new"}');
  });
});
