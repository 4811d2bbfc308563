import { Injectable } from '@nestjs/common';

import { Rules } from './rules.ts';
import type { Attempt, SendRule, Verdict } from './send-rule.ts';
import { ServiceWindows } from './service-windows.ts';

const code = 131_047;

/** Outside the 24 hours since a person's last message only templates reach them. */
@Injectable()
export class ClosedWindows implements SendRule {
  constructor(
    private readonly windows: ServiceWindows,
    private readonly rules: Rules,
  ) {}

  judge(attempt: Attempt): Verdict | undefined {
    const how = this.rules.now.closedWindow;
    if (attempt.isTemplate || how === 'sent all the same' || this.windows.isOpen(attempt)) return undefined;
    return { how, code };
  }
}
