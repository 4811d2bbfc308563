import { longestName } from '../../phone/longest-name.ts';
import { openForm } from '../dom/form.ts';

/** As browsers compile it, with the flag `v`: 7 to 15 digits, and what people write between them. */
const phonePattern = String.raw`(?=(?:[^0-9]*[0-9]){7,15}[^0-9]*$)[+]?[0-9 \(\)\-]+`;

export interface PersonAnswers {
  phone: string;
  name?: string;
}

export const digitsOf = (written: string): string => written.replace(/\D/g, '');

/** @param ownerOf who has a number already */
export function askPerson(
  title: string,
  { phone = '', name = '' }: { phone?: string; name?: string },
  ownerOf: (phone: string) => string | undefined,
  done: (person: PersonAnswers) => void,
): void {
  const pattern = { expression: phonePattern, says: 'A phone number with country code' };
  const fields = [
    { name: 'name', label: 'Name', value: name, longest: longestName },
    {
      name: 'phone',
      label: 'Phone number with country code',
      value: phone,
      type: 'tel',
      required: true,
      pattern,
      refuse: (value: string) => {
        const owner = ownerOf(value);
        return owner === undefined ? undefined : `${owner} has this number`;
      },
    },
  ] as const;
  openForm({ title, fields: [...fields], submit: 'Save' }, (values) => {
    done({ phone: digitsOf(values.phone ?? ''), ...(values.name && { name: values.name }) });
  });
}
