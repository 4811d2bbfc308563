import { z } from 'zod';

import type { InboundPayload } from '#queues';
import { type Reading, readingSchema } from '#understanding';
import { showWaitingAnswers } from '#whatsapp';

const text = z.string().optional().catch(undefined);

const placeSchema = z.object({
  location: z.object({
    latitude: z.coerce.number(),
    longitude: z.coerce.number(),
    name: text,
    address: text,
  }),
});

const tapped = z.object({ id: text }).optional().catch(undefined);
const tapSchema = z.object({ interactive: z.object({ button_reply: tapped, list_reply: tapped }) });

const templateTapSchema = z.object({ button: z.object({ payload: z.literal(showWaitingAnswers) }) });

const listOf = <T extends z.ZodType>(item: T) => z.array(item).optional().catch(undefined);
const cardSchema = z.object({
  name: z.object({ formatted_name: z.string() }),
  phones: listOf(z.object({ phone: text })),
  emails: listOf(z.object({ email: text })),
  addresses: listOf(z.object({ street: text, city: text, zip: text })),
});
const cardsSchema = z.object({ contacts: z.array(z.unknown()) });

/** What a message holds beside words: what the media step read in its file, a place, or people's cards. */
export function readingOf({ kind, raw, mediaOutcome, readLaterFor }: InboundPayload): Reading | undefined {
  if (mediaOutcome?.reading !== undefined) {
    const { data } = readingSchema.safeParse(mediaOutcome.reading);
    return data && { ...data, ...(readLaterFor !== undefined && { isReadLater: true }) };
  }
  if (raw === undefined) return undefined;
  if (kind === 'interactive') {
    const { button_reply: button, list_reply: row } =
      tapSchema.safeParse(JSON.parse(raw)).data?.interactive ?? {};
    const choice = button?.id ?? row?.id;
    return choice === undefined ? undefined : { choice };
  }
  if (kind === 'button') {
    // The buttons of other templates say what is meant in their words.
    const { data } = templateTapSchema.safeParse(JSON.parse(raw));
    return data && { choice: data.button.payload };
  }
  if (kind === 'location') {
    const { data } = placeSchema.safeParse(JSON.parse(raw));
    return data && { place: data.location };
  }
  if (kind !== 'contacts') return undefined;
  const people = (cardsSchema.safeParse(JSON.parse(raw)).data?.contacts ?? []).flatMap((card) => {
    const { data } = cardSchema.safeParse(card);
    return data ? [{ name: data.name.formatted_name, details: detailsOf(data) }] : [];
  });
  return people.length > 0 ? { people } : undefined;
}

function detailsOf({ phones, emails, addresses }: z.infer<typeof cardSchema>): string[] {
  const lines = (addresses ?? []).map(({ street, zip, city }) =>
    [street, zip, city].filter(Boolean).join(', '),
  );
  return [
    ...(phones ?? []).map(({ phone }) => phone),
    ...(emails ?? []).map(({ email }) => email),
    ...lines,
  ].filter((detail): detail is string => Boolean(detail));
}
