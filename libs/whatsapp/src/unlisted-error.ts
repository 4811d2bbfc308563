import { maskPersonal } from '#platform';

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
/** More than an error's words need, and fewer than any phone number has. */
const fewestDigits = 5;

/** @returns what helps to find out what a code means that our table does not know; undefined for one that it knows */
export function unlistedError({ code, ...said }: SaidError): UnlistedError | undefined {
  if (listedRow(code)) return undefined;
  const details = said.error_data?.details ?? said.message;
  return { type: maskedText(said.type), subcode: said.error_subcode, details: maskedText(details) };
}

/** The words may name the recipient. */
const maskedText = (text: string | undefined): string | undefined =>
  text && maskPersonal(text, fewestDigits).slice(0, longestDetails);
