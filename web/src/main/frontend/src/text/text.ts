import { en } from './en';

/** A text, or its forms by number (`Intl.PluralRules`). */
export type Text = string | { one: string; other: string };
export type TextKey = keyof typeof en;
/** Another language is another file with this type: a missing text does not compile. */
export type Texts = Record<TextKey, Text>;

export const language = 'en';
const texts: Texts = en;
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const text = texts[key];
  const form = typeof text === 'string' ? text : text[plurals.select(Number(values['count'])) === 'one' ? 'one' : 'other'];
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(texts, key);
}
