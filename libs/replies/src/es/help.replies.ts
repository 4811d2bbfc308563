import type { helpReplies as english } from '../en/help.replies.ts';
import { example } from './wording.ts';

type Topic = Parameters<typeof english.helpAbout>[0];

/** What each topic holds: its first sentence, and what one can say. */
const topics: Record<Topic, () => [head: string, ...examples: string[]]> = {
  calendar: () => [
    'Llevo tu calendario. Puedes decir:',
    example(
      '«dentista el martes que viene a las 15», «yoga todos los lunes a las 18»',
      '"dentist next tuesday at 3pm", "yoga every monday at 6pm"',
    ),
    example('«pásalo a las cinco», «cancela el dentista»', '"move it to five", "cancel the dentist"'),
    example(
      '«¿qué tengo mañana?», «¿estoy libre el viernes por la tarde?», «búscame una hora libre esta semana»',
      '"what is on tomorrow?", "am I free on friday afternoon?", "find me an hour this week"',
    ),
  ],
  reminders: () => [
    'Te recuerdo las cosas cuando quieras. Puedes decir:',
    example(
      '«recuérdame llamar a mamá mañana a las 17», «recuérdame cada día a las 8 tomar mis pastillas»',
      '"remind me to call mom tomorrow at 5pm", "remind me every day at 8 to take my pills"',
    ),
    example(
      '«avísame un día y una hora antes del dentista»',
      '"remind me a day and an hour before the dentist"',
    ),
    example(
      '«recuérdame mis pastillas hasta que las tome», «otra vez en 10 minutos»',
      '"keep reminding me to take my pills until I do it", "snooze for 10 minutes"',
    ),
    example(
      '«¿qué recordatorios tengo?», «cancela el recordatorio de llamar a mamá», «¿me lo has recordado?»',
      '"what are my reminders?", "cancel the reminder to call mom", "did you remind me?"',
    ),
  ],
  tasks: () => [
    'Llevo tus listas. Puedes decir:',
    example(
      '«añade leche y huevos a mi lista», «añade clavos a la lista de la ferretería»',
      '"add milk and eggs to my list", "add nails to the hardware list"',
    ),
    example('«¿qué hay en mi lista?», «¿qué listas tengo?»', '"what\'s on my list", "what lists do I have?"'),
    example(
      '«la 1 está hecha», «la leche ya está», «borra la tarea 2»',
      '"done 1", "done with the milk", "delete task 2"',
    ),
  ],
  timers: () => [
    'Pongo temporizadores. Puedes decir:',
    example(
      '«temporizador para la pasta, 9 minutos», «añade 2 minutos»',
      '"pasta timer 9 minutes", "add 2 minutes"',
    ),
    example(
      '«¿cuánto le queda a mi temporizador?», «para el temporizador de la pasta»',
      '"how long does my timer run?", "cancel the pasta timer"',
    ),
  ],
  notes: () => [
    'Recuerdo cosas por ti. Puedes decir:',
    example(
      '«recuerda que mi taquilla es la 42», «he aparcado en la planta 3»',
      '"remember that my locker is 42", "I parked on level 3"',
    ),
    example(
      '«¿cuál es mi taquilla?», «¿dónde he aparcado?», «olvida mi taquilla»',
      '"what\'s my locker?", "where did I park?", "forget my locker"',
    ),
  ],
  undo: () => [
    `Di ${example('«deshacer»', '"undo"')} y anulo lo último que hice, durante diez minutos.`,
    'Para anular un mensaje concreto, bórralo o cámbialo, o toca «Deshacer» si aparece debajo de mi respuesta.',
  ],
  settings: () => [
    'Trabajo como a ti te gusta. Puedes decir:',
    example(
      '«estoy en Tokio esta semana», «vivo en Madrid», «habla inglés»',
      '"I\'m in Tokyo this week", "I live in Chicago", "speak german"',
    ),
    example(
      '«mi mañana empieza a las 7:30», «primero el día y luego el mes», «la semana empieza el lunes»',
      '"my morning is 7:30", "day first", "weeks start on monday"',
    ),
    example(
      '«avísame siempre una hora antes», «horas de silencio de 22 a 7»',
      '"remind me an hour before everything", "quiet hours 10pm to 7am"',
    ),
    example('«envíame mi agenda cada mañana a las 7»', '"send me my agenda every morning at 7"'),
    example(
      '«¿qué sabes de mí?», «dame mis datos», «borra mis datos», «para»',
      '"what do you know about me?", "export my data", "delete my data", "stop"',
    ),
  ],
};

const shown = ([head, ...lines]: [string, ...string[]]): string =>
  [head, ...lines.map((line) => `• ${line}`)].join('\n');

/** What is said about what can be done here, in Spanish. */
export const helpReplies: typeof english = {
  help: () =>
    [
      'Esto es lo que puedo hacer por ti:',
      `• *Calendario*: ${example('«dentista el martes que viene a las 15», «pásalo a las cinco», «¿estoy libre el viernes?»', '"dentist next tuesday at 3pm", "move it to five", "am I free on friday?"')}`,
      `• *Recordatorios*: ${example('«recuérdame llamar a mamá mañana a las 17», «temporizador para la pasta, 9 minutos»', '"remind me to call mom tomorrow at 5pm", "pasta timer 9 minutes"')}`,
      `• *Tareas*: ${example('«añade leche a mi lista», «qué hay en mi lista», «la 1 está hecha»', '"add milk to my list", "what\'s on my list", "done 1"')}`,
      `• *Notas*: ${example('«recuerda que mi taquilla es la 42», «¿cuál es mi taquilla?»', '"remember that my locker is 42", "what\'s my locker?"')}`,
      `• ${example('«Deshacer»', '"undo"')} anula lo último que hice.`,
      '',
      example(
        'Di «ayuda con los recordatorios» para saber más de una de estas cosas.',
        'Por ahora escríbeme o háblame en inglés, por favor: otra cosa todavía no la entiendo. Para saber más de una de estas cosas, di "help with reminders".',
      ),
    ].join('\n'),
  helpAbout: (topic) => shown(topics[topic]()),
  talkToPerson: (contact) =>
    contact === undefined
      ? 'Soy un asistente automático y no puedo ponerte con una persona. Aviso a quienes llevan este servicio de que lo has pedido.'
      : `Aquí te atiende una persona: ${contact}\nSoy un asistente automático, y les aviso de que lo has pedido.`,
};
