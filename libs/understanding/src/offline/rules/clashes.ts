import type { Candidate } from '../found.ts';
import { pattern } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';

const OVERLAP = '(?:clash(?:es|ing)?|conflicts?|conflicting|overlap(?:s|ping)?|double[- ]?book(?:ed|ings?))';
const FORMS = [
  `^(?:(?:do|have) (?:i|we) (?:have |got )?|(?:is|are) there |(?:got )?(?=any))(?:any |anything (?:that )?|some |events (?:that )?)*(?:scheduling |calendar )?${OVERLAP}(?: (?:events|meetings|appointments|with each other|(?:in|on) my calendar|coming up))*$`,
  `^(?:do|does|are|is) (?:any(?:thing| of my \\w+)?|my|some)(?: of)?(?: my)?(?: \\w+)?(?: in my calendar)? ${OVERLAP}(?: with each other)?$`,
  '^(?:am i|are we) (?:double|triple)[- ]?booked(?: anywhere| anytime| at all)?$',
].map((form) => pattern(form));

/** "do I have any clashes this week", "is anything overlapping", "am I double booked on friday" */
export function clashes({ command, dates }: Sentence): Candidate[] {
  const { when, rest } = dates(command);
  if (!FORMS.some((form) => form.test(rest))) return [];
  return [
    {
      intent: 'list_events',
      confidence: 0.95,
      fill: () => ({ asksOverlaps: true, ...(when && { when }) }),
    },
  ];
}
