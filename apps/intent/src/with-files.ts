import type { OutboundDocument, TurnResult } from '#data';
import { replies } from '#replies';
import { type Choices, longestCaption } from '#whatsapp';

/** WhatsApp takes 256 characters as the id of a button; more events at once come from a file anyway. */
const mostEvents = 6;

/** A tap brings new events as a file. */
export function addToPhone(eventIds: string[]): Choices | undefined {
  if (eventIds.length === 0 || eventIds.length > mostEvents) return undefined;
  return { buttons: [{ id: `phone-${eventIds.join('.')}`, title: replies.addToPhone() }] };
}

/** The events that such a tap asks for. */
export const phoneOf = (choice: string | undefined): string[] | undefined =>
  /^phone-(.+)$/.exec(choice ?? '')?.[1]?.split('.');

const captions: Record<OutboundDocument['kind'], () => string> = {
  // In the language of the moment.
  calendar: () => replies.calendarOfData(),
  data: () => replies.dataFileAlone(),
  picture: () => replies.pictureAlone(),
};

/**
 * The first file comes with the answer, in one bubble, where WhatsApp allows that: not above a list, and not with a longer text. All others
 * follow.
 */
export function withFiles<T extends { reply: string; choices?: Choices; documents?: OutboundDocument[] }>({
  documents = [],
  ...answer
}: T): Omit<T, 'documents'> & Pick<TurnResult, 'document' | 'files'> {
  if (documents.length === 0) return answer;
  const isOne = !answer.choices?.list && answer.reply.length <= longestCaption;
  const files = (isOne ? documents.slice(1) : documents).map((document) => ({
    document,
    caption: captions[document.kind](),
  }));
  return { ...answer, ...(isOne && { document: documents[0] }), ...(files.length > 0 && { files }) };
}
