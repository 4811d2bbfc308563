import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { z } from 'zod';

/** How this WhatsApp behaves where Meta's own behaviour differs, is uncertain or is in the way of a test. Each has the usual value. */
export const rulesSchema = z.object({
  /** What becomes of a free message when the person has not written for 24 hours: a failed status, or an error at once. */
  closedWindow: z.enum(['fails later', 'refused', 'sent all the same']).default('fails later'),
  /** Whether somebody whom this process never heard from counts as having written when it started. */
  strangersWrote: z.boolean().default(true),
  /**
   * How Meta's limit of messages between one number and one person (131056) is read. bucket: 45 at once, and one more every six
   * seconds. strict: taken at its word, a burst is paid off before anything else may be sent, which refuses a third answer ten
   * seconds after two quick ones.
   */
  pairLimit: z.enum(['bucket', 'strict', 'off']).default('bucket'),
  /** Messages per second and number, sent and received, or nothing for the number's own level: 80 or 1,000 (130429). */
  messagesPerSecond: z.int().positive().nullable().default(null),
  /** The HTTP status of an answer that says "slow down". */
  throttleStatus: z.union([z.literal(400), z.literal(429)]).default(400),
  /** How many people may be written to first in 24 hours, or nothing for no limit. */
  messagingLimit: z.int().min(0).nullable().default(null),
  /** With which code a message beyond that limit fails. Meta names none, hence the one for reasons that are not told. */
  messagingLimitCode: z.int().default(131_000),
  /** What becomes of a message with a user id (BSUID) in `to`, where only phones belong: reported is 200, and nothing ever after. */
  userIdInTo: z.enum(['dropped', 'refused']).default('dropped'),
  /** What becomes of a new or edited template, and after how long; by hand: it waits for the scenario. */
  templateReview: z.enum(['approved', 'rejected', 'by hand']).default('approved'),
  templateReviewAfterMs: z.int().min(0).default(1_000),
  /** Faults in templates: a code of their own, as Meta lists them, or code 100 with that number as `error_subcode`, as seen. */
  templateFaultAs: z.enum(['code', 'subcode']).default('code'),
  /** What becomes of a new display name, and after how long. */
  nameReview: z.enum(['approved', 'rejected', 'by hand']).default('approved'),
  nameReviewAfterMs: z.int().min(0).default(1_000),
  /** What the SMS or the call says that verifies a number. */
  verificationCode: z
    .string()
    .regex(/^\d{6}$/)
    .default('123456'),
  /** Calls in an hour that manage one account (80007), or nothing for 5,000 with a registered number and 200 without. */
  managementCallsPerHour: z.int().positive().nullable().default(null),
  /** The same for all accounts together (4). */
  appCallsPerHour: z.int().positive().default(50_000),
  /** New templates in an hour and account (80008). */
  templatesPerHour: z.int().positive().default(100),
  /** Templates in an account: 250 until the business is verified, 6,000 then. */
  templatesPerAccount: z.int().positive().default(6_000),
  /** `file_size` in `GET /<media id>`: documented as a string, seen as a number. */
  fileSizeAs: z.enum(['string', 'number']).default('string'),
  /** Webhooks write `/` as `\/`. */
  escapeSlashes: z.boolean().default(false),
  /** Webhooks name people by user id alone, as those are who adopted a username. */
  hidePhones: z.boolean().default(false),
  /** `timestamp` of `sent`, `delivered`, `read` counted from the send, in milliseconds; null: it never happens. */
  statusAfterMs: z
    .object({
      sent: z.int().min(0).nullable().default(50),
      delivered: z.int().min(0).nullable().default(200),
      read: z.int().min(0).nullable().default(600),
    })
    .prefault({}),
  /** Statuses leave before the send is answered. */
  statusesFirst: z.boolean().default(false),
  /** Webhooks about one account that come within this time share one POST, up to `batchSize` changes; 0: one each. */
  batchMs: z.int().min(0).max(60_000).default(0),
  batchSize: z.int().min(1).max(1_000).default(1_000),
  /** How fast redelivery goes: 1 as below, 60 a minute as a second. */
  redeliverySpeed: z.number().positive().default(1),
  /** How many webhooks (0 to 1 of all, by the seed) are delivered twice, out of order, or much later. */
  duplicates: z.number().min(0).max(1).default(0),
  reordered: z.number().min(0).max(1).default(0),
  late: z.number().min(0).max(1).default(0),
  lateByMs: z.int().min(0).default(60_000),
  /** How many never arrive. */
  lost: z.number().min(0).max(1).default(0),
  /** How many are signed with a wrong secret first. */
  wrongSignatures: z.number().min(0).max(1).default(0),
  /** Of everything that is left to chance. */
  seed: z.int().default(1),
});

export type RuleValues = z.output<typeof rulesSchema>;

const usual = rulesSchema.parse({});

/** The rules as they are now. */
@Injectable()
export class Rules {
  readonly changed = new Subject<void>();
  #values: RuleValues = usual;

  get now(): RuleValues {
    return this.#values;
  }

  /** Those that are not as usual. */
  get unusual(): Partial<RuleValues> {
    const changed = Object.entries(this.#values).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name as keyof RuleValues]),
    );
    return Object.fromEntries(changed);
  }

  /** What is left out stays as it was. */
  change(values: Partial<RuleValues>): void {
    this.#values = { ...this.#values, ...values };
    this.changed.next();
  }

  reset(): void {
    this.#values = usual;
    this.changed.next();
  }
}
