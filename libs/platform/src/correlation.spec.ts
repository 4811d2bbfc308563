import { createHash } from 'node:crypto';

import { correlationIdOf, keyPrefixOf, traceIdOf } from './correlation.ts';

const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32);
const ours = '019ac1f2-7b3e-7cc0-8d3e-0123456789ab';

describe('the ids of a message', () => {
  it('are hexadecimal, and the short one begins the one of the trace', () => {
    const key = keyOf('a message');

    expect(traceIdOf(key)).toMatch(/^[\da-f]{32}$/);
    expect(correlationIdOf(key)).toBe(traceIdOf(key).slice(0, 12));
    expect(correlationIdOf(keyOf('another'))).not.toBe(correlationIdOf(key));
  });

  it('lead back to its key', () => {
    for (let at = 0; at < 100; at++) {
      const key = keyOf(String(at));
      expect(key.startsWith(keyPrefixOf(correlationIdOf(key))!)).toBe(true);
    }
    expect(keyPrefixOf('wamid.HBgL')).toBeUndefined();
  });

  it('are random of a message of ours too, whose own id begins with its time', () => {
    expect(traceIdOf(ours)).toBe('0123456789ab019ac1f27b3e7cc08d3e');
    expect(correlationIdOf(ours)).toBe('0123456789ab');
  });
});
