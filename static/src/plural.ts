// A sentence with a number in it, in the form the reader's language wants for that number.

export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** The form for `count`, with `{count}` in it written as the language writes numbers. */
export function plural(forms: PluralForms, count: number, language = pageLanguage()): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other
  return form.replace('{count}', new Intl.NumberFormat(language).format(count))
}

function pageLanguage(): string {
  return document.documentElement.lang || 'en'
}
