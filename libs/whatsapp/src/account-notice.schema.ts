import { z } from 'zod';

import type { AccountNotice, MarketingChoice, TroubleNews, UserIdChange } from './account-notice.ts';
import { reactionTo } from './reaction-to.ts';
import { maybe, maybeId, maybeWord, word } from './webhook-leaves.ts';
import { webhookTime } from './webhook-time.ts';
import { identityOf, isKnown } from './whatsapp-identity.ts';

// `value` of the webhook fields about the account and its numbers, and of what people chose.

const userPreference = z.object({
  wa_id: maybeId,
  user_id: maybeId,
  parent_user_id: maybeId,
  category: z.literal('marketing_messages'),
  value: z.enum(['stop', 'resume']),
  timestamp: webhookTime,
});

export const userPreferences = z
  .object({ user_preferences: z.array(z.unknown()) })
  .transform((value): AccountNotice => {
    const choices = value.user_preferences.flatMap((element): MarketingChoice[] => {
      const { data } = userPreference.safeParse(element);
      if (!data) return [];
      const { wa_id: phone, user_id: user, parent_user_id: parent, timestamp: chosenAt } = data;
      const who = identityOf({ userIds: [user, parent], phones: [phone] });
      return isKnown(who) ? [{ who, stops: data.value === 'stop', chosenAt }] : [];
    });
    const said = new Set(choices.map(({ stops }) => (stops ? 'stop' : 'resume')));
    return { event: [...said].join('+') || 'other', needsPerson: false, choices };
  });

const idChange = maybe(z.object({ previous: maybeId, current: maybeId }));
// Its `wa_id` is left out: it is not documented which of two numbers it is.
const userIdChange = z.object({
  user_id: idChange,
  parent_user_id: idChange,
  timestamp: webhookTime,
});

export const userIdUpdate = z
  .object({ user_id_update: z.array(z.unknown()) })
  .transform((value): AccountNotice => {
    const userIdChanges = value.user_id_update.flatMap((element): UserIdChange[] => {
      const { data } = userIdChange.safeParse(element);
      const { user_id: user, parent_user_id: parent } = data ?? {};
      // The parent's id stands for a person only where they have none of their own.
      const { previous, current } = user ?? parent ?? {};
      const change = {
        previous: identityOf({ userIds: [previous] }),
        current: identityOf({ userIds: [current] }),
        changedAt: data?.timestamp,
      };
      return isKnown(change.previous) && isKnown(change.current) ? [change] : [];
    });
    return { event: userIdChanges.length > 0 ? 'changed' : 'other', needsPerson: false, userIdChanges };
  });

/** What ends each trouble that lasts, where WhatsApp is known to say so. */
const endings = new Map([
  ['ACCOUNT_DELETED', 'ACCOUNT_RECONNECTED'],
  ['ACCOUNT_OFFBOARDED', 'ACCOUNT_RECONNECTED'],
  ['PARTNER_REMOVED', 'PARTNER_ADDED'],
]);
const banned = 'DISABLED_UPDATE';

const accountUpdateSchema = z.object({
  event: word,
  restriction_info: z
    .array(z.object({ restriction_type: word, expiration: webhookTime }))
    .optional()
    .catch(undefined),
  ban_info: z.object({ waba_ban_state: word }).optional().catch(undefined),
  violation_info: z.object({ violation_type: word }).optional().catch(undefined),
});

export const accountUpdate = accountUpdateSchema.transform((value): AccountNotice => {
  const { event, restriction_info: restrictions = [], ban_info: ban, violation_info: violation } = value;
  const details = [
    ...restrictions.map((restriction) => restriction.restriction_type),
    ...(ban ? [ban.waba_ban_state] : []),
    ...(violation ? [violation.violation_type] : []),
  ];
  const troubles = troublesOf(value);
  const ends = event === banned && troubles.length === 0 ? [banned] : endedBy(event);
  return {
    event,
    about: details.join(' ') || undefined,
    needsPerson: troubles.length > 0,
    ...(troubles.length > 0 && { troubles }),
    ...(ends.length > 0 && { ends }),
  };
});

function troublesOf({
  event,
  restriction_info: restrictions = [],
  ban_info: ban,
}: z.infer<typeof accountUpdateSchema>): TroubleNews[] {
  if (event === banned) return ban?.waba_ban_state === 'REINSTATE' ? [] : [{ name: banned }];
  if (event === 'ACCOUNT_VIOLATION') return [{ name: event, isToldOnce: true }];
  if (event === 'ACCOUNT_RESTRICTION') {
    const told = restrictions.map((one) => ({
      name: one.restriction_type,
      about: one.restriction_type,
      until: one.expiration,
    }));
    return told.length > 0 ? told : [{ name: event }];
  }
  return endings.has(event) ? [{ name: event }] : [];
}

const endedBy = (event: string): string[] =>
  [...endings].flatMap(([trouble, ending]) => (ending === event ? [trouble] : []));

export const accountAlert = z
  .object({
    entity_type: maybeWord,
    entity_id: maybeId,
    alert_info: z.object({ alert_type: word, alert_severity: maybeWord, alert_status: maybeWord }),
  })
  .transform(({ entity_type: kind = '', entity_id: entity = '', alert_info: info }): AccountNotice => {
    const { alert_type: event, alert_severity: severity, alert_status: status } = info;
    const isActive = status === undefined || status === 'ACTIVE';
    const needsPerson = isActive && (severity === 'WARNING' || severity === 'CRITICAL');
    // The same alert may concern a number and its account; which one is not shown.
    const name = `${event} ${kind} ${entity}`.trim();
    return {
      event,
      about: [severity, status].filter(Boolean).join(' ') || undefined,
      needsPerson,
      ...(needsPerson ? { troubles: [{ name }] } : { ends: [name] }),
    };
  });

const limit = z
  .union([z.int().transform(String), word])
  .optional()
  .catch(undefined);

export const phoneQuality = z
  .object({
    event: word,
    old_limit: limit,
    current_limit: limit,
    max_daily_conversations_per_business: limit,
  })
  .transform(
    ({ event, old_limit: before, current_limit: older, max_daily_conversations_per_business: now }) => ({
      event,
      about: [before, now ?? older].filter(Boolean).join(' → ') || undefined,
      needsPerson: false,
    }),
  );

export const businessCapability = z
  .object({ max_daily_conversations_per_business: limit, max_phone_numbers_per_waba: limit })
  .transform(({ max_daily_conversations_per_business: people, max_phone_numbers_per_waba: numbers }) => ({
    event: people ?? 'CHANGED',
    about: numbers && `${numbers} phone numbers`,
    needsPerson: false,
  }));

const rejected = 'REJECTED';

export const decided = z
  .object({ decision: word })
  .transform(({ decision }): AccountNotice => ({ event: decision, needsPerson: decision === rejected }));

export const accountReview = decided.transform((notice): AccountNotice => {
  if (notice.needsPerson) return { ...notice, troubles: [{ name: rejected }] };
  return notice.event === 'APPROVED' ? { ...notice, ends: [rejected] } : notice;
});

export const security = z.object({ event: word }).transform(({ event }): AccountNotice => ({
  event,
  needsPerson: true,
  troubles: [{ name: event, isToldOnce: true }],
}));

export const anyEvent = z.object({ event: word }).transform(({ event }) => ({ event, needsPerson: false }));

export const accountError = z
  .object({ code: z.int() })
  .transform(({ code }) => ({ event: String(code), needsPerson: reactionTo(code).kind === 'operator' }));
