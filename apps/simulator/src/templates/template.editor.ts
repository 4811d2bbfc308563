import { Injectable } from '@nestjs/common';

import type { BusinessAccount } from '../accounts/account.ts';
import { Clock } from '../clock.ts';
import { GraphIds } from '../management/graph-ids.ts';
import { refusal } from '../management/management.faults.ts';
import { Usage } from '../management/usage.ts';
import { Rules } from '../rules/rules.ts';
import { checkContent, checkName } from './template.checks.ts';
import { TemplateError } from './template.faults.ts';
import { TemplateReview } from './template.review.ts';
import type { TemplateContent } from './template.schema.ts';
import type { Template } from './template.ts';
import { Templates } from './templates.ts';
import { TemplateEvents } from './template-events.ts';

const dayMs = 24 * 3_600_000;
const nameRestMs = 30 * dayMs;
/** How often an approved template may be edited: [times, within]. */
const editRates = [
  [1, dayMs],
  [10, 30 * dayMs],
] as const;

export interface NewTemplate extends TemplateContent {
  name: string;
  language: string;
}

/** What a business does with its templates. */
@Injectable()
export class TemplateEditor {
  readonly #edits = new Map<string, number[]>();
  /** Until when a name, in one language or in all, can not be used again. */
  readonly #resting = new Map<string, number>();

  constructor(
    private readonly templates: Templates,
    private readonly review: TemplateReview,
    private readonly events: TemplateEvents,
    private readonly usage: Usage,
    private readonly ids: GraphIds,
    private readonly clock: Clock,
    private readonly rules: Rules,
  ) {}

  create(account: BusinessAccount, asked: NewTemplate): Template {
    checkName(asked.name);
    checkContent(asked);
    this.#checkPlace(account, asked);
    this.usage.countCreation(account);
    const template: Template = {
      ...asked,
      id: this.ids.next(),
      account,
      status: 'PENDING',
      qualityScore: 'UNKNOWN',
      rejectedReason: 'NONE',
      lastUpdatedAt: this.clock.now(),
    };
    this.templates.add(template);
    this.review.submit(template);
    return template;
  }

  edit(template: Template, change: Partial<TemplateContent>): void {
    const { status, category } = template;
    if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(status)) {
      throw refusal('badParameter', `A template that is ${status} can not be edited.`);
    }
    if (status === 'APPROVED' && change.category && change.category !== category) {
      throw refusal('badParameter', 'category: that of an approved template can not be edited');
    }
    const { components, parameterFormat, sendTtlSeconds } = template;
    const edited = { category, components, parameterFormat, sendTtlSeconds, ...change };
    checkContent(edited);
    if (status === 'APPROVED') this.#countEdit(template);
    Object.assign(template, edited);
    this.review.submit(template, { isEdited: true });
  }

  /** All languages of a name. */
  deleteNamed(account: BusinessAccount, name: string): void {
    const named = this.templates.of(account).filter((one) => one.name === name);
    if (named.length === 0) throw notFound();
    const wasApproved = named.map((template) => this.#remove(template)).includes(true);
    if (wasApproved) this.#rest(account, name);
  }

  /** @param name has to be that of the template, where it is given */
  deleteWithIds(account: BusinessAccount, ids: string[], name?: string): void {
    const found = ids.map((id) => {
      const template = this.templates.withId(id);
      if (template?.account !== account || (name !== undefined && template.name !== name)) throw notFound();
      return template;
    });
    for (const template of found) {
      if (this.#remove(template)) this.#rest(account, template.name, template.language);
    }
  }

  /** Nothing was edited or deleted yet. */
  reset(): void {
    this.#edits.clear();
    this.#resting.clear();
  }

  #checkPlace(account: BusinessAccount, { name, language }: NewTemplate): void {
    if (this.#isResting(account, name, language)) {
      throw new TemplateError('beingDeleted', 'This name was deleted; it can be used again after 30 days.');
    }
    if (this.templates.find(account, name, language)) {
      throw new TemplateError('alreadyThere', 'There is a template with this name and language already.');
    }
    if (this.templates.of(account).length >= this.rules.now.templatesPerAccount) {
      throw new TemplateError('tooMany', 'The account has as many templates as it can have.');
    }
  }

  #countEdit({ id }: Template): void {
    const now = this.clock.now();
    const edits = this.#edits.get(id) ?? [];
    for (const [times, withinMs] of editRates) {
      if (edits.filter((at) => now - at < withinMs).length >= times) {
        const days = withinMs / dayMs;
        throw refusal('badParameter', `An approved template can be edited ${times} times in ${days} days.`);
      }
    }
    this.#edits.set(id, [...edits, now]);
  }

  /** @returns whether it was approved */
  #remove(template: Template): boolean {
    const wasApproved = template.status === 'APPROVED';
    this.templates.remove(template);
    template.status = 'PENDING_DELETION';
    this.events.status(template, 'PENDING_DELETION');
    return wasApproved;
  }

  #rest(account: BusinessAccount, name: string, language = ''): void {
    this.#resting.set(`${account.id} ${name} ${language}`, this.clock.now() + nameRestMs);
  }

  #isResting(account: BusinessAccount, name: string, language: string): boolean {
    const ends = [language, ''].map((one) => this.#resting.get(`${account.id} ${name} ${one}`) ?? 0);
    return this.clock.now() < Math.max(...ends);
  }
}

const notFound = (): TemplateError => new TemplateError('notFound', 'There is no such template.');
