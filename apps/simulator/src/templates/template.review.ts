import { Injectable } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { Rules } from '../rules/rules.ts';
import type { Template, TemplateStatus } from './template.ts';
import { TemplateEvents } from './template-events.ts';

const hourMs = 3_600_000;
/** How long the first and the second pause last. After these it is disabled. */
const pausesMs = [3 * hourMs, 6 * hourMs];
const pauseTitles = ['FIRST_PAUSE', 'SECOND_PAUSE'];

/** What Meta's review says when nobody gives another reason. */
const usualReason = 'INVALID_FORMAT';

/** Events that are no status of their own. */
const statusOfEvent: Partial<Record<string, TemplateStatus>> = {
  REINSTATED: 'APPROVED',
  UNARCHIVED: 'APPROVED',
};

export const templateEvents = [
  'APPROVED',
  'REJECTED',
  'PENDING',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'REINSTATED',
  'FLAGGED',
  'LOCKED',
  'LIMIT_EXCEEDED',
  'ARCHIVED',
  'UNARCHIVED',
  'PENDING_DELETION',
  'DELETED',
] as const;
type TemplateEvent = (typeof templateEvents)[number];

/** What Meta decides about templates, now or later. */
@Injectable()
export class TemplateReview {
  readonly #pauses = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly events: TemplateEvents,
  ) {}

  /** @param isEdited the business is told of its new components too, once they are approved */
  submit(template: Template, { isEdited = false } = {}): void {
    template.status = 'PENDING';
    template.lastUpdatedAt = this.clock.now();
    const { lastUpdatedAt } = template;
    const { templateReview, templateReviewAfterMs } = this.rules.now;
    if (templateReview === 'by hand') return;
    this.clock.after(templateReviewAfterMs, () => {
      // It may have been decided by hand, deleted or edited since.
      if (template.status !== 'PENDING' || template.lastUpdatedAt !== lastUpdatedAt) return;
      const isApproved = templateReview === 'approved';
      this.decide(template, isApproved ? 'APPROVED' : 'REJECTED');
      if (isEdited && isApproved) this.events.components(template);
    });
  }

  decide(template: Template, event: TemplateEvent, reason?: string): void {
    if (event === 'PAUSED') this.#pause(template, reason);
    else if (event === 'DISABLED') this.#disable(template, reason);
    else if (event === 'REJECTED') this.#reject(template, reason ?? usualReason);
    else {
      if (event === 'APPROVED' || event === 'REINSTATED') template.rejectedReason = 'NONE';
      this.#enter(template, event, { reason: reason ?? 'NONE' });
    }
  }

  /** Ends a pause before its time. */
  unpause(template: Template): void {
    const info = { title: 'UNPAUSE', description: 'The template can be used again.' };
    this.#enter(template, 'APPROVED', { other_info: info });
  }

  /** Nothing was paused yet. */
  reset(): void {
    this.#pauses.clear();
  }

  #reject(template: Template, reason: string): void {
    template.rejectedReason = reason;
    const recommendation = 'Compare the template with the guidelines, edit it and submit it again.';
    this.#enter(template, 'REJECTED', { reason, rejection_info: { reason, recommendation } });
  }

  #pause(template: Template, reason = 'NONE'): void {
    const count = this.#pauses.get(template.id) ?? 0;
    const pauseMs = pausesMs[count];
    if (pauseMs === undefined) {
      this.#disable(template, reason);
      return;
    }
    this.#pauses.set(template.id, count + 1);
    const description = `Its quality is low; it can not be sent for ${pauseMs / hourMs} hours.`;
    this.#enter(template, 'PAUSED', { reason, other_info: { title: pauseTitles[count], description } });
    this.clock.after(pauseMs, () => {
      if (template.status === 'PAUSED' && this.#pauses.get(template.id) === count + 1) this.unpause(template);
    });
  }

  #disable(template: Template, reason = 'NONE'): void {
    const date = this.clock.date().toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
    this.#enter(template, 'DISABLED', {
      reason,
      disable_info: { disable_date: date },
      other_info: { title: 'DISABLED', description: 'Its quality is low.' },
    });
  }

  #enter(template: Template, event: TemplateEvent, more: object): void {
    // Of these two only the event tells.
    if (event !== 'FLAGGED' && event !== 'LOCKED') {
      template.status = statusOfEvent[event] ?? (event as TemplateStatus);
    }
    template.lastUpdatedAt = this.clock.now();
    this.events.status(template, event, more);
  }
}
