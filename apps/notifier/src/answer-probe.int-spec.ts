import { SimulatedWhatsApp } from '#testing';
import { GraphClient, GraphError } from '#whatsapp';

import { AnswerProbe } from './answer-probe.service.ts';

describe('AnswerProbe', () => {
  let whatsapp: SimulatedWhatsApp;
  let isSilent: boolean;
  let isLongSilent: boolean;
  let answers: number;

  beforeAll(async () => {
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(() => whatsapp.stop());
  beforeEach(() => {
    isSilent = true;
    isLongSilent = false;
    answers = 0;
  });

  function probeOf(graph: Pick<GraphClient, 'probe'>): AnswerProbe {
    const path = {
      timeToAsk: () => Promise.resolve(isSilent ? { now: new Date(), isLongSilent } : undefined),
      noteAnswerTo: () => Promise.resolve(void (answers += 1)),
    };
    return new AnswerProbe(path, graph);
  }
  const failing = (reason: Error): AnswerProbe => probeOf({ probe: () => Promise.reject(reason) });
  const real = (more = {}): AnswerProbe =>
    probeOf(new GraphClient({ ...whatsapp.settings, ...more }, 60_000));

  it('notes that WhatsApp answers', async () => {
    await real().ask();

    expect(answers).toBe(1);
  });

  it('asks nothing while it answers anyway', async () => {
    isSilent = false;
    await failing(new Error('was asked')).ask();

    expect(answers).toBe(0);
  });

  it('asks seldom in a long outage, until somebody was answered', async () => {
    isLongSilent = true;
    let asked = 0;
    const probe = probeOf({ probe: () => Promise.reject(new Error(`no answer to ${(asked += 1)}`)) });
    await probe.ask();
    await probe.ask();
    expect(asked).toBe(1);

    isLongSilent = false;
    await probe.ask();
    expect(asked).toBe(2);
  });

  it('takes a refusal for an answer, too', async () => {
    await real({ apiTokens: ['another one'] }).ask();
    await failing(new GraphError('refused', 'the token expired', 190)).ask();

    expect(answers).toBeGreaterThan(0);
  });

  it.each([
    ['nothing that answers', () => real({ apiBaseUrl: 'http://127.0.0.1:1' })],
    ['a gateway page', () => failing(new GraphError('unknown', 'status 502'))],
  ])('does not take %s for one', async (_, probe) => {
    await probe().ask();

    expect(answers).toBe(0);
  });
});
