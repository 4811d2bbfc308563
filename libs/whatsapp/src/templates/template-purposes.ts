/** What a tap on the button of the template `waiting_answer` sends as its payload, beside the words of the button. */
export const showWaitingAnswers = 'show_waiting_answers';

export const templateLanguages = ['en', 'de', 'es'] as const;
export type TemplateLanguage = (typeof templateLanguages)[number];

/** A value that a message fills in. */
export interface TemplateParameter {
  /** In characters. With the words around them, all values of a template fit into the 1,024 of a body. */
  longest: number;
  /** What WhatsApp's reviewers read in its place, and what `templates test` sends. */
  example: string;
}

export interface TemplateWords {
  /** Holds each parameter as `{{name}}`, neither as the first nor as the last word. */
  body: string;
  footer?: string;
  /** The words of a button to tap. */
  button?: string;
}

interface Purpose {
  name: string;
  category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  parameters: Record<string, TemplateParameter>;
  /** `meta`: WhatsApp gives an authentication template its words, in each language. */
  words: Record<TemplateLanguage, TemplateWords> | 'meta';
  /** The payload of a tap on its button. */
  tapSends?: string;
  /** Handsfree sends it by itself: without it, people outside the 24-hour window hear nothing. */
  isNeeded?: true;
}

/**
 * What we may have to say to people who have not written for 24 hours, and which of Meta's three categories that is.
 * A message that advertises anything is MARKETING, a code to log in with is AUTHENTICATION, and Meta moves or rejects what is not.
 */
