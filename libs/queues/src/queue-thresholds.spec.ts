import { loadConfig } from '#platform';

import { queueThresholds, thresholdsOf } from './queue-thresholds.ts';

const load = (value?: string) =>
  loadConfig({ queueThresholds }, value === undefined ? {} : { QUEUE_THRESHOLDS: value });

describe('QUEUE_THRESHOLDS', () => {
  it('changes those of the queues that it names', () => {
    const config = load('media:60:300, outbound:5:10');

    expect(thresholdsOf('media', config)).toEqual({ behind: 60, failing: 300 });
    expect(thresholdsOf('outbound', config)).toEqual({ behind: 5, failing: 10 });
    expect(thresholdsOf('intent', config)).toEqual({ behind: 30, failing: 120 });
  });

  it('may be missing', () => {
    expect(thresholdsOf('media', load())).toEqual({ behind: 30, failing: 120 });
  });

  it.each(['letters:1:2', 'media:60', 'media:60:60', 'media'])('is refused as %s', (value) => {
    expect(() => load(value)).toThrow(/QUEUE_THRESHOLDS: ".+" must be <queue>:<seconds until late>/);
  });
});
