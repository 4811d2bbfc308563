import type { fileReplies as english, SentThing } from '../en/file.replies.ts';

const names: Record<SentThing, string> = {
  picture: 'tu imagen',
  recording: 'tu grabación',
  voice: 'tu mensaje de voz',
  video: 'tu vídeo',
  document: 'tu documento',
  sticker: 'tu sticker',
  location: 'tu ubicación',
  card: 'tu tarjeta de contacto',
  order: 'tu pedido',
  form: 'tu formulario',
  poll: 'tu encuesta',
  message: 'tu mensaje',
};
const subject = (thing: SentThing): string => names[thing].replace(/^t/, 'T');

/** Answers to messages, or parts of them, that have no words to act on, in Spanish. */
export const fileReplies: typeof english = {
  fileNotPassedOn: (thing) =>
    `WhatsApp no ha podido pasarme ${names[thing]}. Envíalo otra vez, si ocupa menos de 100 MB, por favor.`,
  editNotPassedOn: () =>
    'WhatsApp no me muestra los cambios en un mensaje. Envíame lo que ha cambiado como mensaje nuevo, por favor.',
  kindNotPassedOn: (thing) =>
    `WhatsApp no me ha pasado ${thing === 'message' ? 'lo que has enviado' : names[thing]}, porque es algo que no puedo recibir. Escríbemelo, por favor.`,
  fileTooBig: (thing, megabytes) =>
    `${subject(thing)} ocupa más de los ${megabytes.toLocaleString('es')} MB que admito. Envíame algo más pequeño, o escríbemelo, por favor.`,
  fileTooLong: (thing) =>
    `${subject(thing)} dura más de los 15 minutos que puedo escuchar. Envíame algo más corto, o escríbemelo, por favor.`,
  fileOfWrongType: (thing) =>
    `${subject(thing)} tiene un formato que no puedo abrir. Envíalo de otra forma, o escríbemelo, por favor.`,
  fileGone: (thing) => `${subject(thing)} ya no estaba cuando fui a buscarlo. Envíalo otra vez, por favor.`,
  fileDamaged: (thing) => `${subject(thing)} no ha llegado del todo. Envíalo otra vez, por favor.`,
  fileUnreachable: (thing) =>
    `No he podido recoger ${names[thing]} de WhatsApp. Envíalo otra vez dentro de un rato, por favor.`,
  nothingHeard: (thing) => `No he oído nada en ${names[thing]}. Dilo otra vez, o escríbemelo, por favor.`,
  nothingReadIn: (thing) =>
    `No he encontrado nada que leer en ${names[thing]}. Escríbeme de qué se trata, por favor.`,
  fileReadLater: (thing) =>
    `Ahora mismo no puedo usar ${names[thing]}. Lo intentaré de nuevo y te responderé entonces. Si es urgente, escríbemelo, por favor.`,
  fileGivenUp: (thing, isSound) =>
    `Al final no he podido ${isSound ? 'escuchar' : 'leer'} ${names[thing]}. Escríbemelo, por favor.`,
  fileOfNoUseHere: (thing) => `Aquí no puedo usar ${names[thing]}. Escríbemelo, por favor.`,
  fileOfNoUseYet: (thing) => `Todavía no puedo usar ${names[thing]}. Escríbemelo, por favor.`,
};
