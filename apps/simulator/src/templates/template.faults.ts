import { GraphError } from '../cloud-api/graph.error.ts';

interface TemplateFault {
  number: number;
  title: string;
  /** Meta lists it as a code, rather than telling it apart within code 100. */
  isCode?: true;
}

const faults = {
  tooMany: { number: 2_388_019, title: 'Message template limit exceeded', isCode: true },
  beingDeleted: { number: 2_388_023, title: 'Message template language is being deleted' },
  alreadyThere: { number: 2_388_024, title: 'Content in this language already exists' },
  name: { number: 2_388_039, title: 'Message template name is formatted incorrectly', isCode: true },
  tooLong: { number: 2_388_040, title: 'Character limit exceeded', isCode: true },
  fieldMissing: { number: 2_388_043, title: 'A component is missing expected fields' },
  header: { number: 2_388_047, title: 'Message header is formatted incorrectly', isCode: true },
  body: { number: 2_388_072, title: 'Message body is formatted incorrectly', isCode: true },
  footer: { number: 2_388_073, title: 'Message footer is formatted incorrectly', isCode: true },
  handle: { number: 2_388_273, title: 'Invalid header handle' },
  tooManyVariables: {
    number: 2_388_293,
    title: 'Message template has too many parameters for its length',
    isCode: true,
  },
  variableAtEdge: {
    number: 2_388_299,
    title: 'Message template has leading or trailing parameters',
    isCode: true,
  },
  notFound: { number: 2_593_002, title: 'Message template not found' },
} as const satisfies Record<string, TemplateFault>;

/** What is wrong with a template, before it is known how the rules want it told. */
export class TemplateError extends Error {
  override name = 'TemplateError';

  constructor(
    readonly fault: keyof typeof faults,
    details: string,
  ) {
    super(details);
  }

  toGraphError(writtenAs: 'code' | 'subcode'): GraphError {
    const { number, title, ...listed }: TemplateFault = faults[this.fault];
    const code = listed.isCode && writtenAs === 'code' ? number : 100;
    const told = { code, status: 400, title: 'Invalid parameter', advice: this.message };
    return new GraphError(told, this.message, {
      error_subcode: number,
      is_transient: false,
      error_user_title: title,
      error_user_msg: this.message,
    });
  }
}
