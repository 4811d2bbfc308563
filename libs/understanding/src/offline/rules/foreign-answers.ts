import type { Intent } from '../../meaning.ts';
import type { Candidate } from '../found.ts';
import type { Sentence } from '../sentence.ts';

/** What people answer in the other languages that we speak: whole messages only, all else is understood in English. */
const ANSWERS: Partial<Record<Intent, string>> = {
  confirm:
    'ja|ja bitte|ja gerne?|gerne|jawohl|genau|klar|mach das|einverstanden|s[ií]|s[ií],? por favor|claro(?: que s[ií])?|vale|de acuerdo|dale|hazlo',
  deny: 'nein|nee?|nein,? danke|lieber nicht|nicht nötig|lass (?:es|das)|no,? gracias|mejor no|d[eé]jalo|no hace falta',
  undo: '(?:mach (?:das|es) )?rückgängig(?: machen)?|zurücknehmen|nimm (?:das|es) zurück|deshacer|deshaz(?:lo)?',
  help: 'hilfe|was kannst du(?: alles)?|ayuda|¿?qu[eé] (?:puedes|sabes) hacer',
  thanks: 'danke(?: schön| sehr| dir)?|dankeschön|vielen dank|(?:muchas |mil )?gracias',
  greeting:
    'hallo|guten (?:morgen|tag|abend)|moin|servus|grüß (?:gott|dich)|hola|buen(?:os|as) (?:d[ií]as|tardes|noches)|buenas',
};
const FORMS = Object.entries(ANSWERS).map(
  ([intent, forms]) => [intent as Intent, new RegExp(`^(?:${forms})$`, 'iu')] as const,
);

/** "ja", "deshacer", "vielen dank" */
export function foreignAnswers({ text }: Sentence): Candidate[] {
  const said = text.replaceAll(/[¡!.]/g, '').trim();
  return FORMS.flatMap(([intent, form]) =>
    form.test(said) ? [{ intent, confidence: 0.95, isOwn: true }] : [],
  );
}
