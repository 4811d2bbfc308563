import { linesOf, longestReply, lostTitle, short } from './wording.ts';

interface Note {
  kind: 'place' | 'person' | 'fact';
  name?: string;
  text?: string;
  latitude?: number;
  longitude?: number;
}

/** Answers about what is to be remembered, in English. WhatsApp shows `*bold*` and `_italic_`. */
export const noteReplies = {
  noteMissing: () => 'What should I remember? For example: remember that my locker is 42',
  noted: ({ kind, name, text }: Note) =>
    kind === 'place'
      ? `I'll remember this place${name ? `: ${short(name)}` : ''}. Ask me "where did I park?" to get it back.`
      : `I'll remember ${kind === 'person' ? `how to reach ${short(name ?? lostTitle)}` : `that: ${short(text ?? '')}`}`,
  recalled: ({ kind, name, text, latitude, longitude }: Note) =>
    linesOf(
      kind === 'fact'
        ? `You told me: ${short(text ?? '', longestReply / 2)}`
        : (name ?? 'The place you sent me'),
      kind !== 'fact' && text,
      latitude !== undefined && `https://maps.google.com/?q=${latitude},${longitude}`,
    ),
  nothingNoted: (asked: string) =>
    `You have not told me that: ${short(asked)}. To have me keep something, say: remember that my locker is 42`,
};
