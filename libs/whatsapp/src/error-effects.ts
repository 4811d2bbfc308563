import { hours, minutes, type Pauses, type Reaction, seconds } from './error-reaction.ts';

/** What a reaction means for everybody, in words for people on call. In `you`, `**` marks what is urgent. */
interface Effects {
  message: string;
  person: string;
  number: string;
  you: string;
}

const goesOn = 'goes on';

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
      return {
        message: `up to ${reaction.mostAttempts} attempts, after ${pausesOf(reaction)}; then failed`,
        person: 'gets it later, or not',
        number: reaction.isOutage ? 'waits while all fail' : goesOn,
        you: reaction.isOutage ? "Look at Meta's status page" : 'Nothing, unless there are many',
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
        message: 'only as a template',
        person: 'gets templates until they write',
        number: goesOn,
        you: 'Nothing',
      };
    case 'stop_marketing':
      return { message: 'failed', person: 'gets no marketing', number: goesOn, you: 'Nothing' };
    case 'template_paused': {
      const message = `waits for the template: ${pausesOf(reaction)}`;
      return { message, person: 'gets it later', number: 'goes on without it', you: 'Nothing' };
    }
    case 'later':
      return {
        message: `a reply: failed; else again after ${pausesOf(reaction)}`,
        person: reaction.holds === 'person' ? 'gets replies only until then' : 'gets it later, or not',
        number: reaction.holds === 'number' ? 'sends replies only until then' : goesOn,
        you: 'Nothing',
      };
    default:
      return failed(reaction.kind);
  }
}

function failed(kind: 'permanent' | 'template_disabled'): Effects {
  const number = kind === 'template_disabled' ? 'goes on without it' : goesOn;
  return { message: 'failed', person: 'does not get it', number, you: 'Nothing' };
}

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
