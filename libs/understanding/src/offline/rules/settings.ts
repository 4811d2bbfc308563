import type { Intent } from '../../meaning.ts';
import type { Candidate, Slots } from '../found.ts';
import { firstGroups, pattern } from '../lexicon.ts';
import { OTHER_SERVICES } from '../other-services.ts';
import type { Sentence } from '../sentence.ts';
import { habitOf } from './habits.ts';
import { futureWhereabouts, stayIn, whereabouts, ZONE_NAME } from './whereabouts.ts';

const ZONE = '(?:time ?zone|timezone)';
const ZONES = [
  `^(?:set|change|switch|update|make|use|move|put)\\b.*\\b${ZONE}\\b(?: (?:to|as|is|=))? ?(?<place>.*)$`,
  `^(?:my|the|our) ${ZONE} (?:is|should be|has changed to|=) (?<place>.+)$`,
  `^(?:i'm|i am|we're|we are|i've moved|i moved|i'm living|i live) (?:now )?(?:in|to) (?<place>[\\w/ ]+?)(?: (?:now|today|this week|until [\\w ]+|for (?:a|the|\\w+) [\\w ]+))?(?:,? (?:so |and |please |can you )*(?:change|update|set|switch|adjust|fix|use) (?:my |the |that |local )*(?:${ZONE}|clock|time)(?: there)?)$`,
  `^(?:switch|change|set|use|go)(?: me)?(?: to)? (?<place>(?:${ZONE_NAME}|local)(?: (?:standard|daylight|summer))?(?: time)?)$`,
  `^(?:i'm|i am|we are|we're) (?:now )?(?:in|on) (?<place>[\\w/]+) time$`,
  `^(?<place>[\\w/ ]+) ${ZONE}$`,
].map((form) => pattern(form));

const SWITCH =
  '(?:set|turn (?:on|off)|switch (?:on|off)|enable|disable|stop sending(?: me)?|start sending(?: me)?|activate|deactivate|mute|change)';
const PREFERENCES = [
  `^(?:${SWITCH}|use|i prefer|i want|i like|show|give me|write|display)\\b.*\\b(?:24[- ]?(?:hour|h)|12[- ]?(?:hour|h)|twenty[- ]four hour|am(?: and |/| )?pm|day first|month first|(?:day|month) before (?:the )?(?:day|month)|date format|time format|military time)\\b`,
  `^(?:${SWITCH}|no|have|make)?\\b.*\\b(?:quiet (?:hours|time)|do not disturb|don't disturb)\\b`,
  "^(?:don'?t|do not|never|no) (?:message|text|write|ping|notify|bother|disturb|messages?|notifications?|remind)\\b(?: to)?(?: me| us)? ?(?:anything )?(?:after|before|between|at night|during|on (?:weekends|sundays|saturdays)|in the (?:evening|morning|night)|past|from \\d)\\b",
  `^(?:${SWITCH}|stop(?: me)?|send me|i want|give me|i don't want)\\b.*\\b(?:daily|morning|evening|weekly) (?:briefing|agenda|summary|digest|overview)\\b`,
  '^(?:send|give|show|tell|message|text) me (?:my |the |a )?(?:agenda|schedule|briefing|day|plans|calendar|summary|overview|to-?do list|tasks)\\b.* (?:every|each|daily)\\b',
  '^always (?:remind|alert|notify|warn|use|ask|send|tell)\\b',
  '^(?:my|the|our) (?:week|work ?week) (?:starts|begins|should start) (?:on )?\\w+day',
  `^(?:my |the )?(?:work(?:ing)? ?(?:hours|day)|day) (?:are|is|starts|start|begins?|runs?) (?:from |at )?\\d`,
  `^(?:${SWITCH}|update)\\b.*\\b(?:my|the) (?:default|preferred|preference|settings?|(?:usual|standard) (?:[\\w-]+ )?(?:times?|lengths?|durations?|reminders?|units?|formats?|language|tone|settings?))\\b`,
  '^by default\\b',
  '^(?:keep (?:your |the )?(?:answers|replies)|answer|reply) (?:short|shorter|brief|longer)\\b',
].map((form) => pattern(form));

const NAME = '(?!an? |back\\b|when\\b|if\\b|at\\b|in\\b)(?<name>[\\w-]+(?: [\\w-]+)?)';
const CALLS_ME = [
  `^from now on,? (?:you can |just |please )?call me ${NAME}$`,
  `^(?:you can |just )?call me ${NAME} (?:from now on|from here on|in future|instead)$`,
].map((form) => pattern(form));
const ALL_YOU_KNOW =
  '(?:everything|all (?:that )?)(?: that)? ?you (?:know|have|hold|keep|store|stored|have stored|have on|know about)';
/** What is asked for is one's own data, not what another noun says of it: "my account", but not "my account review on friday". */
const END_OF_OBJECT =
  '(?=$|[,;]| (?:please|now|today|completely|entirely|permanently|forever|for good|right away|immediately|as|by|because|since|so|off|to (?:me|my|a|an|csv|json)|in (?:a|an|one|json|csv)|from (?:here|your|this|handsfree|the (?:system|server|database))|(?:about|on|of|for) me|with you|here|(?:that )?you|and (?:all|everything|my|forget|stop|data|account|info\\w*))\\b)';
/** Up to the object, without another one that is only somewhere: "delete the photo [from my profile]". */
const OBJECT = "(?:(?!(?:from|on|in|to|with|for|by|about|at)\\b)[\\w'-]+ ){0,4}?";

