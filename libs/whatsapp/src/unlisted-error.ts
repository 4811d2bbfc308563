import { listedRow } from './reaction-to.ts';

/** What Meta says about an error, in an answer or in a status. */
export interface SaidError {
  code: number;
  type?: string;
  error_subcode?: number;
  message?: string;
  error_data?: { details?: string };
}

/** For the log alone. */
export interface UnlistedError {
  type?: string;
  subcode?: number;
  details?: string;
}

const longestDetails = 200;
const masked = '***';
/** An e-mail address; or an id of a message, which holds a phone number in base64. */
const isPersonal = (word: string): boolean => /@|wamid\./i.test(word);
/** Also as phone numbers are written. */
const digits = /\p{Nd}(?:[ \u{A0}()./+-]{0,2}\p{Nd}){4,}/gu;

/** @returns what helps to find out what a code means that our table does not know; undefined for one that it knows */
export function unlistedError({ code, ...said }: SaidError): UnlistedError | undefined {
  if (listedRow(code)) return undefined;
  const details = said.error_data?.details ?? said.message;
  return { type: maskedText(said.type), subcode: said.error_subcode, details: maskedText(details) };
}

/** The words may name the recipient. */
function maskedText(text: string | undefined): string | undefined {
  return text
    ?.replaceAll(/\S+/g, (word) => (isPersonal(word) ? masked : word))
    .replaceAll(digits, masked)
    .slice(0, longestDetails);
}
