/** "at the office", "in room 4", "in Paris": where an event is, at the end of what names it. */
const PLACE =
  /(?:^| )(?:at|@) (?!(?:\d|noon|midnight|night|least|all|once|work$|half|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))([^,]{2,60})$|(?:^| )in ((?:the )?(?:(?:meeting |conference |board)?room\b[^,]{0,30}|[\w' -]{0,30}(?:room|office|building|hall|lobby|cafe|park|garden|kitchen)\b|[A-Z][\w'-]+(?: [A-Z][\w'-]+)*))$/i;
const IN_NAME = / in (?:the )?[A-Z]/;

/** A place at the end of `text`, and what is left of the text. */
export function findPlace(text: string): { place: string; rest: string } | undefined {
  const found = PLACE.exec(text);
  const place = found?.[1] ?? found?.[2];
  if (!found || !place) return undefined;
  // The expression ignores case; a name of a place after "in" has a capital.
  const isName = found[2] && !/room|office|building|hall|lobby|cafe|park|garden|kitchen/i.test(place);
  if (isName && !IN_NAME.test(found[0])) return undefined;
  return { place: place.trim(), rest: text.slice(0, found.index).trim() };
}
