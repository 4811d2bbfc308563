import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';

import { AccountChanges } from '../accounts/account-changes.ts';
import { AccountEvents } from '../accounts/account-events.ts';
import { AccountNumbersController } from '../accounts/account-numbers.controller.ts';
import { AccountScenarioController } from '../accounts/account-scenario.controller.ts';
import { AccountNode } from '../accounts/account.node.ts';
import { Accounts } from '../accounts/accounts.ts';
import { DisplayNames } from '../accounts/display-names.ts';
import { NumberSettingsController } from '../accounts/number-settings.controller.ts';
import { NumberNode } from '../accounts/number.node.ts';
import { ProfileController } from '../accounts/profile.controller.ts';
import { RegistrationController } from '../accounts/registration.controller.ts';
import { Registration } from '../accounts/registration.ts';
import { SubscriptionsController } from '../accounts/subscriptions.controller.ts';
import { GraphErrorFilter } from '../cloud-api/graph-error.filter.ts';
import { TemplateErrorFilter } from '../templates/template-error.filter.ts';
import { TemplateEvents } from '../templates/template-events.ts';
import { TemplateScenarioController } from '../templates/template-scenario.controller.ts';
import { TemplateEditor } from '../templates/template.editor.ts';
import { TemplateNode } from '../templates/template.node.ts';
import { TemplateReview } from '../templates/template.review.ts';
import { TemplatesController } from '../templates/templates.controller.ts';
import { Templates } from '../templates/templates.ts';
import { Admission } from '../tokens/admission.ts';
import { AppSubscriptionsController } from '../tokens/app-subscriptions.controller.ts';
import { TokenScenarioController } from '../tokens/token-scenario.controller.ts';
import { TokensController } from '../tokens/tokens.controller.ts';
import { Tokens } from '../tokens/tokens.ts';
import { GraphIds } from './graph-ids.ts';
import { UsageInterceptor } from './usage.interceptor.ts';
import { Usage } from './usage.ts';

// Accounts, numbers, templates and tokens: what is managed rather than sent.

export const managementNodes = [NumberNode, AccountNode, TemplateNode];

/** Before the controller that takes any id: `debug_token` is none. */
export const managementControllers = [
  TokensController,
  TemplatesController,
  AccountNumbersController,
  SubscriptionsController,
  AppSubscriptionsController,
  RegistrationController,
  NumberSettingsController,
  ProfileController,
  AccountScenarioController,
  TemplateScenarioController,
  TokenScenarioController,
];

export const managementProviders = [
  Accounts,
  AccountEvents,
  AccountChanges,
  DisplayNames,
  Registration,
  Templates,
  TemplateEditor,
  TemplateEvents,
  TemplateReview,
  Tokens,
  Admission,
  GraphIds,
  Usage,
  ...managementNodes,
  { provide: APP_INTERCEPTOR, useClass: UsageInterceptor },
  // The one that takes any error comes first, so that it is asked last.
  { provide: APP_FILTER, useClass: GraphErrorFilter },
  { provide: APP_FILTER, useClass: TemplateErrorFilter },
];
