import type { InboundStore, Turn } from '#data';
import type { Understanding, UnderstandRequest } from '#understanding';

import type { IntentConfig } from './intent.config.ts';
import { UnderstandStep } from './understand.step.ts';

const exchange = { said: 'yoga at four', saidAt: new Date(), answered: 'Done.' };
const turn: Turn = {
  id: 'message',
  lease: 'lease',
  messageKey: 'key',
  contact: {
    id: 'contact-id',
    bsuid: 'DE.1349',
    phone: '4915112345678',
    timezone: 'Europe/Berlin',
  },
  kind: 'text',
  text: 'move it to five',
  hasMedia: false,
  sentAt: new Date(),
  failedClaims: 0,
  isAsked: false,
  isAdmitted: false,
  isRefused: false,
  inLastMinute: 1,
  floodedBefore: false,
  overtakes: false,
  history: () => [exchange],
  basis: 'basis',
};

it('what is to be understood comes with its conversation, and with nothing that tells who said it but our id', async () => {
  const requests: UnderstandRequest[] = [];
  const understand: Understanding['understand'] = (request) => {
    requests.push(request);
    return Promise.resolve({ actions: [{ intent: 'help', confidence: 1, words: request.text }] });
  };
  const step = new UnderstandStep(
    { understand } as Understanding,
    { inboundPerUserPerMinute: 30, access: 'open' } as IntentConfig,
    {} as InboundStore,
  );

  await step.understand(turn, new AbortController().signal);

  expect(requests).toEqual([
    {
      text: 'move it to five',
      reference: turn.sentAt,
      timezone: 'Europe/Berlin',
      dayFirst: true,
      person: 'contact-id',
      history: expect.any(Function),
    },
  ]);
  expect(requests[0]?.history?.()).toEqual([exchange]);
});
