import { Injectable } from '@nestjs/common';

import { Database, type Transaction } from './database.ts';
import type { MessageTemplate } from './generated/client.ts';

/** A template is one text in one language. */
export interface TemplateKey {
  name: string;
  /** In any of WhatsApp's spellings: `en_US` or `en-US`. */
  language: string;
}

/** What WhatsApp said about a template; what it did not say is absent. */
export interface TemplateFacts {
  status?: string;
  /** WhatsApp's id, which comes with the status. */
  whatsappId?: string;
  quality?: string;
  category?: string;
  /** The category announced for later; null once it applies. */
  nextCategory?: string | null;
}

/** Message templates, as far as known from webhooks and errors. */
@Injectable()
export class TemplateStore {
  constructor(private readonly database: Database) {}

  find(key: TemplateKey): Promise<MessageTemplate | null> {
    return this.database.messageTemplate.findUnique(where(key));
  }

  /** All that are known, in the order of their names; at most 500. */
  list(): Promise<MessageTemplate[]> {
    return this.database.messageTemplate.findMany({
      orderBy: [{ name: 'asc' }, { language: 'asc' }],
      take: 500,
    });
  }

  /** Those of these names that can be sent, as far as WhatsApp has told. */
  approved(names: string[], client: Transaction = this.database): Promise<TemplateKey[]> {
    return client.messageTemplate.findMany({
      where: { name: { in: names }, status: 'APPROVED' },
      select: { name: true, language: true },
    });
  }

  /** Stores each fact that is newer than the known one of its kind, in whatever order they arrive. */
  async learn(key: TemplateKey, told: TemplateFacts, at: Date): Promise<void> {
    const template = where(key);
    await this.database.transaction(async (tx) => {
      const { name, language } = template.where.name_language;
      await tx.messageTemplate.createMany({ data: { name, language }, skipDuplicates: true });
      await tx.$queryRaw`SELECT 1 FROM message_template WHERE name = ${name} AND language = ${language} FOR UPDATE`;
      const known = await tx.messageTemplate.findUniqueOrThrow(template);
      const isNews = (fact: Fact): boolean => replaces(told[fact], at, known[fact], known[`${fact}At`]);
      await tx.messageTemplate.update({
        ...template,
        data: {
          ...(isNews('status') && { status: told.status, statusAt: at, whatsappId: told.whatsappId }),
          ...(isNews('quality') && { quality: told.quality, qualityAt: at }),
          ...(isNews('category') && { category: told.category, categoryAt: at }),
          ...(isNews('nextCategory') && { nextCategory: told.nextCategory, nextCategoryAt: at }),
        },
      });
    });
  }
}

type Fact = Exclude<keyof TemplateFacts, 'whatsappId'>;

const where = ({ name, language }: TemplateKey) => ({
  where: { name_language: { name, language: language.replaceAll('-', '_') } },
});

function replaces(
  told: string | null | undefined,
  at: Date,
  known: string | null,
  knownAt: Date | null,
): boolean {
  if (told === undefined) return false;
  if (knownAt === null || knownAt < at) return true;
  return knownAt.getTime() === at.getTime() && place(told) > place(known);
}

/** Times are whole seconds. Within one, a template is submitted, reviewed and only then stopped. */
const course = ['PENDING', 'IN_APPEAL', 'APPROVED'];

/** Orders facts of the same second: the same one wins whichever arrived first. */
const place = (value: string | null): string => {
  const at = course.indexOf(value ?? '');
  return at < 0 ? `~${value ?? ''}` : String(at);
};
