import { explainError, reactionTo } from '#whatsapp';

import { type Cause, minuteOf, type Seen, toldBy, type Trouble } from './trouble.ts';

const waits = 'Answers and reminders are kept and wait; nobody gets any.';

/** WhatsApp's side: the circuit breaker, holds, the access token and whatever else the notifier was told. */
export const whatsappTroubles = (seen: Seen): Trouble[] => [...sending(seen), ...told(seen)];

function sending({ database }: Seen): Trouble[] {
  const { openedAt, openedBy, heldUntil } = database?.number ?? {};
  const probe = {
    label: 'Try WhatsApp now',
    path: '/api/whatsapp/probe',
    confirm: 'Let the next message be tried at once? If WhatsApp refuses it, it waits as before.',
  };
  if (openedAt) {
    const reaction = openedBy == null ? undefined : reactionTo(openedBy);
    const known = openedBy == null ? undefined : explainError(openedBy);
    const isOurs = reaction?.kind === 'operator';
    const title = !known
      ? openedBy == null
        ? 'WhatsApp does not answer'
        : `WhatsApp is out of order (error ${openedBy})`
      : isOurs
        ? `WhatsApp refuses our messages: ${known.meaning} (error ${openedBy})`
        : `WhatsApp is out of order: ${known.meaning} (error ${openedBy})`;
    return [
      {
        id: 'whatsapp-stopped',
        severity: 'failing',
        cause: isOurs ? 'us' : 'meta',
        title,
        effect: waits,
        press: isOurs
          ? `${(known?.advice ?? '').replace(/[^.]$/, '$&.')} Then try WhatsApp.`.trim()
          : 'Nothing is broken here: it is tried again by itself. See https://metastatus.com, and whether this machine reaches graph.facebook.com.',
        act: probe,
        since: openedAt,
      },
    ];
  }
  if (!heldUntil) return [];
  return [
    {
      id: 'whatsapp-held',
      severity: 'warning',
      cause: 'meta',
      title: `WhatsApp restricts our number until ${minuteOf(heldUntil)} UTC`,
      effect: 'Answers go on; reminders and other messages that nobody waits for are kept until then.',
      press: 'Look at the quality of the number in WhatsApp Manager; send less of what nobody asked for.',
    },
  ];
}

const presses: Record<string, { cause: Cause; press: string }> = {
  TokenWatch: {
    cause: 'us',
    press:
      'Exchange the access token before it ends: `npm run handsfree -- token exchange`. The apps take the new one by themselves.',
  },
  LimitsWatch: { cause: 'us', press: 'Change the setting that it names, and restart the notifier.' },
  TemplateWatch: {
    cause: 'meta',
    press: 'See `npm run handsfree -- templates sync`, and the templates below.',
  },
  NumberWatch: { cause: 'meta', press: 'Wait, or ask WhatsApp for a higher limit in WhatsApp Manager.' },
};

/** What the apps warn of, beside what is told elsewhere. */
function told({ apps, database }: Seen): Trouble[] {
  const isToldAlready = database?.number.openedAt != null || database?.number.heldUntil != null;
  return toldBy(apps, 'warnings')
    .filter(({ by }) => by !== 'understanding' && !(by === 'NumberWatch' && isToldAlready))
    .map(({ app, by, words }) => {
      const { cause, press } = presses[by] ?? { cause: 'us', press: `The log of ${app} says more.` };
      const mustReplace = by === 'TokenWatch' && words.includes('has to be replaced');
      return {
        id: `told-${app}-${by}`,
        severity: mustReplace ? 'failing' : 'warning',
        cause,
        title: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`.replace(/: exchange it with .*$/, ''),
        effect: mustReplace ? 'Nothing can be sent with it.' : undefined,
        press,
      };
    });
}
