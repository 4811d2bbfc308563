const body = {
  type: 'BODY',
  text: 'Dear {{1}}, we have received your payment of {{2}}, made on {{3}}. Thank you for your trust!',
};
const threeValues = { ...body, example: { body_text: [['Pablo', '$100.99', 'February 25']] } };
const picture = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW1hZ2UvanBn'] } };
const quickReplies = (...texts: string[]): object => ({
  type: 'BUTTONS',
  buttons: texts.map((text) => ({ type: 'QUICK_REPLY', text })),
});

interface NewTemplate {
  name: string;
  language: 'en_US';
  category: 'MARKETING' | 'UTILITY';
  components: object[];
}

const template = (name: string, ...components: object[]): NewTemplate => ({
  name,
  language: 'en_US',
  category: 'MARKETING',
  components,
});

/** What each example that sends a template takes for granted: a template into which its values fit. */
export const templatesOfExamples: Record<string, NewTemplate> = {
  'Send Catalog Template Message': template(
    'intro_catalog_offer',
    {
      type: 'BODY',
      text: 'Get {{1}} off on orders above {{2}}, valid for your first {{3}} orders!',
      example: { body_text: [['100', '400', '3']] },
    },
    { type: 'BUTTONS', buttons: [{ type: 'CATALOG', text: 'View catalog' }] },
  ),
  'Send Flow Template Message': template(
    'flow_offer',
    { type: 'BODY', text: 'Check out this new offer' },
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'FLOW',
          text: 'Check it out!',
          flow_id: '6627390910605886',
          flow_action: 'navigate',
          navigate_screen: 'WELCOME',
        },
      ],
    },
  ),
  'Send Message Template Interactive': template(
    'payment_with_buttons',
    picture,
    threeValues,
    quickReplies('Yes', 'No'),
  ),
  'Send Message Template Media': template('payment_with_picture', picture, threeValues),
  'Send Message Template Text': template('payment', threeValues),
  'Send Sample Shipping Confirmation Template': template('payment', threeValues),
  'Send Sample Text Message': template('payment', threeValues),
  'Send Sample Issue Resolution Template': template(
    'sample_issue_resolution',
    {
      type: 'BODY',
      text: 'Hi {{1}}, were we able to solve it?',
      example: { body_text: [['Mr. Jones']] },
    },
    quickReplies('Yes', 'No'),
  ),
};

/** A template that can be read, edited and deleted. */
export const promotion = template(
  '2023_april_promo',
  { type: 'HEADER', format: 'TEXT', text: 'Spring Sale' },
  {
    type: 'BODY',
    text: 'Hi {{1}}, our Spring Sale is on! Use promo code {{2}} on your next order.',
    example: { body_text: [['Mark', 'SPRING25']] },
  },
  { type: 'FOOTER', text: 'Not interested? Tap the button' },
  quickReplies('Stop promotions'),
);
