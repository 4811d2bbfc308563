import type { conversationReplies as english } from '../en/conversation.replies.ts';
import {
  example,
  list,
  longestQuote,
  longestReply,
  longestTitle,
  lostTitle,
  quoted,
  short,
} from './wording.ts';

function inMinutes(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes === 1 ? 'un minuto' : `${minutes} minutos`;
}

/** What is said about the conversation itself, in Spanish. */
export const conversationReplies: typeof english = {
  help: () =>
    [
      'Esto es lo que puedo hacer por ti:',
      `• *Calendario*: ${example('«dentista el martes que viene a las 15», «pásalo a las cinco», «¿estoy libre el viernes?»', '"dentist next tuesday at 3pm", "move it to five", "am I free on friday?"')}`,
      `• *Recordatorios*: ${example('«recuérdame llamar a mamá mañana a las 17», «temporizador para la pasta, 9 minutos»', '"remind me to call mom tomorrow at 5pm", "pasta timer 9 minutes"')}`,
      `• *Tareas*: ${example('«añade leche a mi lista», «qué hay en mi lista», «la 1 está hecha»', '"add milk to my list", "what\'s on my list", "done 1"')}`,
      `• *Notas*: ${example('«recuerda que mi taquilla es la 42», «¿cuál es mi taquilla?»', '"remember that my locker is 42", "what\'s my locker?"')}`,
      '• «Deshacer» anula lo último que hice.',
      '',
      example(
        'Escribe o habla como con un amigo.',
        'Por ahora escríbeme o háblame en inglés, por favor: otra cosa todavía no la entiendo.',
      ),
    ].join('\n'),
  greeting: () => `¡Hola! ${conversationReplies.help()}`,
  thanks: () => '¡De nada!',
  notUnderstood: () => `No te he entendido. ${conversationReplies.help()}`,
  generalQuestion: () => `No puedo responder a preguntas generales. ${conversationReplies.help()}`,
  notYet: () => 'Te he entendido, pero eso todavía no lo puedo hacer.',
  askFirst: (plans) =>
    plans.length === 1
      ? `¿Quieres que ${plans[0]}?`
      : list(
          '¿Quieres que haga todo esto?',
          plans.map((plan) => `• Que ${plan}`),
        ),
  heard: (reply, words) =>
    conversationReplies.withNote(reply, `Has dicho: ${quoted(short(words, longestTitle))}`),
  lastForNow: (reply, ms, longest) =>
    conversationReplies.withNote(
      reply,
      `No puedo escribir más en una hora. Lo que me pidas lo hago igualmente; mi próxima respuesta llega en ${inMinutes(ms)}.`,
      longest,
    ),
  leftOut: (number) =>
    number === 1
      ? 'Tenía un mensaje para ti que ya no viene al caso, así que lo he omitido.'
      : `Tenía ${number} mensajes para ti que ya no vienen al caso, así que los he omitido.`,
  mayNotHaveArrived: (messages) => {
    const quotes = messages.map((words) =>
      words === undefined ? lostTitle : quoted(short(words, longestTitle)),
    );
    return quotes.length === 1
      ? `Puede que un mensaje mío no te haya llegado: ${quotes[0]}`
      : list(
          'Puede que algunos mensajes míos no te hayan llegado:',
          quotes.map((quote) => `• ${quote}`),
        );
  },
  nothingElseWaits: () => 'No hay nada más pendiente para ti.',
  yes: () => 'Sí',
  no: () => 'No',
  undoButton: () => 'Deshacer',
  choose: () => 'Elegir',
  yesOrNo: () => 'Responde sí o no, por favor.',
  questionClosed: () => 'Esa pregunta ya está cerrada. Dime otra vez qué quieres, por favor.',
  leftAsItWas: () => 'Bien, lo he dejado como estaba.',
  nothingToLeave: () => 'Bien. No se ha cambiado nada.',
  acknowledged: () => '¡Muy bien!',
  nothingAsked: () => 'No espero ningún sí, así que no he cambiado nada. ¿Qué quieres que haga?',
  undone: (words) =>
    words === undefined
      ? 'Deshecho: todo está como antes.'
      : `Deshecho: ${quoted(short(words, longestTitle))}`,
  nothingToUndo: () => 'No hay nada que deshacer: no se ha cambiado nada en los últimos diez minutos.',
  changedSince: () =>
    'Eso se ha vuelto a cambiar desde entonces, así que lo dejo como está. Deshaz primero el cambio posterior.',
  rungSince: () => 'Ese recordatorio ya ha sonado, así que lo dejo como está.',
  whichOne: (options) =>
    list(
      '¿A cuál te refieres?',
      options.map((option, at) => `${at + 1}. ${option}`),
    ),
  gotWrong: () => 'Siento haberte entendido mal. Dime con otras palabras qué quieres, por favor.',
  noProblem: () => 'No pasa nada.',
  farewell: () => '¡Hasta luego!',
  identity: () => `Soy Handsfree, un asistente automático. ${conversationReplies.help()}`,
  clock: (time) => `Hora actual: ${time}.`,
  zoneMissing: () => `¿En qué ciudad estás? Por ejemplo: ${example('estoy en Tokio', 'I am in Tokyo')}`,
  zoneUnknown: (place) =>
    `No sé qué hora se usa en ${short(place)}. Dime una ciudad grande cerca de ti, por ejemplo: ${example('mi zona horaria es Tokio', 'my time zone is Tokyo')}`,
  today: (date) => `Hoy es ${date}.`,
  onlyEnglish: () => 'Por ahora solo entiendo inglés. Por ejemplo: "remind me to call mom tomorrow at 5pm"',
  nothingRead: () =>
    'No he encontrado nada que leer en lo que has enviado. Escríbeme de qué se trata, por favor.',
  late: (words, ago, reply) => {
    const head = `Enviaste ${quoted(short(words, longestQuote))} ${ago}, y me ha llegado ahora.\n`;
    return head + short(reply, longestReply - head.length);
  },
  inOne: (answers) => short([...new Set(answers)].join('\n'), longestReply),
  withNote: (reply, note, longest) =>
    `${short(reply, (longest ?? longestReply) - note.length - 2)}\n\n${note}`,
  tooMany: (limit) =>
    `Eran más de ${limit} mensajes en un minuto, y he dejado de leer. Espera un minuto y envíame otra vez lo que no he respondido, por favor.`,
  sayAgain: () => 'Veo que has cambiado tu mensaje. Envíalo otra vez, por favor, para que pueda hacerlo.',
  corrected: (reply) =>
    conversationReplies.withNote(
      reply,
      'Has cambiado tu mensaje, así que he deshecho lo que había hecho antes.',
    ),
  takenBack: () => 'Has borrado tu mensaje, así que he deshecho lo que había hecho por él.',
  amended: () =>
    'Veo que has cambiado un mensaje que ya había atendido. Lo he dejado todo como estaba; escríbeme qué debe ser distinto, por favor.',
  revoked: () =>
    'He eliminado el mensaje que borraste. Lo que hice por él sigue ahí; escríbeme si también debe desaparecer, por favor.',
  error: (message) => `No ha salido bien: ${message}. Inténtalo otra vez, por favor.`,
  somethingWentWrong: () => 'algo ha fallado por mi parte',
  tookTooLong: () => 'he tardado demasiado en entenderlo',
};
