import { type Config, rules, setting } from '#platform';

/** The only place that names it. It takes text, sound, pictures and PDFs. */
const usualModel = 'gemini-3.5-flash';

const modes = ['offline', 'gemini', 'both'] as const;
export type UnderstandingMode = (typeof modes)[number];

const mode = rules.text.refine(
  (value): value is UnderstandingMode => modes.some((one) => one === value),
  `must be ${modes.join(', ')}`,
);
/** It travels in an HTTP header. */
const key = rules.text.regex(/^[\x21-\x7e]+$/, 'must be one word of ASCII characters');
const onOrOff = rules.text
  .refine((value) => ['on', 'off'].includes(value), 'must be on or off')
  .transform((value) => value === 'on');

/** Of every app that understands what people say or send. */
export const geminiSettings = {
  /** Without it, everything is understood offline. */
  geminiApiKey: setting('GEMINI_API_KEY', key.optional(), {
    fromFile: true,
    neededWith: { name: 'UNDERSTANDING', values: ['gemini', 'both'] },
    ifMissing: 'get one at https://aistudio.google.com/apikey, or set UNDERSTANDING=offline',
  }),
  geminiModel: setting(
    'GEMINI_MODEL',
    rules.text
      .regex(/^gemini-[a-z0-9.-]+$/, `must be the name of a Gemini model, such as ${usualModel}`)
      .default(usualModel),
  ),
  geminiBaseUrl: setting(
    'GEMINI_API_BASE_URL',
    rules
      .url(['https', 'http'])
      .transform((url) => url.replace(/\/+$/, ''))
      .default('https://generativelanguage.googleapis.com'),
  ),
  /** Unset: see `understandingMode`. */
  understanding: setting('UNDERSTANDING', mode.optional()),
  /** Calls of the model per person and UTC day, in this process. */
  geminiCallsPerUserPerDay: setting('GEMINI_CALLS_PER_USER_PER_DAY', rules.count(200)),
  /** Calls of the model for all people together per UTC day, in this process. */
  geminiCallsPerDay: setting('GEMINI_CALLS_PER_DAY', rules.count(10_000)),
  /** Whether the model may answer general questions; WhatsApp allows that in few countries. */
  generalAnswers: setting('GENERAL_ANSWERS', onOrOff.default(false)),
};
export type GeminiConfig = Config<typeof geminiSettings>;

/** Which engine understands: the one that was chosen, else both if there is a key for Gemini. */
export function understandingMode(
  config: Partial<Pick<GeminiConfig, 'understanding' | 'geminiApiKey'>>,
): UnderstandingMode {
  return config.understanding ?? (config.geminiApiKey ? 'both' : 'offline');
}