export const templatePurposes = {
  account_update: {
    name: 'handsfree_account_update',
    category: 'UTILITY',
    parameters: { change: { longest: 600, example: 'your time zone is Europe/Berlin now' } },
    words: {
      en: {
        body: 'Something changed in your account: {{change}}\n\nAnswer to this message if that was not you.',
      },
      de: {
        body: 'In deinem Konto hat sich etwas geändert: {{change}}\n\nAntworte auf diese Nachricht, wenn du das nicht warst.',
      },
      es: {
        body: 'Algo ha cambiado en tu cuenta: {{change}}\n\nResponde a este mensaje si no has sido tú.',
      },
    },
  },
  alert_update: {
    name: 'handsfree_alert_update',
    category: 'UTILITY',
    parameters: { alert: { longest: 600, example: 'your calendar could not be read today' } },
    words: {
      en: { body: 'Something needs your attention: {{alert}}\n\nAnswer to this message to hear more.' },
      de: {
        body: 'Etwas braucht deine Aufmerksamkeit: {{alert}}\n\nAntworte auf diese Nachricht, um mehr zu hören.',
      },
      es: { body: 'Algo necesita tu atención: {{alert}}\n\nResponde a este mensaje para saber más.' },
    },
  },
  auto_reply: {
    name: 'handsfree_auto_reply',
    category: 'UTILITY',
    parameters: { subject: { longest: 300, example: 'your lost calendar' } },
    words: {
      en: { body: 'Your message about {{subject}} has arrived. You get an answer as soon as possible.' },
      de: {
        body: 'Deine Nachricht zum Thema {{subject}} ist angekommen. Du bekommst so bald wie möglich eine Antwort.',
      },
      es: { body: 'Tu mensaje sobre {{subject}} ha llegado. Recibirás una respuesta lo antes posible.' },
    },
  },
  billing_update: {
    name: 'handsfree_billing_update',
    category: 'UTILITY',
    parameters: {
      service: { longest: 200, example: 'November' },
      amount: { longest: 40, example: '€4.90' },
      day: { longest: 60, example: '1 December' },
    },
    words: {
      en: {
        body: 'Your bill for {{service}} is {{amount}}, due on {{day}}. Answer to this message if you have a question about it.',
      },
      de: {
        body: 'Deine Rechnung für {{service}} beträgt {{amount}}, fällig am {{day}}. Antworte auf diese Nachricht, wenn du eine Frage dazu hast.',
      },
      es: {
        body: 'Tu factura de {{service}} es de {{amount}} y vence el {{day}}. Responde a este mensaje si tienes alguna pregunta.',
      },
    },
  },
  marketing: {
    name: 'handsfree_marketing',
    category: 'MARKETING',
    parameters: { offer: { longest: 600, example: 'Handsfree reads your handwritten notes now' } },
    words: {
      en: {
        body: 'There is something new for you: {{offer}}\n\nAnswer to this message to hear more.',
        footer: 'Answer STOP to get no more of these.',
      },
      de: {
        body: 'Es gibt etwas Neues für dich: {{offer}}\n\nAntworte auf diese Nachricht, um mehr zu hören.',
        footer: 'Antworte STOP, um das nicht mehr zu bekommen.',
      },
      es: {
        body: 'Hay algo nuevo para ti: {{offer}}\n\nResponde a este mensaje para saber más.',
        footer: 'Responde STOP para no recibir más.',
      },
    },
  },
  one_time_code: {
    name: 'handsfree_one_time_code',
    category: 'AUTHENTICATION',
    parameters: { code: { longest: 15, example: '482913' } },
    words: 'meta',
  },
  event_reminder: {
    name: 'handsfree_reminder',
    category: 'UTILITY',
    parameters: { title: { longest: 900, example: 'call the dentist' } },
    words: {
      en: {
        body: 'Here is the reminder that you asked for: {{title}}\n\nAnswer to this message when you need anything else.',
      },
      de: {
        body: 'Hier ist die Erinnerung, um die du gebeten hast: {{title}}\n\nAntworte auf diese Nachricht, wenn du noch etwas brauchst.',
      },
      es: {
        body: 'Aquí tienes el recordatorio que pediste: {{title}}\n\nResponde a este mensaje si necesitas algo más.',
      },
    },
    isNeeded: true,
  },
  task_digest: {
    name: 'handsfree_task_digest',
    category: 'UTILITY',
    parameters: { tasks: { longest: 800, example: 'call the dentist, milk, pay the rent' } },
    words: {
      en: {
        body: 'This is still open on the lists that you keep: {{tasks}}\n\nAnswer to this message to see all of it.',
      },
      de: {
        body: 'Das ist auf deinen Listen noch offen: {{tasks}}\n\nAntworte auf diese Nachricht, um alles zu sehen.',
      },
      es: {
        body: 'Esto sigue pendiente en tus listas: {{tasks}}\n\nResponde a este mensaje para verlo todo.',
      },
    },
  },
  waiting_answer: {
    name: 'handsfree_waiting_answer',
    category: 'UTILITY',
    parameters: {},
    words: {
      en: {
        body: 'I have a message for you that I could not deliver in time. WhatsApp lets me send it once you answer.',
        button: 'Show it to me',
      },
      de: {
        body: 'Ich habe eine Nachricht für dich, die ich nicht rechtzeitig zustellen konnte. WhatsApp lässt mich sie senden, sobald du antwortest.',
        button: 'Zeig sie mir',
      },
      es: {
        body: 'Tengo un mensaje para ti que no pude entregar a tiempo. WhatsApp me deja enviarlo en cuanto respondas.',
        button: 'Muéstramelo',
      },
    },
    tapSends: showWaitingAnswers,
    isNeeded: true,
  },
} as const satisfies Record<string, Purpose>;

export type TemplatePurpose = keyof typeof templatePurposes;
/** What a message of that purpose says in the places of its parameters. */
export type ValuesOf<P extends TemplatePurpose> = Record<
  keyof (typeof templatePurposes)[P]['parameters'],
  string
>;

/** All of them with the same, wider type. */
export const purposeOf = (purpose: TemplatePurpose): Purpose => templatePurposes[purpose];
export const isTemplatePurpose = (word: string): word is TemplatePurpose => word in templatePurposes;
