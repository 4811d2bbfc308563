import { Inject, Injectable } from '@nestjs/common';

import {
  AuditStore,
  Database,
  type DeadLetter,
  DeadLetterStore,
  FiguresStore,
  NoticeStore,
  type NumberStanding,
  NumberStore,
  type PastAct,
  type PeopleReached,
  RetentionStore,
  type SendUse,
  type Standing,
  StandingStore,
  supportNotices,
  TemplateStore,
  type Traffic,
} from '#data';
import { maskPersonal } from '#platform';
import { accountFields, type AccountTrouble, accountTroubles, readNotice } from '#whatsapp';

import { type Letter, letterOf } from '../dead-letters/letter.ts';
import { OPS_CONFIG, type OpsConfig } from '../ops.config.ts';

const newestLetters = 8;
const newestNotices = 12;
const newestActs = 15;

/** What WhatsApp said about the account; nothing about any person. */
export interface NoticeSight {
  at: Date;
  field: string;
  event: string;
  about: string;
  needsPerson: boolean;
}

interface TemplateSight {
  name: string;
  language: string;
  status: string | null;
  quality: string | null;
  category: string | null;
}

/** What the database tells people on call. */
export interface DatabaseSight {
  standing: Standing;
  traffic: Traffic;
  sends: SendUse;
  number: NumberStanding;
  people: PeopleReached | null;
  letters: Letter[];
  /** For how long the oldest words should have been removed; 0: none should. */
  wordsOverdueSeconds: number;
  templates: TemplateSight[];
  notices: NoticeSight[];
  /** What is wrong with the account. */
  account: AccountTrouble[];
  acts: (PastAct & { subjectId: string })[];
}

@Injectable()
export class DatabaseSights {
  constructor(
    private readonly database: Database,
    private readonly standings: StandingStore,
    private readonly figures: FiguresStore,
    private readonly numbers: NumberStore,
    private readonly letters: DeadLetterStore,
    private readonly templates: TemplateStore,
    private readonly notices: NoticeStore,
    private readonly audit: AuditStore,
    private readonly retention: RetentionStore,
    @Inject(OPS_CONFIG) private readonly config: Pick<OpsConfig, 'retentionDays'>,
  ) {}

  async look(phoneNumberId: string): Promise<DatabaseSight> {
    await this.database.ping();
    const [standing, traffic, sends, number, people, letters, templates, notices, told, acts, overdue] =
      await Promise.all([
        this.standings.standing(),
        this.standings.traffic(),
        this.figures.sends(phoneNumberId),
        this.standings.number(phoneNumberId),
        this.numbers.peopleReached(phoneNumberId),
        this.letters.list({}, newestLetters),
        this.templates.list(),
        this.#notices(),
        this.notices.unsettled(accountFields),
        this.audit.newest(newestActs),
        this.retention.overdueSeconds(this.config.retentionDays),
      ]);
    return {
      standing,
      traffic,
      sends,
      number,
      people: people ?? null,
      wordsOverdueSeconds: Math.max(overdue.inbound, overdue.outbound),
      letters: letters.map((letter: DeadLetter) => letterOf(letter)),
      templates: templates.map(({ name, language, status, quality, category }) => ({
        name,
        language,
        status,
        quality,
        category,
      })),
      notices,
      account: accountTroubles(told, new Date()).map((trouble) => ({
        ...trouble,
        event: maskPersonal(trouble.event),
        about: maskPersonal(trouble.about),
      })),
      acts,
    };
  }

  async #notices(): Promise<NoticeSight[]> {
    const found = await this.notices.newest(newestNotices);
    return found.map(({ body, ...notice }) => {
      const { field, occurredAt, receivedAt } = notice;
      const said = body === undefined ? undefined : readNotice({ ...notice, body });
      // What a person asked for: who they are is told by the command line alone.
      const isSupport = field === supportNotices;
      return {
        at: occurredAt ?? receivedAt,
        field,
        event: isSupport ? 'a person wants to talk to somebody' : maskPersonal(said?.event ?? notice.reason),
        about: maskPersonal(said?.about ?? ''),
        needsPerson: isSupport || (said?.needsPerson ?? false),
      };
    });
  }
}
