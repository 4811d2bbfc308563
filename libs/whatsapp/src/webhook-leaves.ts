import { z } from 'zod';

// Building blocks of the webhook schemas. WhatsApp changes its payloads without notice, so an unreadable part counts as
// missing: it never costs the message around it.

/** The value, or undefined when it is missing or unreadable. */
export const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** An empty string counts as missing. */
export const maybeText = maybe(z.string().min(1));

/** An id of a person; one that is a number is read as its digits. */
export const maybeId = maybe(z.union([z.string(), z.int().transform(String)]).pipe(z.string().trim().min(1)));

/** WhatsApp's own short words, such as a type. They are stored and logged in plain text, so nothing else passes. */
export const word = z.string().regex(/^[\w.-]{1,64}$/);
export const maybeWord = maybe(word);

/** Meta's title of an error: one printable line. */
const title = z.string().regex(/^\P{C}{1,200}$/u);

/** As the database holds it. */
const errorCode = z.int32();

/** `errors` of a message or a status; an unreadable one keeps its position. */
export const maybeErrors = maybe(
  z.array(
    maybe(
      z.object({
        code: errorCode,
        title: maybe(title),
        type: maybeText,
        error_subcode: maybe(z.int()),
        message: maybeText,
        error_data: maybe(z.object({ details: maybeText })),
      }),
    ),
  ),
);
