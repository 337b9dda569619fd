import { describe, expect, it } from 'vitest';
import { noFaults, strike } from '../../../src/emulator/faults.ts';

describe('strike', () => {
  const line = 'POST /api/v3.11/conferences';

  it('spares everything in good health', () => {
    expect(strike(noFaults(), line)).toEqual({ answer: null, latencyMs: 0 });
  });

  it('hits the API and the token endpoint, and no page', () => {
    const faults = { ...noFaults(), answer: 'html500', latencyMs: 5 } as const;
    const hit = { answer: 'html500', latencyMs: 5 };
    expect(strike(faults, line)).toEqual(hit);
    expect(strike(faults, 'POST /oauth2/v1/token')).toEqual(hit);
    expect(strike(faults, 'GET /webrtc/1')).toEqual({ answer: null, latencyMs: 0 });
  });

  it('hits only what is named, a page too, and only so often', () => {
    const only = { path: /^GET \/webrtc\//, times: 1 };
    const faults = { ...noFaults(), answer: 'silent', only } as const;
    expect(strike(faults, line).answer).toBeNull();
    expect(strike(faults, 'GET /webrtc/1').answer).toBe('silent');
    expect(strike(faults, 'GET /webrtc/1').answer).toBeNull();
    expect(only.times).toBe(0);
  });
});
