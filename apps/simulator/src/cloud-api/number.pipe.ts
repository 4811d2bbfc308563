import { Injectable, type PipeTransform } from '@nestjs/common';

import type { BusinessNumber } from '../accounts/account.ts';
import { Accounts } from '../accounts/accounts.ts';
import { GraphError, graphFaults } from './graph.error.ts';

/** From the id in a path to the business number. */
@Injectable()
export class NumberPipe implements PipeTransform<string, BusinessNumber> {
  constructor(private readonly accounts: Accounts) {}

  transform(id: string): BusinessNumber {
    const number = this.accounts.number(id);
    if (!number) {
      throw new GraphError(graphFaults.unknownObject, `There is no phone number with ID '${id}'.`);
    }
    return number;
  }
}
