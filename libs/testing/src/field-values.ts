import { businessAccount } from './test-account.ts';

const { metadata } = businessAccount;
const template = {
  message_template_id: 1_689_556_908_129_832,
  message_template_name: 'order_confirmation',
  message_template_language: 'en-US',
};
const participant = { input: '16505551234', wa_id: '16505551234' };

/** A realistic `value` for each field other than `messages`. */
export const fieldValues = {
  message_template_status_update: {
    event: 'APPROVED',
    ...template,
    reason: 'NONE',
    message_template_category: 'UTILITY',
  },
  message_template_quality_update: {
    ...template,
    previous_quality_score: 'GREEN',
    new_quality_score: 'YELLOW',
  },
  template_category_update: {
    ...template,
    new_category: 'UTILITY',
    correct_category: 'MARKETING',
    category_update_timestamp: 1_746_169_200,
  },
  message_template_components_update: {
    ...template,
    message_template_element: 'Thank you, {{1}}!',
    message_template_footer: 'Lucky Shrub',
  },
  phone_number_quality_update: {
    display_phone_number: metadata.display_phone_number,
    event: 'THROUGHPUT_UPGRADE',
    old_limit: 'TIER_2K',
    max_daily_conversations_per_business: 'TIER_10K',
  },
  phone_number_name_update: {
    display_phone_number: metadata.display_phone_number,
    decision: 'APPROVED',
    requested_verified_name: 'Lucky Shrub',
    rejection_reason: null,
  },
  account_update: {
    event: 'DISABLED_UPDATE',
    ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'April 17, 2025' },
  },
  account_alerts: {
    entity_type: 'BUSINESS',
    entity_id: '506914307656634',
    alert_info: {
      alert_severity: 'WARNING',
      alert_status: 'ACTIVE',
      alert_type: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED',
    },
  },
  account_review_update: { decision: 'APPROVED' },
  business_capability_update: {
    max_daily_conversations_per_business: 2_000,
    max_phone_numbers_per_waba: 25,
  },
  security: { display_phone_number: metadata.display_phone_number, event: 'PIN_RESET_REQUEST' },
  user_preferences: {
    messaging_product: 'whatsapp',
    metadata,
    contacts: [{ profile: { name: 'Pablo M.' }, wa_id: '16505551234', user_id: 'US.13491208655302741918' }],
    user_preferences: [
      {
        wa_id: '16505551234',
        user_id: 'US.13491208655302741918',
        detail: 'User requested to stop marketing messages',
        category: 'marketing_messages',
        value: 'stop',
        timestamp: 1_731_705_721,
      },
    ],
  },
  user_id_update: {
    messaging_product: 'whatsapp',
    metadata,
    contacts: [{ profile: { name: 'Pablo M.' }, user_id: 'US.2' }],
    user_id_update: [
      {
        detail: 'User id for Pablo M. has been updated.',
        user_id: { previous: 'US.1', current: 'US.2' },
        timestamp: '1731705721',
      },
    ],
  },
  smb_message_echoes: {
    messaging_product: 'whatsapp',
    metadata,
    message_echoes: [
      {
        from: metadata.display_phone_number,
        to: '16505551234',
        to_user_id: 'US.13491208655302741918',
        id: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI0RTJEOTc2ODVERUY5RDlGNkYA',
        timestamp: '1739321024',
        type: 'text',
        text: { body: "Here's the info you requested!" },
      },
    ],
  },
  smb_app_state_sync: {
    messaging_product: 'whatsapp',
    metadata,
    state_sync: [{ type: 'contact', contact: { full_name: 'Pablo M.', phone_number: '16505551234' } }],
  },
  history: {
    messaging_product: 'whatsapp',
    metadata,
    history: [{ metadata: { phase: 0, chunk_order: 1, progress: 55 }, threads: [] }],
  },
  standby: {
    messaging_product: 'whatsapp',
    metadata,
    messages: [
      {
        from: '16505551234',
        id: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=',
        timestamp: '1749416383',
        type: 'text',
        text: { body: 'Does it come in another color?' },
      },
    ],
  },
  calls: {
    messaging_product: 'whatsapp',
    metadata,
    calls: [{ id: 'wacid.HBgLMTY1', from: '16505551234', event: 'connect', timestamp: '1749416383' }],
  },
  flows: { event: 'FLOW_STATUS_CHANGE', flow_id: '6627390910605886', new_status: 'PUBLISHED' },
  business_username_update: { username: 'lucky_shrub', status: 'approved' },
  group_participants_update: {
    messaging_product: 'whatsapp',
    metadata,
    groups: [{ timestamp: '1750269342', group_id: 'Y2FwaV9ncm91cDox', added_participants: [participant] }],
  },
};