const KINDS: [Intent, number, RegExp[]][] = [
  [
    'list_preferences',
    0.95,
    [
      "^(?:what(?:'s| is| are|re)?|which|show|list|read|tell|give|see|view|open|display|check)\\b.*\\b(?:my |your )?(?:settings?|preferences?)\\b(?! in | on | for )(?:.*)$",
      '^(?:(?:what are|show|show me|list|tell me) )?(?:my )?(?:settings|preferences|habits)$',
      '^what (?:all )?do you (?:already )?know about me$',
      '^(?:show me |tell me )?how (?:have i|did i|are you|you(?:.re| are)|i(?:.ve| have)|is (?:it|this|everything|my account))(?: got)?(?: you)?(?: things)? (?:set ?up|configured)(?: for me)?$',
      `^(?:what|which)(?:'s| is)? (?:my|the) ${ZONE}(?: (?:is set|set|setting))?$|^what ${ZONE} (?:am i in|do you have(?: for me)?|is set|are you using)$`,
      '^(?:when|what) are my quiet hours$',
    ].map((form) => pattern(form)),
  ],
  [
    'send_calendar',
    0.9,
    [
      '^(?:send|export|download|share|give|get(?! rid)|email|forward|print)\\b.*\\b(?:calend[ae]r|schedule)(?: (?:as|in) (?:an? )?(?:ics|ical|file|pdf|link|attachment)(?: file)?| file| link| to (?:my phone|me)| export| feed)?$',
      '^(?:send|give|get(?! rid)|have|share|export|i want|i need|can i have)\\b.*\\b(?:ics|ical|calend[ae]r (?:file|link|feed|export))\\b',
      "^(?:i want|i'd like|put|sync|subscribe to|connect|get) (?:my |this |the |your )?calend[ae]r (?:on|to|with|in) (?:my )?(?:phone|computer|google|apple|outlook|laptop|iphone)\\b",
    ].map((form) => pattern(form)),
  ],
  [
    'export_data',
    0.95,
    [
      `^(?:export|download|send|give|get(?! rid)|show|email|i want|i need|request)\\b.*\\b(?:my (?:personal )?(?:data|information|info)|${ALL_YOU_KNOW}|(?:data|information|info) (?:that )?you (?:have|hold|keep|store))${END_OF_OBJECT}(?!.*\\bcalend)`,
      '^what (?:data|information|info|all)?\\b.*\\b(?:do you (?:have|store|keep|know)|you (?:have|store|keep|know)|have you (?:stored|saved|kept))\\b.* (?:about|on|of) me$',
    ].map((form) => pattern(form)),
  ],
  [
    'erase_data',
    0.95,
    [
      `^(?:delete|erase|remove|wipe|destroy|clear|purge|scrub|get rid of) ${OBJECT}(?:my (?:(?:personal|whole|entire|user|own|stored|saved) )?(?:account (?:data|info\\w*)|data|information|info|account|profile)|(?:data|information|info) (?:about|on) me|${ALL_YOU_KNOW})${END_OF_OBJECT}`,
      `^(?:delete|erase|remove|wipe|destroy|purge|get rid of) (?:(?:the|this|user|whole|entire) )*account${END_OF_OBJECT}`,
      '^(?:forget|delete|erase|get rid of) (?:me|everything (?:about me|you (?:know|have).*)|all about me|all you know about me)$',
      '^(?:right to be forgotten|delete me|forget me)\\b',
    ].map((form) => pattern(form)),
  ],
];
/** Says that it is a habit, not when. */
const FROM_NOW_ON = /,? ?\bfrom (?:now|here) on\b,? ?/i;
const OF_ANOTHER = pattern(`\\b(?:${OTHER_SERVICES}|google account|phone data|cell|mobile)\\b`);

/** "set my time zone to Tokyo", "no messages after 10pm", "export my data" */
export function settings({ command, dates }: Sentence): Candidate[] {
  if (OF_ANOTHER.test(command)) return [];
  const habit = habitOf({ command, dates });
  if (habit) return [{ intent: 'set_preference', confidence: 0.96, isOwn: true, fill: () => habit }];
  const zone = firstGroups(ZONES, command)?.place;
  const place = zone?.replace(/^(?:to|the|is) /i, '').trim();
  if (zone !== undefined && !/^(?:what|which|how)\b/i.test(command)) {
    return [{ intent: 'set_timezone', confidence: 0.95, fill: () => (place ? { place } : {}) }];
  }
  const here = whereabouts(command);
  if (here)
    return [
      {
        intent: 'set_timezone',
        confidence: 0.9,
        isOwn: true,
        fill: () => ({ place: here, ...stayIn(command, dates) }),
      },
    ];
  const later = futureWhereabouts(command);
  if (later)
    return [
      { intent: 'set_timezone', confidence: 0.9, isOwn: true, fill: () => ({ place: later, isAhead: true }) },
    ];
  const kind = KINDS.find(([, , forms]) => forms.some((form) => form.test(command)));
  // "send me my agenda every morning" is a habit to keep, "send me my calendar" is done once.
  const name = firstGroups(CALLS_ME, command)?.name;
  // "call me tomorrow instead" asks for a call.
  const isName = name !== undefined && !dates(name).when;
  if (isName || PREFERENCES.some((form) => form.test(command))) {
    const fill = (): Slots => {
      const { when, leadTimes, recurrence } = dates(command.replace(FROM_NOW_ON, ''));
      return { ...(when && { when }), ...(leadTimes && { leadTimes }), ...(recurrence && { recurrence }) };
    };
    return [{ intent: 'set_preference', confidence: 0.9, fill }];
  }
  return kind ? [{ intent: kind[0], confidence: kind[1] }] : [];
}
