import {
  GraphError,
  missingStatus,
  standingsAmong,
  statusWords,
  type TemplateClient,
  type TemplateStanding,
} from '#whatsapp';

/** What became of one of ours. */
export interface Submission {
  name: string;
  language: string;
  /** To follow its name and a colon. */
  words: string;
  /** Whether it is at WhatsApp now, in whatever status. */
  isThere: boolean;
}

/**
 * Hands in those of our templates that are missing at WhatsApp and leaves the others alone. One that is refused does not keep
 * the next from being handed in; rejects with `GraphError` when there is no list.
 *
 * @param limitMs for the list
 */
export async function submitMissing(client: TemplateClient, limitMs?: number): Promise<Submission[]> {
  const submissions: Submission[] = [];
  for (const standing of standingsAmong(await client.list(limitMs))) {
    const { name, language, status } = standing;
    const result =
      status === missingStatus
        ? await submit(client, standing)
        : { words: `left alone, it is ${statusWords(standing)}`, isThere: true };
    submissions.push({ name, language, ...result });
  }
  return submissions;
}

async function submit(
  client: TemplateClient,
  { definition }: TemplateStanding,
): Promise<Pick<Submission, 'words' | 'isThere'>> {
  try {
    const { status, category = definition.category } = await client.submit(definition);
    const as = category === definition.category ? '' : `, as ${category} and not as ${definition.category}`;
    return { words: `handed in, it is ${statusWords({ status })}${as}`, isThere: true };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const words =
      error.outcome === 'unknown'
        ? `it is not known whether it was handed in, \`templates list\` may tell: ${error.message}`
        : `not taken: ${error.message}`;
    return { words, isThere: false };
  }
}
