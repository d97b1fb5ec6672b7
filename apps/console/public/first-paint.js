// Before anything is drawn: the reader's colour scheme and language, so that the first paint is the right one.
(() => {
  const stored = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const scheme = stored('mantine-color-scheme-value');
  const dark =
    scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  const language = stored('fernwart-language') ?? navigator.language.slice(0, 2);
  root.lang = language === 'de' ? 'de' : 'en';
})();
