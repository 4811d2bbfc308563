import { plainLine } from '../plain-words.ts';
import type { Reading } from '../reading.ts';
import { windows1252 } from './decoded-text.ts';

type Person = NonNullable<Reading['people']>[number];

const most = { cards: 50, details: 10, lineLength: 500, lines: 20_000 };

interface Property {
  name: string;
  /** Upper case: "ENCODING=QUOTED-PRINTABLE", or the bare "QUOTED-PRINTABLE" of vCard 2.1. */
  parameters: string;
  value: string;
}

/**
 * The people on the cards of a vCard file (RFC 6350, and versions 2.1 and 3.0): names with phone numbers, e-mail and postal addresses, as
 * WhatsApp's own contact cards have them.
 *
 * @returns undefined when it is no such file, or no card has a name
 */
export function contactCards(text: string): Reading | undefined {
  if (!/^\uFEFF?\s*BEGIN:VCARD\s/i.test(text)) return undefined;
  const people: Person[] = [];
  let card: Property[] | undefined;
  for (const line of unfolded(text)) {
    const name = line.trim().toUpperCase();
    if (name === 'BEGIN:VCARD') card = [];
    else if (name === 'END:VCARD') {
      const person = card && personOn(card);
      if (person && people.length < most.cards) people.push(person);
      card = undefined;
    } else {
      const property = propertyIn(line);
      if (property) card?.push(property);
    }
  }
  return people.length > 0 ? { people } : undefined;
}

const cardTypes = new Set(['text/vcard', 'text/x-vcard', 'text/directory', 'application/vcard']);

export const isCardFile = (mimeType: string, filename: string): boolean =>
  cardTypes.has(mimeType) || /\.vcf$/i.test(filename);

/** Long lines go on in the next one, after a blank; in quoted-printable, after a "=" at the end. */
function unfolded(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, most.lines)) {
    const last = lines.at(-1) ?? '';
    const isQuoted = last.endsWith('=') && /;.*QUOTED-PRINTABLE/i.test(last.split(':', 1)[0] ?? '');
    if (isQuoted) lines[lines.length - 1] = (last.slice(0, -1) + line).slice(0, most.lineLength);
    else if (/^[ \t]/.test(line) && lines.length > 0)
      lines[lines.length - 1] = (last + line.slice(1)).slice(0, most.lineLength);
    else lines.push(line.slice(0, most.lineLength));
  }
  return lines;
}

/** "item1.TEL;TYPE=CELL:+49 151" */
function propertyIn(line: string): Property | undefined {
  const [, name, parameters = '', value = ''] =
    /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):(.*)$/.exec(line) ?? [];
  return name === undefined
    ? undefined
    : { name: name.toUpperCase(), parameters: parameters.toUpperCase(), value };
}

function personOn(card: Property[]): Person | undefined {
  const valuesOf = (wanted: string): string[] =>
    card.filter(({ name }) => name === wanted).map((property) => textOf(property));
  const fullName = valuesOf('FN').find(Boolean);
  const [family = '', given = ''] = partsOf(card.find(({ name }) => name === 'N'));
  const [company] = valuesOf('ORG').map((value) => value.replaceAll(';', ', '));
  const name = fullName ?? (plainLine(`${given} ${family}`) || company);
  if (!name) return undefined;
  const addresses = card
    .filter((property) => property.name === 'ADR')
    .map((property) => partsOf(property).filter(Boolean).join(', '));
  const details = [
    ...valuesOf('TEL').map((value) => value.replace(/^tel:/i, '')),
    ...valuesOf('EMAIL').map((value) => value.replace(/^mailto:/i, '')),
    ...addresses,
  ].filter(Boolean);
  return { name, details: [...new Set(details)].slice(0, most.details) };
}

/** The parts between semicolons; one that is escaped belongs to its part. */
function partsOf(property: Property | undefined): string[] {
  if (!property) return [];
  return decoded(property)
    .split(/(?<!\\);/)
    .map(unescaped);
}

const textOf = (property: Property): string => unescaped(decoded(property));

const unescaped = (value: string): string =>
  plainLine(value.replaceAll(/\\n/gi, ' ').replaceAll(/\\([,;:\\])/g, '$1'));

function decoded({ parameters, value }: Property): string {
  if (!parameters.includes('QUOTED-PRINTABLE')) return value;
  const bytes = value
    .replaceAll(/[^\x20-\x7E]/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const isLatin = /CHARSET=(?:ISO-8859-1|WINDOWS-1252)/.test(parameters);
  return isLatin ? windows1252(Buffer.from(bytes, 'latin1')) : Buffer.from(bytes, 'latin1').toString();
}
