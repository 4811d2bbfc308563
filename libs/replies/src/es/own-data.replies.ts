import type { ownDataReplies as english } from '../en/own-data.replies.ts';
import { example, linesOf, list, lostTitle, quoted, short } from './wording.ts';

const toStart = (): string => example('empezar', 'start');

/** What is said when people stop, start again, or leave, in Spanish. */
export const ownDataReplies: typeof english = {
  stopped: (kept) =>
    linesOf(
      'Parado: ya no te escribo por mi cuenta.',
      kept > 0 &&
        (kept === 1
          ? 'Tu recordatorio se queda guardado, pero no sonará.'
          : `Tus ${kept} recordatorios se quedan guardados, pero no sonarán.`),
      `Si me escribes, te sigo respondiendo. Para volver a recibir mensajes, di: ${toStart()}`,
    ),
  started: (missed) =>
    missed.length === 0
      ? 'En marcha: tus recordatorios vuelven a sonar. No te has perdido ninguno mientras tanto.'
      : list(
          `En marcha: tus recordatorios vuelven a sonar. ${missed.length === 1 ? 'Este no ha sonado' : 'Estos no han sonado'} mientras tanto:`,
          missed.map(({ title, time }) => `• ${time}: ${short(title ?? lostTitle)}`),
        ),
  stopNotUndone: (said) =>
    `No he deshecho nada. ${said === 'stop' ? `Para volver a recibir mensajes, di: ${toStart()}` : 'Para que no te escriba más por mi cuenta, di: alto'}`,
  eraseAll: () =>
    `¿Borro todo lo que guardo sobre ti? Tus eventos, tareas, recordatorios, notas y mensajes desaparecerán para siempre: no se puede deshacer. Si antes quieres una copia, di: ${example('dame mis datos', 'export my data')}`,
  erased: () =>
    'He borrado todo lo que guardaba sobre ti. Este es mi último mensaje; si vuelves a escribir, empezamos de cero.',
  notAdmitted: (isByCode) =>
    isByCode
      ? 'Soy un asistente automático para personas invitadas. Si tienes una palabra clave, envíamela, por favor.'
      : 'Soy un asistente automático solo para personas invitadas, así que aquí no puedo ayudarte.',
  admitted: () =>
    `¡Hola, ya estás dentro! Esa es la palabra correcta. Soy Handsfree, un asistente automático. Di ${quoted(example('ayuda', 'help'))} para ver lo que puedo hacer.`,
  willNotRing: () => `No sonará, porque paraste mis mensajes. Para volver a recibirlos, di: ${toStart()}`,
};
