import fc from 'fast-check';

import { accountQueue, intentQueue, mediaQueue, type QueueDefinition, statusQueue } from '#queues';
import {
  fieldValues,
  fieldWebhook,
  metaExamples,
  statusValue,
  testAccount,
  webhook,
  testSealer,
} from '#testing';
import { webhookSchema } from '#whatsapp';

import { type SplitWebhook, splitWebhook } from './split-webhook.ts';

type Fields = Record<string, unknown>;
interface Envelope {
  entry: { changes: unknown[] }[];
}

const sealer = testSealer();
const ours = { phoneNumberId: testAccount.phoneNumberId, sealer };
const split = (entry: unknown): SplitWebhook =>
  splitWebhook(webhookSchema.parse({ object: 'whatsapp_business_account', entry }), ours, 1);
const metadata = { phone_number_id: testAccount.phoneNumberId };

/** Changes as WhatsApp sends them. */
const realChanges = [
  ...Object.values(metaExamples),
  ...(Object.keys(fieldValues) as (keyof typeof fieldValues)[]).map((field) => fieldWebhook(field)),
  webhook(statusValue({}, { status: 'failed', errors: [{ code: 131_049 }] })),
].flatMap(({ entry }) => (entry as Envelope['entry']).flatMap(({ changes }) => changes));

/** The same JSON value with one part replaced, at any depth. */
function mutate(value: unknown, steps: number[], part: unknown): unknown {
  const [step, ...further] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return part;
  const keys = Object.keys(value);
  if (keys.length === 0) return part;
  const key = keys[step % keys.length]!;
  const mutated = mutate((value as Fields)[key], further, part);
  return Array.isArray(value) ? value.with(Number(key), mutated) : { ...value, [key]: mutated };
}

const anyJson = fc.jsonValue({ maxDepth: 4 });
const steps = fc.array(fc.nat(20), { maxLength: 6 });
const realChange = fc.constantFrom(...realChanges);
const mutatedChange = fc.tuple(realChange, steps, anyJson).map((all) => mutate(...all));
const message = realChange
  .filter((change) => Array.isArray((change as { value: Fields }).value.messages))
  .map((change) => (change as { value: { messages: unknown[] } }).value.messages[0]);
const element = fc.oneof(
  message,
  fc.tuple(message, steps, anyJson).map((all) => mutate(...all)),
  anyJson,
);
const anyEntry = fc.oneof(
  anyJson,
  fc.record({
    id: anyJson,
    changes: fc.array(fc.oneof(realChange, mutatedChange, anyJson), { maxLength: 4 }),
  }),
);

/** How many payloads an entry must yield: counted by hand, without the schemas. */
function elementsOf(entry: unknown): number {
  const changes = isObject(entry) ? entry.changes : undefined;
  if (!Array.isArray(changes)) return 1;
  return changes.map(elementsOfChange).reduce((sum, count) => sum + count, 0);
}

function elementsOfChange(change: unknown): number {
  if (!isObject(change) || change.field !== 'messages' || !isObject(change.value)) return 1;
  const { value } = change;
  if (!isObject(value.metadata) || typeof value.metadata.phone_number_id !== 'string') return 1;
  const lists = [value.messages, value.statuses, value.errors].map((list) => list ?? []);
  const count = lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 1), 0);
  return Math.max(count, 1);
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const payloadsOf = ({ intent, statuses, notices }: SplitWebhook): unknown[] => [
  ...intent,
  ...statuses,
  ...notices,
];
/** Without references to neighbouring messages. */
const alone = (payloads: unknown[]): unknown[] =>
  payloads.map((payload) => ({ ...(payload as Fields), position: undefined, after: undefined }));

describe('whatever stands in the envelope of a webhook', () => {
  it('each element ends in exactly one payload', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 4 }), (entries) => {
        const expected = entries.map(elementsOf).reduce((sum, count) => sum + count, 0);

        expect(payloadsOf(split(entries))).toHaveLength(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('each payload is one that its queue takes', () => {
    const taken = <T>(queue: QueueDefinition<T>, payloads: T[]): void => {
      for (const payload of payloads) {
        // As a job carries it: JSON has no `undefined`.
        const carried: unknown = JSON.parse(JSON.stringify(payload));
        expect(queue.payload.parse(payload)).toEqual(carried);
        expect(queue.jobId(payload)).toMatch(/^[a-z]-[A-Za-z0-9_-]+$/);
      }
    };
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 4 }), (entries) => {
        const { intent, media, statuses, notices } = split(entries);

        taken(intentQueue, intent);
        taken(mediaQueue, media);
        taken(statusQueue, statuses);
        taken(accountQueue, notices);
      }),
      { numRuns: 500 },
    );
  });

  it('each message, status and error of a list ends in exactly one payload', () => {
    const list = fc.array(element, { maxLength: 6 });
    fc.assert(
      fc.property(list, list, list, (messages, statuses, errors) => {
        const value = { metadata, messages, statuses, errors };
        const expected = Math.max(messages.length + statuses.length + errors.length, 1);

        expect(payloadsOf(split([{ changes: [{ field: 'messages', value }] }]))).toHaveLength(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('an element comes to the same, whoever its neighbours are', () => {
    const place = (messages: unknown[]): unknown => ({
      changes: [{ field: 'messages', value: { metadata, messages } }],
    });
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 6 }), anyEntry, (messages, entry) => {
        const together = split([place(messages), entry]);
        const apart = [...messages.map((one) => place([one])), entry].map((one) => split([one]));

        for (const queue of ['intent', 'media', 'statuses', 'notices'] as const) {
          expect(alone(together[queue])).toEqual(alone(apart.flatMap((one): unknown[] => one[queue])));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('what has a file is on both queues, and nothing else is announced', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), (messages) => {
        const { intent, media } = split([
          { changes: [{ field: 'messages', value: { metadata, messages } }] },
        ]);

        expect(intent.filter(({ awaitsMedia }) => awaitsMedia)).toEqual(
          media.map((payload) => ({ ...payload, awaitsMedia: true })),
        );
        expect(intent.filter((payload) => payload.media)).toHaveLength(media.length);
      }),
    );
  });
});
