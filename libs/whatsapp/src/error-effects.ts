import { hours, minutes, type Pauses, type Reaction, seconds } from './error-reaction.ts';

/** What a reaction means for everybody, in words for people on call. In `you`, `**` marks what is urgent. */
interface Effects {
  message: string;
  person: string;
  number: string;
  you: string;
}

const goesOn = 'goes on';
const failed: Effects = { message: 'failed', person: 'does not get it', number: goesOn, you: 'Nothing' };

export function effectsOf(reaction: Reaction): Effects {
  switch (reaction.kind) {
    case 'throttle': {
      const number = `pauses ${pausesOf(reaction)}`;
      const you = reaction.scope === 'account' ? 'See what else uses the account' : 'Nothing';
      return { message: 'waits', person: 'gets it later', number, you };
    }
    case 'pair': {
      const message = `waits ${pausesOf(reaction)}`;
      return { message, person: 'all of theirs wait', number: goesOn, you: 'Nothing' };
    }
    case 'retry':
      return reaction.isOutage
        ? {
            message: `again after ${spanOf(reaction.firstPauseMs)}, for as long as it lasts`,
            person: 'gets it later',
            number: 'sends probes only while all fail',
            you: "Look at Meta's status page",
          }
        : {
            message: attemptsOf(reaction),
            person: 'gets it later, or not',
            number: 'sends probes only while all fail',
            you: 'Nothing, unless there are many',
          };
    case 'operator': {
      const isAll = reaction.stops === 'number';
      return {
        message: 'is kept',
        person: 'gets it once fixed',
        number: isAll ? 'stops' : goesOn,
        you: `${reaction.pages ? '**Now:** ' : ''}${reaction.fix}`,
      };
    }
    case 'use_template':
      return {
        message: 'leaves as its template, or waits',
        person: 'gets it when they write; a template says so',
        number: goesOn,
        you: 'Nothing',
      };
    case 'stop_marketing':
      return { message: 'failed', person: 'gets no marketing', number: goesOn, you: 'Nothing' };
    case 'template_paused':
      return {
        message: 'is kept',
        person: 'gets it once the template is back',
        number: 'goes on without it',
        you: 'Nothing',
      };
    case 'template_disabled':
      return { ...failed, number: 'goes on without it' };
    case 'later':
      return {
        message: attemptsOf(reaction),
        person: 'gets it later, or not',
        number: reaction.holds === 'number' ? `sends only replies for ${pausesOf(reaction)}` : goesOn,
        you: 'Nothing',
      };
    default:
      return failed;
  }
}

const attemptsOf = (reaction: Pauses & { mostAttempts: number }): string =>
  `up to ${reaction.mostAttempts} attempts, after ${pausesOf(reaction)}; then failed`;

/** For example "1 s, then ×4 up to 17 min". */
function pausesOf({ firstPauseMs, growth, longestPauseMs }: Pauses): string {
  const grows = longestPauseMs > firstPauseMs;
  return `${spanOf(firstPauseMs)}${grows ? `, then ×${growth} up to ${spanOf(longestPauseMs)}` : ''}`;
}

function spanOf(ms: number): string {
  if (ms >= hours(48)) return `${Math.round(ms / hours(24))} days`;
  if (ms >= hours(1)) return `${Math.round(ms / hours(1))} h`;
  return ms >= minutes(1) ? `${Math.round(ms / minutes(1))} min` : `${Math.round(ms / seconds(1))} s`;
}
