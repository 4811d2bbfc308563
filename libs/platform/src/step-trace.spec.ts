import { monotonicMs, stepChannel, traceStep } from './step-trace.ts';

describe('traceStep', () => {
  const heard: unknown[] = [];
  const listen = (event: unknown): void => void heard.push(event);
  beforeEach(() => {
    heard.length = 0;
    stepChannel.subscribe(listen);
  });
  afterEach(() => {
    stepChannel.unsubscribe(listen);
  });

  it('tells a listener what happened to which message, and when', () => {
    const before = monotonicMs();
    traceStep('acted', 'key');
    const after = monotonicMs();

    expect(heard).toEqual([{ step: 'acted', key: 'key', at: expect.any(Number) }]);
    const [{ at }] = heard as [{ at: number }];
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(after);
  });

  it('takes the moment of a step that is told later, and the id of the answer', () => {
    traceStep('received', 'key', { at: 5 });
    traceStep('handed_on', 'key', { outboundId: 'id' });

    expect(heard).toMatchObject([
      { step: 'received', at: 5 },
      { step: 'handed_on', outboundId: 'id' },
    ]);
  });

  it('tells nobody once the listener has gone', () => {
    traceStep('acted', 'heard');
    stepChannel.unsubscribe(listen);
    traceStep('acted', 'not heard');

    expect(heard).toMatchObject([{ key: 'heard' }]);
  });
});
