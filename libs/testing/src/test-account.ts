import { keySettings } from './test-sealer.ts';

export const testAccount = {
  appSecret: 'test_app_secret',
  apiToken: 'test-token',
  phoneNumberId: '106540352242922',
  verifyToken: 'test-verify-token',
  keys: keySettings('test'),
};

/** How webhooks name the account and its number. */
export const businessAccount = {
  id: '102290129340398',
  metadata: { display_phone_number: '15550783881', phone_number_id: testAccount.phoneNumberId },
};

export interface Person {
  phone?: string;
  bsuid?: string;
  name?: string;
}

export const sheena: Person = {
  phone: '16505551234',
  bsuid: 'US.13491208655302741918',
  name: 'Sheena Nelson',
};
