import {
  GraphError,
  hasOtherWords,
  type ListedTemplate,
  missingStatus,
  standingsAmong,
  statusWords,
  type TemplateClient,
  type TemplateDefinition,
  type TemplateStanding,
} from '#whatsapp';

/** What became of one of ours. */
export interface Submission {
  name: string;
  language: string;
  /** To follow its name and a colon. */
  words: string;
  /** Whether it is at WhatsApp now, in whatever status, and with our words if these were to be handed in. */
  isThere: boolean;
}

export interface SubmitWishes {
  /** Of ours, those to hand in; all by default. */
  wanted?: readonly TemplateDefinition[];
  /** Also replaces the words of those that have others at WhatsApp. */
  edits?: boolean;
  /** For the list. */
  limitMs?: number;
}

/**
 * Hands in those of our templates that are missing at WhatsApp and leaves the others alone. One that is refused does not keep
 * the next from being handed in; rejects with `GraphError` when there is no list.
 */
export async function submitMissing(
  client: TemplateClient,
  { wanted, edits = false, limitMs }: SubmitWishes = {},
): Promise<Submission[]> {
  const submissions: Submission[] = [];
  for (const standing of standingsAmong(await client.list(limitMs), wanted)) {
    const { name, language } = standing;
    submissions.push({ name, language, ...(await handIn(client, standing, edits)) });
  }
  return submissions;
}

type Result = Pick<Submission, 'words' | 'isThere'>;

async function handIn(client: TemplateClient, standing: TemplateStanding, edits: boolean): Promise<Result> {
  const { definition, status, id } = standing;
  if (status === missingStatus)
    return attempt(async () => submitted(await client.submit(definition), definition));
  if (!edits || id === undefined || !hasOtherWords(standing, definition)) {
    return { words: `left alone, it is ${statusWords(standing)}`, isThere: true };
  }
  return attempt(async () => {
    await client.edit(id, definition);
    return 'its words were replaced, they are in review';
  });
}

function submitted(
  { status, category }: Pick<ListedTemplate, 'status' | 'category'>,
  definition: TemplateDefinition,
): string {
  const isOther = category !== undefined && category !== definition.category;
  const as = isOther ? `, as ${category} and not as ${definition.category}` : '';
  return `handed in, it is ${statusWords({ status })}${as}`;
}

async function attempt(handingIn: () => Promise<string>): Promise<Result> {
  try {
    return { words: await handingIn(), isThere: true };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const words =
      error.outcome === 'unknown'
        ? `it is not known whether it was handed in, \`templates sync\` may tell: ${error.message}`
        : `not taken: ${error.message}`;
    return { words, isThere: false };
  }
}
