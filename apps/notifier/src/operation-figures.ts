import { Injectable } from '@nestjs/common';

import { FiguresStore, NoticeStore, NumberStore, RetentionStore, type SendLimits } from '#data';
import { Figures, mostCounted } from '#platform';
import { accountFields, accountTroubles } from '#whatsapp';

import { LimitsWatch } from './limits-watch.service.ts';
import { TokenWatch } from './token-watch.service.ts';

/** So many messages of one person in an hour are more than anybody says. */
const manyMessages = 100;

const bound = mostCounted.toLocaleString('en');

/** WhatsApp's ratings of a number. */
const qualities = new Set(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']);

interface Parts {
  store: FiguresStore;
  numbers: NumberStore;
  notices: Pick<NoticeStore, 'unsettled'>;
  retention: RetentionStore;
  limits: SendLimits;
  retentionDays: number;
  token: TokenWatch;
  allowed: LimitsWatch;
}

/** How things stand over all processes, from the database; and how WhatsApp sees our number and token. */
@Injectable()
export class OperationFigures extends Figures {
  readonly #hour = this.gauge(
    'messages_last_hour',
    `Messages recorded in the last hour, of the newest ${bound}: received = handled + failed + in_flight`,
    ['state'],
  );
  readonly #mostOfOne = this.gauge(
    'messages_of_one_person_max',
    'The most messages of one person in the last hour, or in messages_of_one_person_seconds where that is less',
  );
  readonly #mostWithin = this.gauge(
    'messages_of_one_person_seconds',
    `The time that was looked at: an hour, or that of the newest ${bound} messages`,
  );
  readonly #atLeast = this.gauge(
    'figures_at_least',
    `1 while a count has stopped at its bound, ${bound} messages or 1,000 dead letters of a direction: there may be more`,
  );
  readonly #many = this.gauge(
    'people_with_many_messages',
    `People who sent more than ${manyMessages} messages in the last hour`,
  );
  readonly #open = this.gauge(
    'open_messages',
    `unanswered: not handled yet; unsent: answers that are due and have not left; to_send: all that is due and has not; put_off: not due yet, as in quiet hours; parked: waiting for their people to write. At most ${bound} are counted, to_send and put_off together`,
    ['state'],
  );
  readonly #people = this.gauge(
    'people_waiting',
    'People who wait for more than a minute: for an answer (unanswered), or for it to leave (unsent)',
    ['state'],
  );
  readonly #age = this.gauge('open_messages_oldest_seconds', 'How long the oldest of them waits', ['state']);
  readonly #dead = this.gauge(
    'dead_letters',
    'What failed for good and was not dismissed; at most 1,000 are counted',
    ['direction'],
  );
  readonly #newlyDead = this.gauge('newly_dead_letters', 'Those that failed within the last hour', [
    'direction',
  ]);
  readonly #sentTwice = this.gauge(
    'messages_sent_twice',
    'Messages that WhatsApp took more than once, as was noticed in the last 24 hours',
  );
  readonly #overdueWords = this.gauge(
    'words_overdue_seconds',
    'For how long the oldest words of messages should have been removed, which are older than RETENTION_DAYS; 0: none are',
    ['direction'],
  );
  readonly #used = this.gauge('send_limit_used', 'Messages sent within the window', ['window']);
  readonly #limit = this.gauge('send_limit', 'The most messages within the window', ['window']);
  readonly #breaker = this.gauge('breaker_open', '1 while nothing but a probe is sent');
  readonly #held = this.gauge(
    'number_held',
    '1 while WhatsApp restricts the number: nothing but answers is sent',
  );
  readonly #troubles = this.gauge(
    'account_troubles',
    'What is wrong with the account: WhatsApp told of it, has not taken it back, and nobody on call has settled it',
    ['field'],
  );
  readonly #reached = this.gauge(
    'people_reached',
    'People written to from outside the window in 24 hours; missing where WhatsApp sets no limit',
  );
  readonly #reachable = this.gauge('people_reachable', 'How many WhatsApp allows of them');
  readonly #quality = this.gauge('number_quality', "1 for WhatsApp's rating of the number", ['quality']);
  readonly #tokenDays = this.gauge('token_days_left', 'Until the access token expires; +Inf: it does not');
  readonly #tokenUsable = this.gauge('token_usable', '0 when the access token has to be replaced');

  constructor(private readonly parts: Parts) {
    super('operation');
  }

  protected async look(): Promise<void> {
    const { store, numbers, notices, retention, limits, retentionDays } = this.parts;
    const { phoneNumberId: id } = limits;
    const [messages, used, breaker, heldUntil, reached, told, overdue] = await Promise.all([
      store.messages(manyMessages),
      store.sends(id),
      numbers.breaker(id),
      numbers.heldUntil(id),
      numbers.peopleReached(id),
      notices.unsettled(accountFields),
      retention.overdueSeconds(retentionDays),
    ]);
    for (const [state, count] of Object.entries({
      received: messages.received,
      handled: messages.handled,
      failed: messages.failed,
      in_flight: messages.inFlight,
    })) {
      this.#hour.set({ state }, count);
    }
    this.#mostOfOne.set(messages.mostOfOne);
    this.#mostWithin.set(messages.lookedAtSeconds);
    this.#atLeast.set(Number(messages.isAtLeast));
    this.#many.set(messages.peopleWithMany);
    for (const state of ['unanswered', 'unsent', 'parked'] as const)
      this.#open.set({ state }, messages[state]);
    this.#open.set({ state: 'to_send' }, messages.toSend);
    this.#open.set({ state: 'put_off' }, messages.putOff);
    this.#people.set({ state: 'unanswered' }, messages.unansweredPeople);
    this.#people.set({ state: 'unsent' }, messages.unsentPeople);
    this.#age.set({ state: 'unanswered' }, messages.unansweredSeconds);
    this.#age.set({ state: 'unsent' }, messages.unsentSeconds);
    this.#dead.set({ direction: 'outbound' }, messages.deadOutbound);
    this.#dead.set({ direction: 'inbound' }, messages.deadInbound);
    this.#newlyDead.set({ direction: 'outbound' }, messages.newlyDeadOutbound);
    this.#newlyDead.set({ direction: 'inbound' }, messages.newlyDeadInbound);
    this.#sentTwice.set(messages.sentTwice);
    for (const direction of ['inbound', 'outbound'] as const)
      this.#overdueWords.set({ direction }, overdue[direction]);
    const { perSecond, perMinute, perDay } = limits;
    const most = { second: perSecond, minute: perMinute, day: perDay };
    for (const window of ['second', 'minute', 'day'] as const) {
      this.#used.set({ window }, used[window]);
      this.#limit.set({ window }, most[window]);
    }
    this.#breaker.set(breaker ? 1 : 0);
    this.#held.set(heldUntil ? 1 : 0);
    const troubles = accountTroubles(told, new Date());
    for (const field of accountFields)
      this.#troubles.set({ field }, troubles.filter((one) => one.field === field).length);
    this.#reached.set(reached?.count ?? NaN);
    this.#reachable.set(reached?.perDay ?? NaN);
    this.#tellWhatsApp();
  }

  /** What is not known is no figure. */
  #tellWhatsApp(): void {
    const { quality } = this.parts.allowed;
    const { standing } = this.parts.token;
    this.#quality.reset();
    if (quality !== undefined) this.#quality.set({ quality: qualities.has(quality) ? quality : 'other' }, 1);
    this.#tokenDays.set(standing?.daysLeft ?? NaN);
    this.#tokenUsable.set(standing === undefined ? NaN : Number(standing.isUsable));
  }
}
