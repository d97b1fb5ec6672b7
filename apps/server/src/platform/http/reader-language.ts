import { type Language, languages } from '@fernwart/contract';

/** The installed language that an `Accept-Language` header likes best; English when it names none. */
export function readerLanguage(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { tag: tag.split('-', 1)[0], quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    const language = languages.find((installed) => installed === tag);
    if (language) return language;
  }
  return 'en';
}
