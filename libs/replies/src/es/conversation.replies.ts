import type { conversationReplies as english } from '../en/conversation.replies.ts';
import { helpReplies } from './help.replies.ts';
import {
  example,
  list,
  longestMessage,
  longestQuote,
  longestTitle,
  lostTitle,
  quoted,
  short,
} from './wording.ts';

function inMinutes(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes === 1 ? 'un minuto' : `${minutes} minutos`;
}

function inHours(ms: number): string {
  const hours = Math.ceil(ms / 3_600_000);
  return hours === 1 ? 'una hora' : `${hours} horas`;
}

const quoteOf = (words: string | undefined): string =>
  words === undefined ? lostTitle : quoted(short(words, longestTitle));
const quoteLine = (words: string | undefined): string => `• ${quoteOf(words)}`;

/** What is said about the conversation itself, in Spanish. */
export const conversationReplies: typeof english = {
  greeting: () => '¡Hola! ¿Qué puedo hacer por ti? Di «ayuda» para saber más.',
  thanks: () => '¡De nada!',
  notUnderstood: () => `No te he entendido. ${helpReplies.help()}`,
  notUnderstoodAgain: () => 'No te he entendido. Di «ayuda» para oír lo que puedo hacer.',
  partNotUnderstood: (words: string) => `No he entendido esta parte: ${quoted(short(words, longestTitle))}`,
  generalQuestion: () => `No puedo responder a preguntas generales. ${helpReplies.help()}`,
  generalQuestionAgain: () =>
    'No puedo responder a preguntas generales. Di «ayuda» para oír lo que puedo hacer.',
  partGeneral: (words: string) =>
    `No puedo responder a preguntas generales: ${quoted(short(words, longestTitle))}`,
  notYet: () => 'Entiendo que quieres cambiar un ajuste, pero eso todavía no lo puedo hacer.',
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
      longest ?? longestMessage,
    ),
  lastForToday: (reply, ms, longest) =>
    conversationReplies.withNote(
      reply,
      `No puedo enviarte más en un día sin que me lo pidas. Lo que surja ahora te llega todo junto en ${inHours(ms)}.`,
      longest ?? longestMessage,
    ),
  leftOut: (number) =>
    number === 1
      ? 'Tenía un mensaje para ti que ya no viene al caso, así que lo he omitido.'
      : `Tenía ${number} mensajes para ti que ya no vienen al caso, así que los he omitido.`,
  notDelivered: (messages, longest) =>
    messages.length === 1
      ? `No se pudo entregar un mensaje mío: ${quoteOf(messages[0])}`
      : list('No se pudieron entregar algunos mensajes míos:', messages.map(quoteLine), longest),
  mayNotHaveArrived: (messages, longest) =>
    messages.length === 1
      ? `Puede que un mensaje mío no te haya llegado: ${quoteOf(messages[0])}`
      : list('Puede que algunos mensajes míos no te hayan llegado:', messages.map(quoteLine), longest),
  nothingElseWaits: () => 'No hay nada más pendiente para ti.',
  yes: () => 'Sí',
  no: () => 'No',
  undoButton: () => 'Deshacer',
  choose: () => 'Elegir',
  questionClosed: () => 'Esa pregunta ya está cerrada. Dime otra vez qué quieres, por favor.',
  leftAsItWas: () => 'Bien, lo he dejado como estaba.',
  nothingToLeave: () => 'Bien. No se ha cambiado nada.',
  acknowledged: () => '¡Muy bien!',
  nothingAsked: () => 'No espero ningún sí, así que no he cambiado nada. ¿Qué quieres que haga?',
  undone: (words) =>
    words === undefined
      ? 'Deshecho: todo está como antes.'
      : `Deshecho: ${quoted(short(words, longestTitle))}`,
  doneToday: (words) =>
    words.length === 0
      ? 'Hoy todavía no he cambiado nada para ti.'
      : list('Esto es lo que he hecho hoy por ti:', words.map(quoteLine)),
  doneLongAgo: () =>
    `Solo sé durante un día lo que he hecho. Pregúntame: ${example('¿qué has hecho hoy por mí?', 'what did you do for me today?')}`,
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
  introduction: () => 'Soy Handsfree, un asistente automático.',
  welcome: () =>
    `${conversationReplies.introduction()} También puedes decir, por ejemplo: ${example('«dentista el martes que viene a las 15», «recuérdame llamar a mamá mañana a las 17» o «añade leche a mi lista»', '“dentist next tuesday at 3pm”, “remind me to call mom tomorrow at 5pm” o “add milk to my list”')}.`,
  identity: () => `${conversationReplies.introduction()} ${helpReplies.help()}`,
  clock: (time) => `Hora actual: ${time}.`,
  placeUnknown: () => '¿Cuál quieres decir? Dime su nombre, por favor.',
  placeBeyond: (count) =>
    `Solo te ${count === 1 ? 'dije una cosa' : `dije ${count} cosas`}. ¿Cuál quieres decir? Dime su nombre, por favor.`,
  eventNotTicked: () =>
    `Eso es un evento, y los eventos no se marcan como hechos. Para quitarlo de tu calendario, di: ${example('cancélalo', 'cancel it')}`,
  zoneMissing: () => `¿En qué ciudad estás? Por ejemplo: ${example('estoy en Tokio', 'I am in Tokyo')}`,
  zoneUnknown: (place) =>
    `No sé qué hora se usa en ${short(place)}. Dime una ciudad más grande que esté cerca, o la zona horaria, por ejemplo: Chicago`,
  stayIsOver: (day, city) =>
    `El ${day} ya pasó, así que dejé tu zona horaria como estaba. ¿Hasta cuándo estás en ${city}? Por ejemplo: ${example(`estoy en ${city} hasta el viernes`, `I'm in ${city} until friday`)}`,
  stayAhead: (place) =>
    `Hasta que estés allí me guío por tu zona horaria de ahora. Di entonces: ${example(`estoy en ${short(place)} hasta el viernes`, `I'm in ${short(place)} until friday`)}`,
  today: (date) => `Hoy es ${date}.`,
  onlyEnglish: () => 'Por ahora solo entiendo inglés. Por ejemplo: "remind me to call mom tomorrow at 5pm"',
  nothingRead: () =>
    'No he encontrado nada que leer en lo que has enviado. Escríbeme de qué se trata, por favor.',
  earlier: () => 'antes',
  late: (words, ago, reply) => {
    const head = `Enviaste ${quoted(short(words, longestQuote))} ${ago}, y me ha llegado ahora.\n`;
    return head + reply;
  },
  inOne: (answers) => [...new Set(answers)].join('\n'),
  withNote: (reply, note, longest) => `${short(reply, (longest ?? Infinity) - note.length - 2)}\n\n${note}`,
  restLeftOut: () => 'Eso no es todo. Para ver el resto, pide menos cosas a la vez, por favor.',
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
