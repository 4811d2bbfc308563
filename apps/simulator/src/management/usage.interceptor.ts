import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';

import type { BusinessAccount } from '../accounts/account.ts';
import { Accounts } from '../accounts/accounts.ts';
import { Templates } from '../templates/templates.ts';
import { Usage } from './usage.ts';

/** What the limits of managing an account are about; messages and files have their own. */
const managing = new Set([
  undefined,
  'phone_numbers',
  'message_templates',
  'subscribed_apps',
  'assigned_users',
]);

/** Counts the calls to the Graph API, and tells in each answer how many are left. */
@Injectable()
export class UsageInterceptor implements NestInterceptor {
  constructor(
    private readonly usage: Usage,
    private readonly accounts: Accounts,
    private readonly templates: Templates,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { path } = http.getRequest<Request>();
    const [, id, edge] = /^\/v\d+\.\d+\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? [];
    if (id === undefined) return next.handle();

    const account = this.#accountOf(id);
    try {
      if (account && managing.has(edge)) this.usage.count(account);
    } finally {
      http.getResponse<Response>().set(this.usage.headers(account));
    }
    return next.handle();
  }

  #accountOf(id: string): BusinessAccount | undefined {
    return (
      this.accounts.account(id) ?? this.accounts.number(id)?.account ?? this.templates.withId(id)?.account
    );
  }
}
